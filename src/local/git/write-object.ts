/**
 * Writes a loose object as Git does, since a process for every blob, tree and commit would dominate every write.
 * https://git-scm.com/book/en/v2/Git-Internals-Git-Objects ("Object Storage")
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflate } from "node:zlib";
import type { Git } from "../git.ts";

const packed = promisify(deflate);

/** Git's own level for loose objects (`core.looseCompression`). */
const level = 1;

/** Answers with the object's id. The caller vouches for the form of trees and commits. */
export async function writeObject(
  { dir }: Pick<Git, "dir">,
  type: "blob" | "tree" | "commit",
  content: Buffer,
): Promise<string> {
  const object = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
  const oid = createHash("sha1").update(object).digest("hex");
  const folder = join(dir, "objects", oid.slice(0, 2));
  const file = join(folder, oid.slice(2));
  if (existsSync(file)) return oid;
  await mkdir(folder, { recursive: true });
  // Whoever reads sees a whole object or none, and so does a clone by path, which takes all that lies in `objects` and fails if it goes.
  const draft = join(dir, `draft-${randomUUID()}`);
  await writeFile(draft, await packed(object, { level }), { mode: 0o444 });
  await rename(draft, file);
  return oid;
}

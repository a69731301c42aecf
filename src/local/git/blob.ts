/** Blobs: the bytes of files. */
import type { Git } from "../git.ts";
import { writeObject } from "./write-object.ts";

/** The blob's bytes; null when there is no such blob. */
export async function readBlob(git: Git, oid: string): Promise<Buffer | null> {
  const object = await git.objects.read(oid);
  return object?.type === "blob" ? object.content : null;
}

export function writeBlob(git: Git, content: Buffer): Promise<string> {
  return writeObject(git, "blob", content);
}

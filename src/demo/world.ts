/** The demo's world on disk: which seed it is played with, so that a second start goes on with the same play. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

export interface WorldFolder {
  readonly dir: string;
  readonly seed: number;
  /** Removes the folder unless it is to stay. */
  discard(): Promise<void>;
}

const Play = z.object({ seed: z.int() });

/** The folder cannot be played in: it is played with another seed, or by another process, or holds something else. */
export class UnfitFolder extends Error {}

/** `dir` null: a temporary folder, which `discard` removes unless `keep`. */
export async function openWorldFolder(
  dir: string | null,
  seed: number | null,
  keep: boolean,
): Promise<WorldFolder> {
  const folder = dir ?? (await mkdtemp(join(tmpdir(), "signalbox-demo-")));
  await makeFolder(folder);
  const file = join(folder, "demo.json");
  const played = await readPlay(file);
  if (played === null && (await readdir(folder)).length > 0) {
    throw new UnfitFolder(`${folder} is not empty and holds no demo; name an empty or a new folder`);
  }
  if (played !== null && seed !== null && played !== seed) {
    throw new UnfitFolder(
      `${folder} is played with --seed ${played}; leave --seed away to go on, or name another folder`,
    );
  }
  const chosen = played ?? seed ?? 1;
  await writeFile(file, `${JSON.stringify({ seed: chosen })}\n`);
  const discard = async () => {
    if (dir === null && !keep) await rm(folder, { recursive: true, force: true });
  };
  return { dir: folder, seed: chosen, discard };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    if (!z.object({ code: z.enum(["EEXIST", "ENOTDIR"]) }).safeParse(error).success) throw error;
    throw new UnfitFolder(`${folder} is no folder; name an empty or a new one`);
  }
}

async function readPlay(file: string): Promise<number | null> {
  try {
    return Play.parse(JSON.parse(await readFile(file, "utf8"))).seed;
  } catch (error) {
    if (z.object({ code: z.literal("ENOENT") }).safeParse(error).success) return null;
    throw new Error(`${file} cannot be read`, { cause: error });
  }
}

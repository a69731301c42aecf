/**
 * What Git says to merging two commits: a real three-way merge without a working tree, of which nothing is kept.
 * https://git-scm.com/docs/git-merge-tree (Git 2.38 or newer)
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Forecast } from "../domain/forecast.ts";
import { type GitCall, gitAnswer } from "../runs/git.ts";
import { splitNames } from "../runs/raw-diff.ts";

/** Null when it could not look: then nobody may say that both are clean. */
export type MergeForecast = (ours: string, theirs: string) => Promise<Forecast | null>;

/** Milliseconds for one merge, with what it may have to fetch. */
const PATIENCE = 120_000;

/** Over a bare repository on this disk, which stays as it is: what the merge has to write goes to a folder that is then removed. */
export function localForecast(dir: string): MergeForecast {
  return async (ours, theirs) => {
    const scratch = await mkdtemp(join(tmpdir(), "signalbox-merge-"));
    try {
      const objects = join(dir, "objects");
      return await tryMerge(ours, theirs, {
        cwd: dir,
        env: { GIT_DIR: dir, GIT_OBJECT_DIRECTORY: scratch, GIT_ALTERNATE_OBJECT_DIRECTORIES: objects },
      });
    } catch {
      // A commit that is not there, a folder that is full: whatever it was, nobody has looked.
      return null;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  };
}

/** Throws when Git could not try. */
export async function tryMerge(ours: string, theirs: string, call: GitCall): Promise<Forecast> {
  // Exit code 1 says that it collides; a tree is written for both.
  const { code, output } = await gitAnswer(
    ["merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", ours, theirs],
    [0, 1],
    { ...call, signal: AbortSignal.timeout(PATIENCE) },
  );
  const [, tree] = /^([0-9a-f]{40,64})\0/.exec(output.toString("latin1", 0, 65)) ?? [];
  if (tree === undefined) throw new Error("git merge-tree answered in an unknown form");
  if (code === 0) return { kind: "clean", tree };
  // The tree comes first. A path that is not UTF-8 is not named, and collides none the less.
  const [, ...paths] = splitNames(output) ?? [];
  return { kind: "conflicts", paths: [...new Set(paths)].filter((path) => path !== "").toSorted() };
}

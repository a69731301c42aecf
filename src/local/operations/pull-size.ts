/** How much a pull request changes: from the merge base of its base and head to its head. */

import { walkCommits } from "../git/commit.ts";
import { diffTrees } from "../git/diff.ts";
import { mergeBase } from "../git/merge.ts";
import type { Git } from "../git.ts";
import type { Pull } from "../records.ts";

export async function measurePull(git: Git, baseSha: string, headSha: string): Promise<Pull["size"]> {
  const base = await mergeBase(git, baseSha, headSha);
  const files = base === null ? [] : await diffTrees(git, base, headSha, false);
  const commits = await walkCommits(git, { from: headSha, without: baseSha });
  return {
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
  };
}

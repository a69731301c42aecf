/** What each commit of a range touched, so that what was changed and put back is seen too. */
import { z } from "zod";
import type { CommitName } from "../domain/pull.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import type { Client } from "./client.ts";
import { Made } from "./commit.ts";
import { type ReadTree, treeChanges } from "./trees.ts";

/** GitHub's own limit for the commits of a pull request. */
const COMMITS = 250;
const PAGE = 100;

export interface Range {
  readonly mergeBase: string;
  /** Oldest first; `unread` when there are more than GitHub lists. */
  readonly commits: readonly RangeCommit[] | "unread";
}

export interface RangeCommit extends CommitName {
  readonly parents: readonly string[];
}

const Comparison = z.object({
  merge_base_commit: Made,
  total_commits: z.int(),
  commits: z.array(
    z.object({ sha: z.string(), parents: z.array(Made), commit: z.object({ message: z.string() }) }),
  ),
});

/** One request for a hundred commits. https://docs.github.com/en/rest/commits/commits#compare-two-commits */
export async function readRange(
  { octokit }: Client,
  { owner, name: repo }: RepositoryAddress,
  basehead: string,
): Promise<Range> {
  const commits: RangeCommit[] = [];
  for (let page = 1; ; page += 1) {
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
      owner,
      repo,
      basehead,
      per_page: PAGE,
      page,
    });
    const found = Comparison.parse(data);
    const mergeBase = found.merge_base_commit.sha;
    if (found.total_commits > COMMITS) return { mergeBase, commits: "unread" };
    for (const { sha, parents, commit } of found.commits) {
      const [subject = ""] = commit.message.split("\n", 1);
      commits.push({ sha, subject, parents: parents.map((parent) => parent.sha) });
    }
    if (commits.length >= found.total_commits) return { mergeBase, commits };
    // A listing that ends early is no answer to what stood in between.
    if (found.commits.length === 0) return { mergeBase, commits: "unread" };
  }
}

/**
 * Paths that some commit left as none of its parents had them; null when a tree could not be read. One request for each
 * commit whose tree is not at hand, none for a single commit on the merge base.
 */
export async function touchedIn(
  commits: readonly RangeCommit[],
  readTree: ReadTree,
): Promise<ReadonlySet<string> | null> {
  const touched = new Set<string>();
  for (const { sha, parents } of commits) {
    let ours: Set<string> | null = null;
    if (parents.length === 0) ours = new Set((await readTree(sha))?.keys());
    for (const parent of parents) {
      const [before, after] = [await readTree(parent), await readTree(sha)];
      if (before === null || after === null) return null;
      const paths = new Set(treeChanges(before, after).map(({ path }) => path));
      ours = ours === null ? paths : ours.intersection(paths);
    }
    for (const path of ours ?? []) touched.add(path);
  }
  return touched;
}

/** Merging: bases, ancestry, and trial merges, all by Git's own merge machinery and without a working tree. */
import type { Git } from "../git.ts";
import { type Commit, readCommit, type Signature, walkCommits, writeCommit } from "./commit.ts";
import { fieldsOf, textOf } from "./process.ts";

/** The best common ancestor; null for unrelated histories. */
export async function mergeBase(git: Git, a: string, b: string): Promise<string | null> {
  const result = await git.run(["merge-base", a, b], { codes: [0, 1] });
  return result.code === 0 ? (textOf(result).split("\n")[0] ?? null) : null;
}

export async function isAncestor(git: Git, ancestor: string, of: string): Promise<boolean> {
  // A branch mostly moves by one commit, which tells it without a process.
  if ((await readCommit(git, of))?.parents.includes(ancestor)) return true;
  return (await git.run(["merge-base", "--is-ancestor", ancestor, of], { codes: [0, 1] })).code === 0;
}

export type TrialMerge =
  | { readonly kind: "clean"; readonly tree: string }
  | { readonly kind: "conflict"; readonly paths: readonly string[] };

const remembered = 2_000;

/** Merges two commits' trees from their merge base; writes the resulting tree, no commit. */
export function mergeTrees(git: Git, ours: string, theirs: string): Promise<TrialMerge> {
  const key = `${ours} ${theirs}`;
  const known = git.trialMerges.get(key);
  if (known) return known;
  if (git.trialMerges.size >= remembered) git.trialMerges.clear();
  const result = tryMerge(git, ours, theirs);
  git.trialMerges.set(key, result);
  result.catch(() => git.trialMerges.delete(key));
  return result;
}

async function tryMerge(git: Git, ours: string, theirs: string): Promise<TrialMerge> {
  const result = await git.run(
    ["merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", ours, theirs],
    {
      codes: [0, 1],
    },
  );
  const [tree = "", ...paths] = fieldsOf(result);
  return result.code === 0 ? { kind: "clean", tree } : { kind: "conflict", paths };
}

/**
 * Replays the commits of `head` that `onto` lacks, oldest first, as the rebase merge method does. Authors are kept.
 * Null when one conflicts. Merge commits are left out, as Git's rebase does.
 */
export async function replayCommits(
  git: Git,
  onto: string,
  head: string,
  committer: Signature,
): Promise<string | null> {
  let tip = onto;
  for (const oid of await walkCommits(git, { from: head, without: onto, oldestFirst: true })) {
    const commit = await readCommit(git, oid);
    if (commit?.parents.length !== 1) continue;
    const tree = await pick(git, tip, commit);
    if (tree === null) return null;
    tip = await writeCommit(git, {
      tree,
      parents: [tip],
      message: commit.message,
      author: commit.author,
      committer,
    });
  }
  return tip;
}

/**
 * The tree of `tip` with one commit's change. Git 2.39's merge-tree takes no merge base, so the tip's tree is put on
 * a commit whose parent is that of the picked commit, which makes this parent the base.
 */
async function pick(git: Git, tip: string, commit: Commit): Promise<string | null> {
  const [parent] = commit.parents;
  const onto = await readCommit(git, tip);
  if (parent === undefined || onto === null) return null;
  const { author, committer } = commit;
  const base = await writeCommit(git, {
    tree: onto.tree,
    parents: [parent],
    message: "base",
    author,
    committer,
  });
  const merged = await mergeTrees(git, base, commit.oid);
  return merged.kind === "clean" ? merged.tree : null;
}

/**
 * What a pull request changes: the difference of two whole trees, because the files listing has no modes and stops at
 * 3,000 files. Kept by commit: a tree never changes.
 */
import { z } from "zod";
import type { FileChange, FileMode } from "../domain/file-change.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import type { Client } from "./client.ts";
import { Made } from "./commit.ts";
import { isMissing } from "./failure.ts";

export type ReadChanges = (pull: {
  readonly baseSha: string;
  readonly head: string;
}) => Promise<readonly FileChange[] | null>;

type Tree = ReadonlyMap<string, { readonly mode: FileMode; readonly sha: string }>;

export type ContainsCommit = (commit: string, head: string) => Promise<boolean | null>;

/**
 * Whether `head` contains `commit`: asked only when somebody else pushed to an agent's branch, and once, for commits do not change.
 * null when GitHub did not say; then it is asked again.
 */
export function containsReader(
  { octokit }: Client,
  { owner, name: repo }: RepositoryAddress,
): ContainsCommit {
  const kept = new Map<string, boolean>();
  return async (commit, head) => {
    const basehead = `${commit}...${head}`;
    const known = kept.get(basehead);
    if (known !== undefined) return known;
    const answer = await octokit.rest.repos
      .compareCommitsWithBasehead({ owner, repo, basehead, per_page: 1 })
      .catch((error: unknown) => (isMissing(error) ? null : Promise.reject(error)));
    if (!answer) return null;
    const { status } = Comparison.parse(answer.data);
    const contains = status === "ahead" || status === "identical";
    kept.set(basehead, contains);
    dropOldest(kept);
    return contains;
  };
}

/** So many answers are kept: enough for every open pull request of a busy repository. */
const KEPT = 500;

function dropOldest(kept: Map<string, unknown>): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) return;
    kept.delete(oldest);
  }
}

/**
 * Two requests the first time a head is seen, three when it starts from another commit than the one before it, none after. null when GitHub cut a tree short, knows no common ancestor, or
 * does not show the commit (yet): the last two may change, so they are not kept.
 */
export function changesReader({ octokit }: Client, { owner, name: repo }: RepositoryAddress): ReadChanges {
  const kept = new Map<string, readonly FileChange[] | null>();
  let base: { readonly commit: string; readonly tree: Tree } | null = null;
  return async ({ baseSha, head }) => {
    const key = `${baseSha}...${head}`;
    if (!kept.has(key)) {
      const changes = await read(baseSha, head).catch((error: unknown) =>
        isMissing(error) ? undefined : Promise.reject(error),
      );
      if (changes === undefined) return null;
      kept.set(key, changes);
    }
    dropOldest(kept);
    return kept.get(key) ?? null;
  };

  async function read(baseSha: string, head: string): Promise<readonly FileChange[] | null> {
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
      owner,
      repo,
      basehead: `${baseSha}...${head}`,
      per_page: 1,
    });
    const before = await readBase(Comparison.parse(data).merge_base_commit.sha);
    const after = before && (await readTree(head));
    return before && after && treeChanges(before, after);
  }

  /** Heads that are judged one after the other mostly start from the same commit. Only one is kept: a tree may have 100,000 entries. */
  async function readBase(commit: string): Promise<Tree | null> {
    if (base?.commit === commit) return base.tree;
    const tree = await readTree(commit);
    base = tree && { commit, tree };
    return tree;
  }

  /** https://docs.github.com/en/rest/git/trees: at most 100,000 entries or 7 MB, else `truncated`. */
  async function readTree(commit: string): Promise<Tree | null> {
    const { data } = await octokit.rest.git.getTree({ owner, repo, tree_sha: commit, recursive: "true" });
    const { truncated, tree } = TreeAnswer.parse(data);
    if (truncated) return null;
    const files = tree.flatMap(({ path, mode, sha }) =>
      mode === "040000" ? [] : [[path, { mode, sha }] as const],
    );
    return new Map(files);
  }
}

const Comparison = z.object({ status: z.string(), merge_base_commit: Made });

const TreeAnswer = z.object({
  truncated: z.boolean(),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z
        .string()
        .transform(canonical)
        .pipe(z.enum(["100644", "100755", "120000", "160000", "040000"])),
      sha: z.string(),
    }),
  ),
});

/** Old repositories hold modes like 100664; Git takes them for one of its two, by the owner's execute bit. */
function canonical(mode: string): string {
  return /^100[0-7]{3}$/.test(mode) ? (Number(mode[3]) % 2 === 1 ? "100755" : "100644") : mode;
}

/** A path whose content or mode differs is changed; a rename shows as a deletion and an addition. */
export function treeChanges(before: Tree, after: Tree): readonly FileChange[] {
  const changes: FileChange[] = [];
  for (const [path, old] of before) {
    const now = after.get(path);
    if (now?.sha !== old.sha || now.mode !== old.mode)
      changes.push({ path, before: old.mode, after: now?.mode ?? null });
  }
  for (const [path, now] of after)
    if (!before.has(path)) changes.push({ path, before: null, after: now.mode });
  return changes.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

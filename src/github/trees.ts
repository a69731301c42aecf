/** Whole trees of commits: they show modes and have no limit of 3,000 files, unlike the listing of a pull request's files. */
import { z } from "zod";
import type { FileChange, FileMode } from "../domain/file-change.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import type { Client } from "./client.ts";

/** By path; without folders. */
export type Tree = ReadonlyMap<string, { readonly mode: FileMode; readonly sha: string }>;

/** A path that differs between two trees, with the ids of its contents. */
export interface TreeChange extends FileChange {
  readonly old: string | null;
  readonly now: string | null;
}

/** null when GitHub cut it short. A tree never changes, but may have 100,000 entries: only a few are kept. */
export type ReadTree = (commit: string) => Promise<Tree | null>;

const KEPT = 4;

export function treeReader({ octokit }: Client, { owner, name: repo }: RepositoryAddress): ReadTree {
  const kept = new Map<string, Tree>();
  return async (commit) => {
    const known = kept.get(commit);
    kept.delete(commit);
    const tree = known ?? (await read(commit));
    if (tree === null) return null;
    kept.set(commit, tree);
    for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
    return tree;
  };

  /** https://docs.github.com/en/rest/git/trees: at most 100,000 entries or 7 MB, else `truncated`. */
  async function read(commit: string): Promise<Tree | null> {
    const { data } = await octokit.rest.git.getTree({ owner, repo, tree_sha: commit, recursive: "true" });
    const { truncated, tree } = TreeAnswer.parse(data);
    if (truncated) return null;
    const files = tree.flatMap(({ path, mode, sha }) =>
      mode === "040000" ? [] : [[path, { mode, sha }] as const],
    );
    return new Map(files);
  }
}

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
export function treeChanges(before: Tree, after: Tree): readonly TreeChange[] {
  const changes: TreeChange[] = [];
  for (const [path, old] of before) {
    const now = after.get(path);
    if (now?.sha !== old.sha || now.mode !== old.mode)
      changes.push({ path, before: old.mode, after: now?.mode ?? null, old: old.sha, now: now?.sha ?? null });
  }
  for (const [path, { mode, sha }] of after)
    if (!before.has(path)) changes.push({ path, before: null, after: mode, old: null, now: sha });
  return changes.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

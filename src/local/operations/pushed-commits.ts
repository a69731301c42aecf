/** The commits that a push brought, as its webhook lists them. */
import type { PushedCommit } from "../event.ts";
import { readCommit, walkCommits } from "../git/commit.ts";
import { fieldsOf } from "../git/process.ts";
import { readBranch } from "../git/ref.ts";
import type { Operation } from "./operation.ts";

/** GitHub lists no more. */
const limit = 2_048;

/** Oldest first. Of a new branch: what the default branch does not have. */
export async function readPushedCommits(
  { world, git }: Operation,
  before: string | null,
  after: string,
): Promise<readonly PushedCommit[]> {
  const known = before ?? (await readBranch(git, world.repository().defaultBranch));
  const without = known === null || known === after ? {} : { without: known };
  if (before === null && known === after) return [];
  const oids = await walkCommits(git, { from: after, ...without, max: limit });
  const paths = await changedPaths({ git }, oids);
  const commits: PushedCommit[] = [];
  for (const oid of oids.toReversed()) {
    const commit = await readCommit(git, oid);
    if (!commit) continue;
    const { tree, message, author, committer } = commit;
    commits.push({ sha: oid, tree, message, author, committer, ...(paths.get(oid) ?? untouched) });
  }
  return commits;
}

type Paths = Pick<PushedCommit, "added" | "removed" | "modified">;

const untouched: Paths = { added: [], removed: [], modified: [] };

/** One Git process for all commits. Merge commits show nothing, as in GitHub's payload. */
async function changedPaths(
  { git }: Pick<Operation, "git">,
  oids: readonly string[],
): Promise<ReadonlyMap<string, Paths>> {
  const fields = fieldsOf(
    await git.run(["diff-tree", "--stdin", "-r", "-z", "--root", "--no-renames", "--name-status"], {
      input: `${oids.join("\n")}\n`,
    }),
  );
  const found = new Map<string, { added: string[]; removed: string[]; modified: string[] }>();
  let current = { added: [] as string[], removed: [] as string[], modified: [] as string[] };
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at] ?? "";
    if (/^[0-9a-f]{40}$/.test(field)) {
      current = { added: [], removed: [], modified: [] };
      found.set(field, current);
      continue;
    }
    at += 1;
    const path = fields[at] ?? "";
    if (field === "A") current.added.push(path);
    else if (field === "D") current.removed.push(path);
    else current.modified.push(path);
  }
  return found;
}

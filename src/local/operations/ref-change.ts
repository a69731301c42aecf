/**
 * What GitHub does after a ref has moved, by a push or through the API: it tells of it, lets open pull requests follow
 * their head, closes those whose branch is gone, and marks as merged those whose head the base now contains.
 */

import { issueOf } from "../find.ts";
import { walkCommits } from "../git/commit.ts";
import { isAncestor } from "../git/merge.ts";
import { readBranch } from "../git/ref.ts";
import { zeroOid } from "../git.ts";
import type { Pull } from "../records.ts";
import { closeIssue } from "./issue.ts";
import { enterTimeline } from "./issue-event.ts";
import { noteRef } from "./known-refs.ts";
import type { Operation } from "./operation.ts";
import { measurePull } from "./pull-size.ts";
import { readPushedCommits } from "./pushed-commits.ts";

export interface RefChange {
  /** Full name. */
  readonly ref: string;
  readonly before: string | null;
  readonly after: string | null;
}

const heads = "refs/heads/";

export async function followRefChange(operation: Operation, change: RefChange): Promise<void> {
  noteRef(operation.world, change.ref, change.after);
  await announce(operation, change);
  if (!change.ref.startsWith(heads)) return;
  const branch = change.ref.slice(heads.length);
  const open = operation.world.pulls.all().filter((pull) => issueOf(operation.world, pull).state === "open");
  for (const pull of open) if (pull.headRef === branch) await moveHead(operation, pull, change);
  const onBase = open.filter((pull) => pull.baseRef === branch && pull.headRef !== branch);
  if (onBase.length > 0) await mergeIndirectly(operation, onBase, change);
}

async function announce(operation: Operation, { ref, before, after }: RefChange): Promise<void> {
  const { world, git, caller } = operation;
  const isTag = ref.startsWith("refs/tags/");
  if (!isTag && !ref.startsWith(heads)) return;
  const forced = before !== null && after !== null && !(await isAncestor(git, before, after));
  const commits = isTag || after === null ? [] : await readPushedCommits(operation, before, after);
  world.repositories.put({ ...world.repository(), pushedAt: world.now() });
  const sender = caller.user;
  world.emit({
    name: "push",
    ref,
    before: before ?? zeroOid,
    after: after ?? zeroOid,
    forced,
    commits,
    sender,
  });
  const refType = isTag ? "tag" : "branch";
  const short = ref.replace(/^refs\/(heads|tags)\//, "");
  if (before === null) world.emit({ name: "create", ref: short, refType, sender });
  if (after === null) world.emit({ name: "delete", ref: short, refType, sender });
}

async function moveHead(operation: Operation, pull: Pull, { before, after }: RefChange): Promise<void> {
  const { world, git, caller } = operation;
  if (after === null) {
    enterTimeline(operation, pull.issueId, { kind: "head_ref_deleted" });
    closeIssue(operation, issueOf(world, pull), null);
    return;
  }
  const forced = before !== null && !(await isAncestor(git, before, after));
  const baseSha = (await readBranch(git, pull.baseRef)) ?? pull.baseSha;
  const size = await measurePull(git, baseSha, after);
  await holdHead(operation, pull.number, after);
  const moved = world.pulls.put({ ...pull, headSha: after, baseSha, size });
  world.issues.put({ ...issueOf(world, pull), updatedAt: world.now() });
  if (forced) enterTimeline(operation, pull.issueId, { kind: "head_ref_force_pushed", commitSha: after });
  const heads = { before: pull.headSha, after };
  world.emit({ name: "pull_request", action: "synchronize", pull: moved, moved: heads, sender: caller.user });
}

/** Keeps a pull request's head reachable under `refs/pull/<n>/head`, whatever becomes of its branch. */
export async function holdHead({ git }: Operation, number: number, oid: string): Promise<void> {
  await git.run(["update-ref", `refs/pull/${number}/head`, oid]);
}

async function mergeIndirectly(
  operation: Operation,
  pulls: readonly Pull[],
  { before, after }: RefChange,
): Promise<void> {
  if (after === null) {
    for (const pull of pulls) closeIssue(operation, issueOf(operation.world, pull), null);
    return;
  }
  const arrived = await walkCommits(operation.git, {
    from: after,
    ...(before === null ? {} : { without: before }),
  });
  const reached = new Set(arrived);
  for (const pull of pulls) if (reached.has(pull.headSha)) recordMerge(operation, pull, after);
}

/** Marks an open pull request as merged by `mergeCommitSha` and closes it. */
export function recordMerge(
  operation: Operation,
  pull: Pull,
  mergeCommitSha: string,
  baseSha = pull.baseSha,
): Pull {
  const { world, caller } = operation;
  const mergedAt = world.now();
  const merged = world.pulls.put({ ...pull, mergedAt, mergedById: caller.user.id, mergeCommitSha, baseSha });
  enterTimeline(operation, pull.issueId, { kind: "merged", commitSha: mergeCommitSha });
  closeIssue(operation, issueOf(world, pull), null, mergeCommitSha);
  return merged;
}

/** Pull requests: opened once for a head and base, edited, closed, reopened. */
import { invalidField } from "../api-error.ts";
import { issueOf } from "../find.ts";
import { mergeBase } from "../git/merge.ts";
import { readBranch } from "../git/ref.ts";
import type { Pull } from "../records.ts";
import type { World } from "../world.ts";
import { checkBody, checkTitle } from "./body-limit.ts";
import { insertIssue, updateIssue } from "./issue.ts";
import { emitIssueEvent } from "./issue-event.ts";
import type { Operation } from "./operation.ts";
import { measurePull } from "./pull-size.ts";
import { holdHead } from "./ref-change.ts";

export interface PullInput {
  readonly title: string;
  readonly body?: string | null | undefined;
  /** A branch, or `owner:branch`. */
  readonly head: string;
  readonly base: string;
  readonly draft?: boolean | undefined;
}

export async function createPull(operation: Operation, input: PullInput): Promise<Pull> {
  const { world, git } = operation;
  checkTitle("PullRequest", input.title);
  checkBody("PullRequest", input.body);
  const headRef = localBranch(world, input.head);
  const headSha = await readBranch(git, headRef);
  if (headSha === null) throw invalidField("PullRequest", "head", "invalid");
  const baseSha = await readBranch(git, input.base);
  if (baseSha === null) throw invalidField("PullRequest", "base", "invalid");
  if (openPull(world, headRef, input.base))
    throw refused(`A pull request already exists for ${ownerLogin(world)}:${headRef}.`);
  if ((await mergeBase(git, baseSha, headSha)) === null)
    throw refused(`The ${headRef} branch has no history in common with ${input.base}`);
  const size = await measurePull(git, baseSha, headSha);
  if (size.commits === 0) throw refused(`No commits between ${input.base} and ${headRef}`);

  const issue = insertIssue(operation, input.title, input.body ?? null, null);
  const pull = world.pulls.insert({
    issueId: issue.id,
    number: issue.number,
    draft: input.draft ?? false,
    headRef,
    headSha,
    baseRef: input.base,
    baseSha,
    mergedAt: null,
    mergedById: null,
    mergeCommitSha: null,
    size,
  });
  const opened = world.issues.put({ ...issue, pullId: pull.id });
  emitIssueEvent(operation, "opened", opened);
  await holdHead(operation, pull.number, headSha);
  return pull;
}

export interface PullChange {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly state?: "open" | "closed" | undefined;
  readonly base?: string | undefined;
}

export async function updatePull(operation: Operation, before: Pull, change: PullChange): Promise<Pull> {
  const { world } = operation;
  const { state, title, body } = change;
  let pull = before;
  if (change.base !== undefined && change.base !== before.baseRef)
    pull = await retarget(operation, pull, change.base);
  const issue = issueOf(world, pull);
  if (state === "open" && issue.state === "closed") pull = await refresh(operation, pull);
  updateIssue(operation, issue, { title, body, state });
  return world.pulls.get(pull.id) ?? pull;
}

async function retarget(operation: Operation, pull: Pull, baseRef: string): Promise<Pull> {
  const { world, git, caller } = operation;
  const baseSha = await readBranch(git, baseRef);
  if (baseSha === null) throw invalidField("PullRequest", "base", "invalid");
  if (openPull(world, pull.headRef, baseRef))
    throw refused(
      `A pull request already exists for base branch '${baseRef}' and head branch '${pull.headRef}'`,
    );
  const size = await measurePull(git, baseSha, pull.headSha);
  if (size.commits === 0)
    throw refused(`There are no new commits between base branch '${baseRef}' and head branch`);
  const moved = world.pulls.put({ ...pull, baseRef, baseSha, size });
  const changes = { base: { ref: pull.baseRef, sha: pull.baseSha } };
  world.emit({ name: "pull_request", action: "edited", pull: moved, changes, sender: caller.user });
  return moved;
}

/** Lets a closed pull request catch up with its branches, before it is opened again. */
async function refresh(operation: Operation, pull: Pull): Promise<Pull> {
  const { world, git } = operation;
  if (pull.mergedAt !== null) throw refused("state cannot be changed. The pull request is already merged.");
  const headSha = await readBranch(git, pull.headRef);
  if (headSha === null)
    throw refused(`state cannot be changed. The ${pull.headRef} branch has been deleted.`);
  const baseSha = await readBranch(git, pull.baseRef);
  if (baseSha === null)
    throw refused(`state cannot be changed. The ${pull.baseRef} branch has been deleted.`);
  if (openPull(world, pull.headRef, pull.baseRef))
    throw refused(`state cannot be changed. There is already an open pull request for ${pull.headRef}.`);
  const size = await measurePull(git, baseSha, headSha);
  await holdHead(operation, pull.number, headSha);
  return world.pulls.put({ ...pull, headSha, baseSha, size });
}

function openPull(world: World, headRef: string, baseRef: string): Pull | undefined {
  return world.pulls
    .where("headRef", headRef)
    .find((pull) => pull.baseRef === baseRef && issueOf(world, pull).state === "open");
}

/** `owner:branch` of this repository's owner as `branch`; forks do not exist here, so another owner's is no branch. */
function localBranch(world: World, head: string): string {
  const [owner = "", branch] = head.split(":");
  if (branch === undefined) return head;
  return owner.toLowerCase() === ownerLogin(world).toLowerCase() ? branch : "";
}

function ownerLogin(world: World): string {
  return world.users.get(world.repository().ownerId)?.login ?? "";
}

function refused(message: string) {
  return invalidField("PullRequest", "base", "custom", message);
}

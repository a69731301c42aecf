/** Issues: opened, edited, closed and reopened. A pull request's issue side goes the same way (see `pull.ts`). */
import type { Issue } from "../records.ts";
import { checkBody, checkTitle } from "./body-limit.ts";
import { emitIssueEvent, enterTimeline } from "./issue-event.ts";
import { addLabels, setLabels } from "./issue-labels.ts";
import type { Operation } from "./operation.ts";

export interface IssueInput {
  readonly title: string;
  readonly body?: string | null | undefined;
  readonly labels?: readonly string[] | undefined;
}

export function createIssue(operation: Operation, input: IssueInput): Issue {
  checkTitle("Issue", input.title);
  checkBody("Issue", input.body);
  const issue = insertIssue(operation, input.title, input.body ?? null, null);
  emitIssueEvent(operation, "opened", issue);
  return addLabels(operation, issue.id, input.labels ?? []);
}

/** Adds an issue under the next number, which issues and pull requests share. Tells nobody: the caller does. */
export function insertIssue(
  { world, caller }: Operation,
  title: string,
  body: string | null,
  pullId: number | null,
): Issue {
  const at = world.now();
  return world.issues.insert({
    number: world.issues.count() + 1, // issues are never deleted here
    pullId,
    title,
    body,
    state: "open",
    stateReason: null,
    userId: caller.user.id,
    appId: caller.app?.id ?? null,
    labelIds: [],
    createdAt: at,
    updatedAt: at,
    editedAt: null,
    closedAt: null,
    closedById: null,
  });
}

export interface IssueChange {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly state?: "open" | "closed" | undefined;
  readonly stateReason?: "completed" | "not_planned" | "duplicate" | "reopened" | null | undefined;
  readonly labels?: readonly string[] | undefined;
}

/** Changes what is given; a value that is there already changes and tells nothing. */
export function updateIssue(operation: Operation, before: Issue, change: IssueChange): Issue {
  checkTitle("Issue", change.title);
  checkBody("Issue", change.body);
  let issue = editIssue(operation, before, change);
  if (change.labels) issue = setLabels(operation, issue.id, change.labels);
  if (change.state === "closed" && issue.state === "open")
    return closeIssue(operation, issue, change.stateReason);
  if (change.state === "open" && issue.state === "closed") return reopenIssue(operation, issue);
  return issue;
}

function editIssue(operation: Operation, before: Issue, change: IssueChange): Issue {
  const { world } = operation;
  const title = change.title ?? before.title;
  const body = change.body === undefined ? before.body : change.body;
  if (title === before.title && body === before.body) return before;
  const at = world.now();
  const issue = world.issues.put({
    ...before,
    title,
    body,
    updatedAt: at,
    editedAt: body === before.body ? before.editedAt : at,
  });
  if (title !== before.title)
    enterTimeline(operation, issue.id, { kind: "renamed", from: before.title, to: title });
  emitIssueEvent(operation, "edited", issue, {
    changes: {
      ...(title === before.title ? {} : { title: before.title }),
      ...(body === before.body ? {} : { body: before.body }),
    },
  });
  return issue;
}

/** Closes an open issue; a pull request has no reason. */
export function closeIssue(
  operation: Operation,
  issue: Issue,
  reason: IssueChange["stateReason"],
  commitSha: string | null = null,
): Issue {
  const { world, caller } = operation;
  const at = world.now();
  const stateReason = issue.pullId === null ? (reason ?? "completed") : null;
  const closed = world.issues.put({
    ...issue,
    state: "closed",
    stateReason,
    updatedAt: at,
    closedAt: at,
    closedById: caller.user.id,
  });
  enterTimeline(operation, issue.id, { kind: "closed", stateReason, commitSha });
  emitIssueEvent(operation, "closed", closed);
  return closed;
}

export function reopenIssue(operation: Operation, issue: Issue): Issue {
  const { world } = operation;
  const open = world.issues.put({
    ...issue,
    state: "open",
    stateReason: issue.pullId === null ? "reopened" : null,
    updatedAt: world.now(),
    closedAt: null,
    closedById: null,
  });
  enterTimeline(operation, issue.id, { kind: "reopened" });
  emitIssueEvent(operation, "reopened", open);
  return open;
}

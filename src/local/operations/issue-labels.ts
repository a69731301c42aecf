/** Labels on an issue or pull request. Setting one that is set, or removing one that is not, changes and tells nothing. */
import { ApiError } from "../api-error.ts";
import { labelNamed, labelsOf } from "../find.ts";
import type { Issue, Label } from "../records.ts";
import { emitIssueEvent, enterTimeline } from "./issue-event.ts";
import { createLabel } from "./label.ts";
import type { Operation } from "./operation.ts";

/** Adds labels by name; those that the repository lacks are created, as the REST API does. */
export function addLabels(operation: Operation, issueId: number, names: readonly string[]): Issue {
  return names
    .map((name) => labelNamed(operation.world, name) ?? createLabel(operation, { name }))
    .reduce((issue, label) => addLabel(operation, issue, label), current(operation, issueId));
}

/** Removes one label by name; 404 "Label does not exist" when the issue does not carry it. */
export function removeLabel(operation: Operation, issueId: number, name: string): Issue {
  const issue = current(operation, issueId);
  const label = labelNamed(operation.world, name);
  if (!label || !issue.labelIds.includes(label.id)) throw new ApiError(404, "Label does not exist");
  return dropLabel(operation, issue, label);
}

/** Makes the issue carry exactly these labels. */
export function setLabels(operation: Operation, issueId: number, names: readonly string[]): Issue {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const surplus = labelsOf(operation.world, current(operation, issueId)).filter(
    (label) => !wanted.has(label.name.toLowerCase()),
  );
  const kept = surplus.reduce(
    (issue, label) => dropLabel(operation, issue, label),
    current(operation, issueId),
  );
  return addLabels(operation, kept.id, names);
}

/** Adds a label that the repository has (GraphQL names labels by id). */
export function addLabel(operation: Operation, issue: Issue, label: Label): Issue {
  if (issue.labelIds.includes(label.id)) return issue;
  const { world } = operation;
  const labelled = world.issues.put({
    ...issue,
    labelIds: [...issue.labelIds, label.id],
    updatedAt: world.now(),
  });
  enterTimeline(operation, issue.id, { kind: "labeled", label: { name: label.name, color: label.color } });
  emitIssueEvent(operation, "labeled", labelled, { label });
  return labelled;
}

/** Removes a label; nothing happens when the issue does not carry it. */
export function dropLabel(operation: Operation, issue: Issue, label: Label): Issue {
  if (!issue.labelIds.includes(label.id)) return issue;
  const { world } = operation;
  const bare = world.issues.put({
    ...issue,
    labelIds: issue.labelIds.filter((id) => id !== label.id),
    updatedAt: world.now(),
  });
  enterTimeline(operation, issue.id, { kind: "unlabeled", label: { name: label.name, color: label.color } });
  emitIssueEvent(operation, "unlabeled", bare, { label });
  return bare;
}

function current({ world }: Operation, issueId: number): Issue {
  const issue = world.issues.get(issueId);
  if (!issue) throw new ApiError(404, "Not Found");
  return issue;
}

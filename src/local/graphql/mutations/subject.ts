/** What a mutation is about, by node id; NOT_FOUND for an id of another kind, or of nothing. */

import { issueOf } from "../../find.ts";
import { type NodeKind, parseNodeId } from "../../node-id.ts";
import type { CheckRun, Comment, Issue, Label, Pull } from "../../records.ts";
import { type Context, isNamed, isVisible, type Source } from "../context.ts";
import { nodeNotFound, repositoryNotFound } from "../failure.ts";
import { issueNode } from "../nodes/issue.ts";
import { pullNode } from "../nodes/pull.ts";

export function issueById(context: Context, id: string): Issue {
  const issue = context.world.issues.get(numberOf(context, "issue", id));
  if (!issue || issue.pullId !== null) throw nodeNotFound(id);
  return issue;
}

/** An issue, or the issue side of a pull request. */
export function threadById(context: Context, id: string): Issue {
  return parseNodeId(id)?.kind === "pull"
    ? issueOf(context.world, pullById(context, id))
    : issueById(context, id);
}

export function pullById(context: Context, id: string): Pull {
  const pull = context.world.pulls.get(numberOf(context, "pull", id));
  if (!pull) throw nodeNotFound(id);
  return pull;
}

/** The issue or pull request that a thread belongs to, as it stands now. */
export function threadNode(context: Context, issueId: number): Source | null {
  const issue = context.world.issues.get(issueId);
  const pull = issue?.pullId ? context.world.pulls.get(issue.pullId) : undefined;
  if (pull) return pullNode(context, pull);
  return issue ? issueNode(context, issue) : null;
}

export function commentById(context: Context, id: string): Comment {
  const comment = context.world.comments.get(numberOf(context, "comment", id));
  if (!comment) throw nodeNotFound(id);
  return comment;
}

export function labelById(context: Context, id: string): Label {
  const label = context.world.labels.get(numberOf(context, "label", id));
  if (!label) throw nodeNotFound(id);
  return label;
}

export function checkRunById(context: Context, id: string): CheckRun {
  const run = context.world.checkRuns.get(numberOf(context, "checkRun", id));
  if (!run) throw nodeNotFound(id);
  return run;
}

/** Throws unless the id is that of the one repository. */
export function checkRepositoryId(context: Context, id: string): void {
  if (numberOf(context, "repository", id) !== context.world.repository().id) throw nodeNotFound(id);
}

/** Throws unless `owner/name` is that of the one repository. */
export function checkRepositoryName(context: Context, nameWithOwner: string): void {
  if (!isVisible(context) || !isNamed(context, nameWithOwner)) throw repositoryNotFound(nameWithOwner);
}

function numberOf(context: Context, kind: NodeKind, id: string): number {
  const node = parseNodeId(id);
  if (node?.kind !== kind || !isVisible(context)) throw nodeNotFound(id);
  return node.id;
}

/** Comments on issues and pull requests. Nothing identifies a comment before it exists: sent twice, it is there twice. */
import { invalidField } from "../api-error.ts";
import type { Comment, Issue } from "../records.ts";
import { checkBody } from "./body-limit.ts";
import type { Operation } from "./operation.ts";

export function createComment({ world, caller }: Operation, issue: Issue, body: string): Comment {
  checkCommentBody(body);
  const at = world.now();
  const comment = world.comments.insert({
    issueId: issue.id,
    userId: caller.user.id,
    appId: caller.app?.id ?? null,
    body,
    createdAt: at,
    updatedAt: at,
    editedAt: null,
  });
  const touched = world.issues.put({ ...issue, updatedAt: at });
  world.emit({ name: "issue_comment", action: "created", issue: touched, comment, sender: caller.user });
  return comment;
}

export function editComment({ world, caller }: Operation, before: Comment, body: string): Comment {
  checkCommentBody(body);
  if (body === before.body) return before;
  const at = world.now();
  const comment = world.comments.put({ ...before, body, updatedAt: at, editedAt: at });
  const issue = world.issues.get(comment.issueId);
  if (issue) {
    const touched = world.issues.put({ ...issue, updatedAt: at });
    const event = { name: "issue_comment", action: "edited", issue: touched, comment } as const;
    world.emit({ ...event, formerBody: before.body, sender: caller.user });
  }
  return comment;
}

export function deleteComment({ world, caller }: Operation, comment: Comment): void {
  for (const reaction of world.reactions.where("commentId", comment.id)) world.reactions.remove(reaction.id);
  world.comments.remove(comment.id);
  const issue = world.issues.get(comment.issueId);
  if (!issue) return;
  const touched = world.issues.put({ ...issue, updatedAt: world.now() });
  world.emit({ name: "issue_comment", action: "deleted", issue: touched, comment, sender: caller.user });
}

function checkCommentBody(body: string): void {
  if (body.trim() === "") throw invalidField("IssueComment", "body", "custom", "body can't be blank");
  checkBody("IssueComment", body);
}

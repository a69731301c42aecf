/** Comments on issues and pull requests, and reactions: https://docs.github.com/rest/issues/comments */
import { z } from "zod";
import { needs, requireAccess } from "../caller.ts";
import { findComment } from "../find.ts";
import { createComment, deleteComment, editComment } from "../operations/comment.ts";
import { addReaction, type Reactable } from "../operations/reaction.ts";
import type { Comment, Reaction } from "../records.ts";
import { renderComment, renderReaction } from "../render/issue.ts";
import { issueIn } from "./issues.ts";
import { page } from "./page.ts";
import {
  type Answer,
  created,
  noContent,
  ok,
  type RestRequest,
  type Route,
  repositoryRoutes,
} from "./route.ts";

const CommentBody = z.object({ body: z.string() });

const NewReaction = z.object({
  content: z.enum(["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"]),
});

export const commentRoutes: readonly Route[] = repositoryRoutes([
  [
    "GET",
    "/issues/{issue_number}/comments",
    needs.readIssues,
    (request) =>
      listComments(request, request.operation.world.comments.where("issueId", issueIn(request).id)),
  ],
  [
    "POST",
    "/issues/{issue_number}/comments",
    needs.discuss,
    (request) => {
      const comment = createComment(request.operation, issueIn(request), request.body(CommentBody).body);
      return created(renderComment(request.site, comment));
    },
  ],
  [
    "GET",
    "/issues/comments",
    needs.readIssues,
    (request) => listComments(request, request.operation.world.comments.all()),
  ],
  [
    "GET",
    "/issues/comments/{comment_id}",
    needs.readIssues,
    (request) => ok(renderComment(request.site, commentIn(request))),
  ],
  [
    "PATCH",
    "/issues/comments/{comment_id}",
    needs.discuss,
    (request) => {
      const comment = ownComment(request);
      return ok(
        renderComment(request.site, editComment(request.operation, comment, request.body(CommentBody).body)),
      );
    },
  ],
  [
    "DELETE",
    "/issues/comments/{comment_id}",
    needs.discuss,
    (request) => {
      deleteComment(request.operation, ownComment(request));
      return noContent;
    },
  ],
  [
    "GET",
    "/issues/comments/{comment_id}/reactions",
    needs.readIssues,
    (request) => listReactions(request, onComment(request)),
  ],
  [
    "POST",
    "/issues/comments/{comment_id}/reactions",
    needs.discuss,
    (request) => react(request, onComment(request)),
  ],
  [
    "GET",
    "/issues/{issue_number}/reactions",
    needs.readIssues,
    (request) => listReactions(request, onIssue(request)),
  ],
  ["POST", "/issues/{issue_number}/reactions", needs.discuss, (request) => react(request, onIssue(request))],
]);

function commentIn({ operation, number }: RestRequest): Comment {
  return findComment(operation.world, number("comment_id"));
}

/** Others' comments are changed by those with write access. */
function ownComment(request: RestRequest): Comment {
  const { world, caller } = request.operation;
  const comment = commentIn(request);
  if (comment.userId !== caller.user.id) requireAccess(world, caller, needs.manageLabels);
  return comment;
}

/** Oldest first; `since` compares with the time of the last change. */
function listComments(request: RestRequest, comments: readonly Comment[]): Answer {
  const since = Date.parse(request.query.get("since") ?? "1970-01-01T00:00:00Z");
  const changed = comments.filter((comment) => Date.parse(comment.updatedAt) >= since);
  return page(request, changed, (comment) => renderComment(request.site, comment));
}

function onComment(request: RestRequest): Reactable {
  return { commentId: commentIn(request).id };
}

function onIssue(request: RestRequest): Reactable {
  return { issueId: issueIn(request).id };
}

function listReactions(request: RestRequest, on: Reactable): Answer {
  const { reactions } = request.operation.world;
  const all: readonly Reaction[] =
    "commentId" in on ? reactions.where("commentId", on.commentId) : reactions.where("issueId", on.issueId);
  const content = request.query.get("content");
  const wanted = all.filter((reaction) => content === null || reaction.content === content);
  return page(request, wanted, (reaction) => renderReaction(request.site, reaction));
}

/** 201 for a new reaction, 200 for one that was there. */
function react(request: RestRequest, on: Reactable): Answer {
  const { reaction, created: isNew } = addReaction(request.operation, on, request.body(NewReaction).content);
  return (isNew ? created : ok)(renderReaction(request.site, reaction));
}

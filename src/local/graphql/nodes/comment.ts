/** Comments of issues and pull requests. */
import { nodeId } from "../../node-id.ts";
import type { Comment } from "../../records.ts";
import type { PageArguments } from "../connection.ts";
import { type Context, type Source, webUrl } from "../context.ts";
import { actorNode } from "./actor.ts";
import { issueNode } from "./issue.ts";
import { pullNode } from "./pull.ts";
import { reactionGroups } from "./reaction.ts";

export interface CommentArguments extends PageArguments {
  readonly orderBy?: { readonly field: "UPDATED_AT"; readonly direction: "ASC" | "DESC" } | null;
}

export function commentNode(context: Context, comment: Comment): Source {
  const { world, caller } = context;
  const issue = world.issues.get(comment.issueId);
  const pull = issue?.pullId ? world.pulls.get(issue.pullId) : undefined;
  const page = `${pull ? "/pull" : "/issues"}/${issue?.number ?? 0}#issuecomment-${comment.id}`;
  return {
    __typename: "IssueComment",
    id: nodeId("comment", comment.id),
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    author: () => actorNode(context, comment.userId),
    body: comment.body,
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    lastEditedAt: comment.editedAt,
    isMinimized: false, // nothing here minimises a comment
    viewerDidAuthor: comment.userId === caller.user.id,
    reactionGroups: () => reactionGroups(context, world.reactions.where("commentId", comment.id)),
    url: () => webUrl(context, page),
    // As on GitHub, a pull request's comment has an `issue` too: the pull request's issue side.
    issue: () => issue && issueNode(context, issue),
    pullRequest: () => pull && pullNode(context, pull),
  };
}

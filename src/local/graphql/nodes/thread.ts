/** What issues and pull requests have in common: title, body, author, labels, comments, reactions. */
import { labelsOf } from "../../find.ts";
import type { Issue } from "../../records.ts";
import { connection } from "../connection.ts";
import type { Context } from "../context.ts";
import { actorNode } from "./actor.ts";
import { type CommentArguments, commentNode } from "./comment.ts";
import { type LabelArguments, labelConnection } from "./label.ts";
import { reactionGroups } from "./reaction.ts";

export function threadFields(context: Context, issue: Issue) {
  const { world, caller } = context;
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body ?? "",
    author: () => actorNode(context, issue.userId),
    closed: issue.state === "closed",
    closedAt: issue.closedAt,
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    viewerDidAuthor: issue.userId === caller.user.id,
    labels: (args: LabelArguments) => labelConnection(labelsOf(world, issue), args),
    reactionGroups: () => reactionGroups(context, world.reactions.where("issueId", issue.id)),
    comments: (args: CommentArguments) =>
      connection("comments", args, {
        items: world.comments.where("issueId", issue.id),
        place: args.orderBy ? ({ updatedAt, id }) => [updatedAt, id] : ({ id }) => [id],
        descending: args.orderBy?.direction === "DESC",
        node: (comment) => commentNode(context, comment),
      }),
  };
}

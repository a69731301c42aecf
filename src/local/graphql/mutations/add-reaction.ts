/** `addReaction`: one of each content a user; adding it again answers with the one that is there. */
import { needs } from "../../caller.ts";
import { parseNodeId } from "../../node-id.ts";
import { addReaction as react } from "../../operations/reaction.ts";
import type { Context } from "../context.ts";
import { commentNode } from "../nodes/comment.ts";
import {
  type GraphQLReactionContent,
  reactionContent,
  reactionGroups,
  reactionNode,
} from "../nodes/reaction.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";
import { commentById, threadById, threadNode } from "./subject.ts";

export function addReaction(
  context: Context,
  args: MutationArguments<{ readonly subjectId: string; readonly content: GraphQLReactionContent }>,
) {
  const { subjectId, content } = args.input;
  return mutate(context, args, () => {
    const { on, node, reactions } = subject(context, subjectId);
    demandWrite(context, needs.discuss);
    const { reaction } = react(context, on, reactionContent(content));
    return {
      reaction: reactionNode(reaction),
      reactionGroups: () => reactionGroups(context, reactions()),
      subject: node,
    };
  });
}

function subject(context: Context, id: string) {
  const { reactions } = context.world;
  if (parseNodeId(id)?.kind === "comment") {
    const comment = commentById(context, id);
    return {
      on: { commentId: comment.id },
      node: () => commentNode(context, comment),
      reactions: () => reactions.where("commentId", comment.id),
    };
  }
  const thread = threadById(context, id);
  return {
    on: { issueId: thread.id },
    node: () => threadNode(context, thread.id),
    reactions: () => reactions.where("issueId", thread.id),
  };
}

/** Reactions: one of each content a user; adding it again answers with the one that is there. No webhook tells of them. */
import type { Reaction, ReactionContent } from "../records.ts";
import type { Operation } from "./operation.ts";

export type Reactable = { readonly commentId: number } | { readonly issueId: number };

export function addReaction(
  { world, caller }: Operation,
  on: Reactable,
  content: ReactionContent,
): { readonly reaction: Reaction; readonly created: boolean } {
  const same = (reaction: Reaction) => reaction.userId === caller.user.id && reaction.content === content;
  const existing = (
    "commentId" in on
      ? world.reactions.where("commentId", on.commentId)
      : world.reactions.where("issueId", on.issueId)
  ).find(same);
  if (existing) return { reaction: existing, created: false };
  const reaction = world.reactions.insert({
    commentId: "commentId" in on ? on.commentId : null,
    issueId: "issueId" in on ? on.issueId : null,
    userId: caller.user.id,
    content,
    createdAt: world.now(),
  });
  return { reaction, created: true };
}

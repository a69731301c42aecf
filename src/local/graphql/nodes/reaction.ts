/** Reactions, which GraphQL shows in groups: one for each kind, also for those that nobody gave. */
import { nodeId } from "../../node-id.ts";
import type { Reaction, ReactionContent } from "../../records.ts";
import type { Context, Source } from "../context.ts";

/** REST's names by GraphQL's, in GitHub's order. */
const contents = {
  THUMBS_UP: "+1",
  THUMBS_DOWN: "-1",
  LAUGH: "laugh",
  HOORAY: "hooray",
  CONFUSED: "confused",
  HEART: "heart",
  ROCKET: "rocket",
  EYES: "eyes",
} as const satisfies Readonly<Record<string, ReactionContent>>;

export type GraphQLReactionContent = keyof typeof contents;

export function reactionContent(content: GraphQLReactionContent): ReactionContent {
  return contents[content];
}

export function reactionNode(reaction: Reaction): Source {
  const [content] = Object.entries(contents).find(([, name]) => name === reaction.content) ?? [];
  return {
    __typename: "Reaction",
    id: nodeId("reaction", reaction.id),
    databaseId: reaction.id,
    content,
    createdAt: reaction.createdAt,
  };
}

export function reactionGroups({ caller }: Context, reactions: readonly Reaction[]): readonly Source[] {
  return Object.entries(contents).map(([content, name]) => {
    const given = reactions.filter((reaction) => reaction.content === name);
    return {
      __typename: "ReactionGroup",
      content,
      createdAt: given[0]?.createdAt ?? null,
      viewerHasReacted: given.some(({ userId }) => userId === caller.user.id),
    };
  });
}

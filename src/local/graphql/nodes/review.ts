/** Reviews of pull requests. */
import { canWrite } from "../../../domain/actor.ts";
import { roleOf } from "../../caller.ts";
import { userNamed } from "../../find.ts";
import { nodeId } from "../../node-id.ts";
import type { Pull, Review, ReviewState } from "../../records.ts";
import { connection, type PageArguments } from "../connection.ts";
import { type Context, type Source, webUrl } from "../context.ts";
import { actorNode } from "./actor.ts";
import { commitNode } from "./commit.ts";
import { isAmong } from "./issue.ts";
import { reactionGroups } from "./reaction.ts";

export interface ReviewArguments extends PageArguments {
  readonly author?: string | null;
  readonly states?: readonly ReviewState[] | null;
}

export function reviewNode(context: Context, review: Review): Source {
  const { world } = context;
  return {
    __typename: "PullRequestReview",
    id: nodeId("review", review.id),
    databaseId: review.id,
    fullDatabaseId: String(review.id),
    author: () => actorNode(context, review.userId),
    authorCanPushToRepository: canWrite(roleOf(world, review.userId)),
    body: review.body,
    state: review.state,
    commit: () => commitNode(context, review.commitSha),
    createdAt: review.submittedAt ?? world.now(),
    submittedAt: review.submittedAt,
    reactionGroups: () => reactionGroups(context, []), // nothing here reacts to a review
    url: () => {
      const pull = world.pulls.get(review.pullId);
      return webUrl(context, `/pull/${pull?.number ?? 0}#pullrequestreview-${review.id}`);
    },
  };
}

/** A pull request's reviews, oldest first; a pending one is shown to its author alone. */
export function reviewConnection(context: Context, pull: Pull, args: ReviewArguments) {
  const { world, caller } = context;
  const author = args.author ? userNamed(world, args.author) : null;
  return connection("reviews", args, {
    items: world.reviews
      .where("pullId", pull.id)
      .filter(
        ({ userId, state }) =>
          isAmong(state, args.states) &&
          (author === null || userId === author?.id) &&
          (state !== "PENDING" || userId === caller.user.id),
      ),
    place: ({ id }) => [id],
    node: (review) => reviewNode(context, review),
  });
}

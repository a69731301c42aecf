/** Reviews of pull requests: submitted for a commit, dismissed with a reason. */
import { ApiError, unprocessable } from "../api-error.ts";
import { issueOf } from "../find.ts";
import { isOid, readCommit } from "../git/commit.ts";
import type { Pull, Review } from "../records.ts";
import { checkBody } from "./body-limit.ts";
import { enterTimeline } from "./issue-event.ts";
import type { Operation } from "./operation.ts";

export interface ReviewInput {
  /** Absent: the review stays pending, seen by its author alone. */
  readonly event?: "APPROVE" | "REQUEST_CHANGES" | "COMMENT" | undefined;
  readonly body?: string | undefined;
  /** The head when absent. */
  readonly commitSha?: string | undefined;
}

const states = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;

export async function submitReview(operation: Operation, pull: Pull, input: ReviewInput): Promise<Review> {
  const { world, git, caller } = operation;
  checkBody("PullRequestReview", input.body);
  const own = issueOf(world, pull).userId === caller.user.id;
  if (own && input.event === "APPROVE") throw refused("Can not approve your own pull request");
  if (own && input.event === "REQUEST_CHANGES")
    throw refused("Can not request changes on your own pull request");
  const body = input.body ?? "";
  if ((input.event === "REQUEST_CHANGES" || input.event === "COMMENT") && body.trim() === "")
    throw refused("You need to leave a comment indicating the requested changes.");
  const commitSha = input.commitSha ?? pull.headSha;
  if (!isOid(commitSha) || !(await readCommit(git, commitSha)))
    throw unprocessable("The commit_id is not part of the pull request");
  const at = world.now();
  const review = world.reviews.insert({
    pullId: pull.id,
    userId: caller.user.id,
    body,
    state: input.event === undefined ? "PENDING" : states[input.event],
    commitSha,
    submittedAt: input.event === undefined ? null : at,
  });
  if (review.state === "PENDING") return review;
  world.issues.put({ ...issueOf(world, pull), updatedAt: at });
  world.emit({ name: "pull_request_review", action: "submitted", pull, review, sender: caller.user });
  return review;
}

export function dismissReview(operation: Operation, pull: Pull, review: Review, message: string): Review {
  const { world, caller } = operation;
  if (review.state !== "APPROVED" && review.state !== "CHANGES_REQUESTED")
    throw unprocessable(`Can not dismiss a ${review.state.toLowerCase()} pull request review`);
  const dismissed = world.reviews.put({ ...review, state: "DISMISSED" });
  enterTimeline(operation, pull.issueId, { kind: "review_dismissed", reviewId: review.id, message });
  world.issues.put({ ...issueOf(world, pull), updatedAt: world.now() });
  world.emit({
    name: "pull_request_review",
    action: "dismissed",
    pull,
    review: dismissed,
    sender: caller.user,
  });
  return dismissed;
}

function refused(sentence: string): ApiError {
  return new ApiError(422, "Unprocessable Entity", [sentence]);
}

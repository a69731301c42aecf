/** Whose reviews of a pull request count: each person's latest word, if they may push now, are no bot and did not open it. */
import type { Pull, Review } from "./pull.ts";

export interface StandingReviews {
  /** Who approved this very head. */
  readonly approvers: readonly string[];
  /** Who asked for changes, of whatever head. */
  readonly objectors: readonly string[];
}

export function standingReviews(pull: Pick<Pull, "head" | "author" | "reviews">): StandingReviews {
  const latest = new Map<number, Review>();
  for (const review of pull.reviews.toSorted((a, b) => a.submittedAt.getTime() - b.submittedAt.getTime())) {
    const { author, state } = review;
    if (!author || author.id === null || author.bot || !review.canPush || author.id === pull.author?.id)
      continue;
    if (state === "approved" || state === "changes_requested" || state === "dismissed")
      latest.set(author.id, review);
  }
  const reviews = [...latest.values()];
  const logins = (found: readonly Review[]) => found.flatMap(({ author }) => (author ? [author.login] : []));
  return {
    approvers: logins(reviews.filter((review) => review.state === "approved" && review.commit === pull.head)),
    objectors: logins(reviews.filter((review) => review.state === "changes_requested")),
  };
}

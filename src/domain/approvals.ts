/**
 * Whose reviews of a pull request stand: who approved this very head, and who objects. One verdict a person, by user id and
 * by what they may do now; what is not known never approves (FAULTS.md G7).
 */
import type { Actor, Person } from "./actor.ts";
import type { Pull, Review } from "./pull.ts";

export interface StandingReviews {
  /** Logins of the people with write access, other than the author, whose latest verdict approves this very head. */
  readonly approvers: readonly string[];
  /** The same of whoever asked for the work, where that does not count. */
  readonly setAside: readonly string[];
  /** Logins of those whose latest verdict asks for changes, of whatever head: only they, or a dismissal, lift it. */
  readonly objectors: readonly string[];
}

/** Within one second GitHub does not say which review came last: the one that is worst for the merge then counts. */
const severity = { approved: 0, dismissed: 1, changes_requested: 2 } as const;

type Opinion = Review & { readonly state: keyof typeof severity };

/** `requester`: who asked for the work, and so does not approve it; null where that is nobody, or counts. */
export function standingReviews(
  { head, author, reviews }: Pick<Pull, "head" | "author" | "reviews">,
  requester: Person | null,
): StandingReviews {
  const latest = new Map<number, { readonly by: Actor; readonly review: Opinion }>();
  for (const review of reviews.filter(isOpinion).toSorted(byTime)) {
    const { author: by } = review;
    // A deleted user has no id; a bot may be the agent itself; the author would approve their own work.
    if (by === null || by.id === null || by.bot || !review.canPush || by.id === author?.id) continue;
    latest.set(by.id, { by, review });
  }
  const standing = [...latest.values()];
  const logins = (wanted: (review: Opinion, by: Actor) => boolean) =>
    standing.flatMap(({ by, review }) => (wanted(review, by) ? [by.login] : []));
  const approves = ({ state, commit }: Opinion) => state === "approved" && commit === head;
  return {
    approvers: logins((review, by) => approves(review) && by.id !== requester?.id),
    setAside: logins((review, by) => approves(review) && by.id === requester?.id),
    objectors: logins(({ state }) => state === "changes_requested"),
  };
}

/** A comment changes nobody's mind. */
function isOpinion(review: Review): review is Opinion {
  return review.state !== "commented";
}

function byTime(a: Opinion, b: Opinion): number {
  return a.submittedAt.getTime() - b.submittedAt.getTime() || severity[a.state] - severity[b.state];
}

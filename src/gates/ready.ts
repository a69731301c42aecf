/** Gate `ready`: one line for each condition of merging: met, waiting or failed, and who acts next. Unknown is never met. */
import type { Check, Pull, Review } from "../domain/pull.ts";
import type { Condition, Verdict } from "../domain/verdict.ts";
import { approvalText, baseText, checkText, draftText, holdText, verdictText } from "../text/conditions.ts";

export interface ReadyInput {
  readonly pull: Pick<Pull, "head" | "checks" | "reviews" | "draft" | "author">;
  readonly boundaries: Verdict;
  /** Named external checks and the App that must have reported each. */
  readonly checks: Readonly<Record<string, { readonly check: string; readonly app: string }>>;
  readonly approvals: number;
  /**
   * True when the head is not the commit that Signalbox published: somebody pushed it, and GitHub does not say who. One
   * approval more is wanted then, because at most one of them is the last pusher's own.
   */
  readonly pushed: boolean;
  readonly hold: { readonly by: string; readonly reason: string | null } | null;
}

export function readyConditions(input: ReadyInput): readonly Condition[] {
  const { pull } = input;
  return [
    boundaries(input.boundaries),
    ...Object.entries(input.checks).map(([name, wanted]) => externalCheck(name, wanted, pull.checks)),
    ...approvals(input),
    ...(pull.draft ? [{ name: "draft", status: "waiting", detail: draftText() } as const] : []),
    ...(input.hold ? [{ name: "hold", status: "waiting", detail: holdText(input.hold) } as const] : []),
  ];
}

/** A pull request that somebody pointed at another branch would not bring the work to where its task promises it. */
export function baseConditions(base: string, wanted: string): readonly Condition[] {
  return base === wanted ? [] : [{ name: "base", status: "waiting", detail: baseText(base, wanted) }];
}

function boundaries(verdict: Verdict): Condition {
  const status = { pass: "met", wait: "waiting", fail: "failed" } as const;
  return { name: "boundaries", status: status[verdict.status], detail: verdictText(verdict) };
}

/** Met only by `success`: `neutral` and `skipped` would satisfy GitHub, but nobody passed anything. */
function externalCheck(
  name: string,
  wanted: { check: string; app: string },
  checks: readonly Check[],
): Condition {
  const found = checks.find((check) => check.name === wanted.check && check.app === wanted.app);
  const detail = checkText(wanted.check, wanted.app, found);
  if (found?.status !== "completed") return { name, status: "waiting", detail };
  return { name, status: found.conclusion === "success" ? "met" : "failed", detail };
}

/** None asked for and nobody objects: nothing to say. An objection counts even where no approval is asked for. */
function approvals({ pull, approvals: asked, pushed }: ReadyInput): readonly Condition[] {
  const { approvers, objectors } = standing(pull);
  if (asked === 0 && objectors.length === 0) return [];
  const wanted = asked + (pushed ? 1 : 0);
  const detail = approvalText(approvers, objectors, wanted, pushed);
  const met = objectors.length === 0 && approvers.length >= wanted;
  return [{ name: "approvals", status: met ? "met" : "waiting", detail }];
}

/**
 * Each person's latest verdict counts, if they may push now, are no bot and did not open the pull request; an approval
 * only when it was given to this very head.
 */
function standing(pull: ReadyInput["pull"]): { approvers: string[]; objectors: string[] } {
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

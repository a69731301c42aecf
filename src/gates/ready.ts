/** Gate `ready`: one line for each condition of merging: met, waiting or failed, and who acts next. Unknown is never met. */
import { standingReviews } from "../domain/approvals.ts";
import type { Check, Pull } from "../domain/pull.ts";
import type { Condition, GateName, Verdict } from "../domain/verdict.ts";
import { approvalText, baseText, checkText, draftText, holdText } from "../text/conditions.ts";
import { gateConditionText } from "../text/gates/check.ts";

export interface ReadyInput {
  readonly pull: Pick<Pull, "head" | "checks" | "reviews" | "draft" | "author">;
  /** Of each gate in force, in the order in which they are shown. */
  readonly verdicts: ReadonlyMap<GateName, Verdict>;
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
    ...[...input.verdicts].map(([gate, verdict]) => judged(gate, verdict)),
    ...Object.entries(input.checks).map(([name, wanted]) => externalCheck(name, wanted, pull.checks)),
    ...approvals(input),
    ...(pull.draft ? [{ name: "draft", gate: null, status: "waiting", detail: draftText() } as const] : []),
    ...(input.hold
      ? [{ name: "hold", gate: null, status: "waiting", detail: holdText(input.hold) } as const]
      : []),
  ];
}

/** A pull request that somebody pointed at another branch would not bring the work to where its task promises it. */
export function baseConditions(base: string, wanted: string): readonly Condition[] {
  return base === wanted
    ? []
    : [{ name: "base", gate: null, status: "waiting", detail: baseText(base, wanted) }];
}

function judged(gate: GateName, verdict: Verdict): Condition {
  const status = { pass: "met", wait: "waiting", fail: "failed" } as const;
  return { name: gate, gate, status: status[verdict.status], detail: gateConditionText(gate, verdict) };
}

/** Met only by `success`: `neutral` and `skipped` would satisfy GitHub, but nobody passed anything. */
function externalCheck(
  name: string,
  wanted: { check: string; app: string },
  checks: readonly Check[],
): Condition {
  const found = checks.find((check) => check.name === wanted.check && check.app === wanted.app);
  const detail = checkText(wanted.check, wanted.app, found);
  const about = { name: `check ${name}`, gate: null, detail };
  if (found?.status !== "completed") return { ...about, status: "waiting" };
  return { ...about, status: found.conclusion === "success" ? "met" : "failed" };
}

/** None asked for and nobody objects: nothing to say. An objection counts even where no approval is asked for. */
function approvals({ pull, approvals: asked, pushed }: ReadyInput): readonly Condition[] {
  const { approvers, objectors } = standingReviews(pull);
  if (asked === 0 && objectors.length === 0) return [];
  const wanted = asked + (pushed ? 1 : 0);
  const detail = approvalText(approvers, objectors, wanted, pushed);
  const met = objectors.length === 0 && approvers.length >= wanted;
  return [{ name: "approvals", gate: null, status: met ? "met" : "waiting", detail }];
}

/** A maintainer's word for one gate on one head, and what it makes of a verdict. */
import type { Reason, Verdict } from "./verdict.ts";

export interface Override {
  /** Name of the gate. */
  readonly gate: string;
  readonly head: string;
  readonly by: string;
  readonly because: string;
}

/** The rule of the reason that says so. */
export const OVERRIDE = "override";

/** The one that holds for this gate and this very head. */
export function overrideOf(overrides: readonly Override[], gate: string, head: string): Override | undefined {
  return overrides.findLast((each) => each.gate === gate && each.head === head);
}

/** What was held against the change stays to be seen, as warnings. `said`: the override as a reason, which comes first. */
export function overridden(verdict: Verdict, said: Reason): Verdict {
  return { status: "pass", reasons: [], warnings: [said, ...verdict.reasons, ...verdict.warnings] };
}

/** The override that a verdict carries; undefined for all others. */
export function overrideIn({ status, warnings }: Verdict): Reason | undefined {
  return status === "pass" && warnings[0]?.rule === OVERRIDE ? warnings[0] : undefined;
}

/** Rules of reasons that say that nobody judged: there was nothing to look at, or nothing to judge by. */
const unjudged = ["unreadable", "agent"];

/** What nobody judged is not passed by anybody's word (FAULTS.md G4). A verdict that stands from an earlier pass was judged then. */
export function mayOverride({ status, reasons }: Verdict): boolean {
  if (status === "pass") return true;
  return reasons.length > 0 && !reasons.some(({ rule }) => unjudged.includes(rule));
}

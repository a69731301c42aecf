/** A maintainer's word for one gate on one head, and what it makes of a verdict. */
import type { Reason, Verdict } from "./verdict.ts";

export interface Override {
  /** Name of the gate. */
  readonly gate: string;
  readonly head: string;
  readonly by: string;
  readonly because: string;
}

/** The one that holds for this gate and this very head. */
export function overrideOf<T extends Override>(
  overrides: readonly T[],
  gate: string,
  head: string,
): T | undefined {
  return overrides.findLast((each) => each.gate === gate && each.head === head);
}

/** What was held against the change stays to be seen, as warnings. `said`: the override as a reason, which comes first. */
export function overridden(verdict: Verdict, said: Reason): Verdict {
  return { status: "pass", reasons: [], warnings: [said, ...verdict.reasons, ...verdict.warnings] };
}

/** A change that could not be read in full was judged by nobody: no word makes it pass (FAULTS.md G4). */
export function mayOverride(verdict: Verdict): boolean {
  return verdict.status !== "pass" && !verdict.reasons.some(({ rule }) => rule === "unreadable");
}

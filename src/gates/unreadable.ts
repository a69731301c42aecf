/** A change that is not known in full passes no gate (FAULTS.md G4, P7). */
import type { Change } from "../domain/file-diff.ts";
import { reasonAt, type Verdict, verdictOf } from "../domain/verdict.ts";
import { unreadableChangeText, unreadTextText } from "../text/boundaries.ts";

export const unreadable: Verdict = verdictOf([reasonAt(null, "unreadable", unreadableChangeText())]);

export const unreadText: Verdict = verdictOf([reasonAt(null, "unreadable", unreadTextText())]);

/** For a gate that looks into the text of what is added or taken away. */
export function judgeText(change: Change | null, judge: (change: Change) => Verdict): Verdict {
  if (change === null) return unreadable;
  return change.textRead ? judge(change) : unreadText;
}

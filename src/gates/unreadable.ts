/** A change that is not known in full passes no gate (FAULTS.md G4, P7). */
import { reasonAt, type Verdict, verdictOf } from "../domain/verdict.ts";
import { unreadableChangeText } from "../text/boundaries.ts";

export const unreadable: Verdict = verdictOf([reasonAt(null, "unreadable", unreadableChangeText())]);

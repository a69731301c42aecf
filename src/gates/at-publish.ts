/**
 * What of an agent's change is refused before any of it reaches a branch: what is published is known to all, may run in CI,
 * and steers whoever checks it out. The rules are those of the gates; what a person may still approve waits on the pull request.
 */
import type { GateName, Reason, Verdict } from "../domain/verdict.ts";
import { boundaries } from "./boundaries.ts";
import type { GateInput } from "./gate.ts";
import { unpublishable } from "./protected.ts";
import { secrets } from "./secrets.ts";
import { size } from "./size.ts";

export interface Refusal {
  readonly gate: GateName;
  /** At least one. */
  readonly reasons: readonly Reason[];
}

export type PublishInput = Pick<GateInput, "config" | "reach" | "agent" | "holderOf" | "change">;

/** The only list of what is judged at publishing, in the order in which it is told. */
const rules: readonly { readonly gate: GateName; readonly judge: (input: GateInput) => Verdict }[] = [
  { gate: boundaries.name, judge: boundaries.judge },
  { gate: "protected", judge: unpublishable },
  { gate: secrets.name, judge: secrets.judge },
  { gate: size.name, judge: size.judge },
];

/** Empty when nothing is in the way. A verdict that waits for a person is none: there is nobody to ask before there is a pull request. */
export function refusalsAtPublish(input: PublishInput): readonly Refusal[] {
  const whole = { ...input, branch: null, title: null, commits: null, approvers: [] };
  return rules
    .map(({ gate, judge }) => ({ gate, verdict: judge(whole) }))
    .filter(({ verdict }) => verdict.status === "fail")
    .map(({ gate, verdict }) => ({ gate, reasons: verdict.reasons }));
}

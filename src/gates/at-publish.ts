/**
 * What of an agent's change is refused before any of it reaches a branch: what is published is known to all, may run in CI,
 * and steers whoever checks it out. The rules are those of the gates; what a person may still approve waits on the pull request.
 */
import type { Change, FileDiff } from "../domain/file-diff.ts";
import { type GateName, type Reason, type Verdict, verdictOf } from "../domain/verdict.ts";
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

export interface PublishInput extends Pick<GateInput, "config" | "reach" | "agent" | "holderOf"> {
  readonly change: Change;
  /** Of the files that are no text, or too large for one: what can be read in their bytes. */
  readonly strings: readonly FileDiff[];
}

interface Rule {
  readonly gate: GateName;
  readonly judge: (input: GateInput & PublishInput) => Verdict;
}

/** The only list of what is judged at publishing, in the order in which it is told. */
const rules: readonly Rule[] = [
  { gate: boundaries.name, judge: boundaries.judge },
  { gate: "protected", judge: unpublishable },
  { gate: secrets.name, judge: judgeSecrets },
  { gate: size.name, judge: size.judge },
];

/** Empty when nothing is in the way. A verdict that waits for a person is none: there is nobody to ask before there is a pull request. */
export function refusalsAtPublish(input: PublishInput): readonly Refusal[] {
  const whole = {
    ...input,
    branch: null,
    title: null,
    commits: null,
    metrics: new Map(),
    approvers: [],
    others: [],
    onto: null,
  };
  return rules
    .map(({ gate, judge }) => ({ gate, verdict: judge(whole) }))
    .filter(({ verdict }) => verdict.status === "fail")
    .map(({ gate, verdict }) => ({ gate, reasons: verdict.reasons }));
}

/** A person who approves the pull request may vouch for a file that no gate can read; by then a secret in it would be known. */
function judgeSecrets(input: GateInput & PublishInput): Verdict {
  const { change, strings } = input;
  const inBytes = secrets.judge({ ...input, change: { ...change, textRead: true, files: strings } });
  // What is about a path, and names none, was said of the change already; a line of bytes has no number.
  const unnumbered = inBytes.reasons
    .filter(({ path }) => path !== null)
    .map((reason) => ({ ...reason, line: null }));
  return verdictOf([...secrets.judge(input).reasons, ...unnumbered]);
}

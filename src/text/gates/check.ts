/** How a gate's verdict is shown: as a check run's title and summary, as a line of the readiness list, and as words for the agent's next attempt. */
import { type Override, overrideIn } from "../../domain/override.ts";
import type { GateName, Reason, Verdict } from "../../domain/verdict.ts";
import { listItem, saidOnly } from "../block.ts";
import { clip, code, plain, prose, sentence } from "../markdown.ts";

/** What a gate that passes has found, in a few words. */
const passes: Readonly<Record<GateName, string>> = {
  boundaries: "every path is within reach",
  protected: "nothing that needs a person's word",
  secrets: "no credential",
  size: "small enough to be read",
  tests: "no test is weakened",
  naming: "every name is as the standards want it",
  content: "nothing that is forbidden",
  duplicates: "no file of the same name beside it, and every copy is equal to its source",
  conflicts: "it merges cleanly, or lands first",
  metrics: "every number is within its bounds",
};

/** Whom or what a gate waits for, and what happens then. */
interface Waiting {
  readonly title: string;
  readonly head: string;
  readonly next: readonly string[];
}

const person: Waiting = {
  title: "Waits for a person",
  head: "waits for a person.",
  next: ["", "It passes once somebody with write access approves this very commit."],
};
/** Each reason of such a gate says what is waited for. */
const others: Waiting = { title: "Waits", head: "waits.", next: [] };
const waits: Partial<Readonly<Record<GateName, Waiting>>> = {
  duplicates: others,
  conflicts: others,
  metrics: {
    title: "Not known yet",
    head: "waits for a report.",
    next: ["", "It is judged once the number is there."],
  },
};

/** Reasons of one list that a check run, a packet shows; the rest is counted. */
const SHOWN = { summary: 100, feedback: 20 } as const;

/** `paths`: how many the change has; null when it could not be read. */
export function gateTitle(gate: GateName, verdict: Verdict, paths: number | null): string {
  const [first, ...rest] = verdict.reasons;
  const answered = overrideIn(verdict);
  if (answered) return clip(plain(answered.message).replace(/[`\\]/g, ""), 255);
  if (!first) {
    const judged = paths === null ? "" : `${paths} ${paths === 1 ? "path" : "paths"}: `;
    return verdict.status === "pass" ? `${judged}${passes[gate]}` : "Not judged yet";
  }
  const more = rest.length > 0 ? ` and ${rest.length} more` : "";
  const what = first.path === null ? first.rule : `${first.path}${lineOf(first)}`;
  return clip(`${verdict.status === "wait" ? (waits[gate] ?? person).title : "Failed"}: ${what}${more}`, 255);
}

/** `about`: whose work was judged by what, or null; `next`: what follows when it fails, null when merging does not depend on it. */
export function gateSummary(
  gate: GateName,
  verdict: Verdict,
  about: string | null,
  next: string | null = "Its next attempt starts by itself.",
): string {
  const head = {
    pass: "",
    wait: `**${titled(gate)} ${(waits[gate] ?? person).head}** `,
    fail: `**${titled(gate)} failed.** `,
  };
  const then = {
    pass: [],
    wait: (waits[gate] ?? person).next,
    fail: ["", `The reasons go to the agent. ${next} Nothing of this may be merged.`],
  };
  const said = `${head[verdict.status]}${about ?? ""}`.trim() || `${titled(gate)}: ${passes[gate]}.`;
  const answered = overrideIn(verdict);
  const warnings = answered
    ? section("What it held against this commit:", verdict.warnings.slice(1), SHOWN.summary)
    : section("Good to know, and no hindrance:", verdict.warnings, SHOWN.summary);
  return clip(
    [
      answered ? `**${sentence(answered.message)}** ${about ?? ""}`.trim() : said,
      ...section("", verdict.reasons, SHOWN.summary),
      ...warnings,
      ...(next === null && verdict.status !== "pass" ? notRequired : then[verdict.status]),
    ].join("\n"),
    65_000,
  );
}

const notRequired = ["", "It stops nothing here: `gates.require` leaves this gate out."];

/** The reasons of a gate that sends the work back, as one message to the agent's next attempt. */
export function gateFeedbackText(attempt: number, gate: GateName, { reasons }: Verdict): string {
  const list = section("", reasons, SHOWN.feedback).slice(1);
  return [`The pull request of attempt ${attempt} failed the gate "${gate}":`, ...list].join("\n");
}

/** A gate's line in the readiness list. */
export function gateConditionText(gate: GateName, verdict: Verdict): string {
  const { status, reasons } = verdict;
  const [first, ...rest] = reasons;
  const answered = overrideIn(verdict);
  if (answered) return answered.message;
  if (!first) return status === "pass" ? passes[gate] : "not judged yet";
  const more = rest.length > 0 ? ` And ${rest.length} more.` : "";
  return `${saidOnly(reasonText(first))}${more}`;
}

/** "Overridden by `@mira` for `0123456`: the old API needs it". */
export function overrideText({ by, head, because }: Override): string {
  return `Overridden by ${code(`@${by}`)} for ${code(head.slice(0, 7))}: ${prose(because)}`;
}

function section(heading: string, reasons: readonly Reason[], shown: number): readonly string[] {
  if (reasons.length === 0) return [];
  const more = reasons.length > shown ? [`- and ${reasons.length - shown} more.`] : [];
  const list = reasons.slice(0, shown).map((reason) => listItem(reasonText(reason)));
  return ["", ...(heading === "" ? [] : [heading, ""]), ...list, ...more];
}

/** Begins with the place, unless the message names the path itself. */
export function reasonText(reason: Reason): string {
  const { path, message } = reason;
  if (path === null || (reason.line === null && message.includes(code(path)))) return message;
  return `${code(`${path}${lineOf(reason)}`)}: ${message}`;
}

function lineOf({ line }: Reason): string {
  return line === null ? "" : `:${line}`;
}

export function titled(gate: GateName): string {
  return gate.slice(0, 1).toUpperCase() + gate.slice(1);
}

/** Above an annotation in the diff. */
export function annotationTitle(gate: GateName, rule: string): string {
  return clip(`signalbox/${gate}: ${rule}`, 255);
}

/** How a gate's verdict is shown: as a check run's title and summary, as a line of the readiness list, and as words for the agent's next attempt. */
import type { GateName, Reason, Verdict } from "../../domain/verdict.ts";
import { clip, code } from "../markdown.ts";

/** What a gate that passes has found, in a few words. */
const passes: Readonly<Record<GateName, string>> = {
  boundaries: "every path is within reach",
  protected: "nothing that steers people, agents or CI",
  secrets: "no credential",
  size: "small enough to be read",
  tests: "no test is weakened",
  naming: "every name is as the standards want it",
  content: "nothing that is forbidden",
  duplicates: "no file of the same name beside it, and every copy is equal to its source",
  conflicts: "it merges cleanly, or lands first",
};

/** Who ends the waiting of a gate. */
function waitsFor(gate: GateName): "person" | "others" {
  return gate === "duplicates" || gate === "conflicts" ? "others" : "person";
}

const waiting = { person: "Waits for a person", others: "Waits" } as const;

/** Reasons of one list that a check run, a packet shows; the rest is counted. */
const SHOWN = { summary: 100, feedback: 20 } as const;

/** `paths`: how many the change has; null when it could not be read. */
export function gateTitle(gate: GateName, verdict: Verdict, paths: number | null): string {
  const [first, ...rest] = verdict.reasons;
  if (!first) {
    const judged = paths === null ? "" : `${paths} ${paths === 1 ? "path" : "paths"}: `;
    return verdict.status === "pass" ? `${judged}${passes[gate]}` : "Not judged yet";
  }
  const more = rest.length > 0 ? ` and ${rest.length} more` : "";
  const what = first.path === null ? first.rule : `${first.path}${lineOf(first)}`;
  return clip(`${verdict.status === "wait" ? waiting[waitsFor(gate)] : "Failed"}: ${what}${more}`, 255);
}

/** `about`: whose work was judged by what, or null; `next`: what follows when it fails. */
export function gateSummary(
  gate: GateName,
  verdict: Verdict,
  about: string | null,
  next = "Its next attempt starts by itself.",
): string {
  const head = {
    pass: "",
    wait: `**${titled(gate)} ${waitsFor(gate) === "person" ? "waits for a person" : "waits"}.** `,
    fail: `**${titled(gate)} failed.** `,
  };
  const then = {
    pass: [],
    wait:
      waitsFor(gate) === "person"
        ? ["", "It passes once somebody with write access approves this very commit."]
        : [],
    fail: ["", `The reasons go to the agent. ${next} Nothing of this may be merged.`],
  };
  return clip(
    [
      `${head[verdict.status]}${about ?? ""}`.trim() || `${titled(gate)}: ${passes[gate]}.`,
      ...section("", verdict.reasons, SHOWN.summary),
      ...section("Good to know, and no hindrance:", verdict.warnings, SHOWN.summary),
      ...then[verdict.status],
    ].join("\n"),
    65_000,
  );
}

/** The reasons of a gate that sends the work back, as one message to the agent's next attempt. */
export function gateFeedbackText(attempt: number, gate: GateName, { reasons }: Verdict): string {
  const list = section("", reasons, SHOWN.feedback).slice(1);
  return [`The pull request of attempt ${attempt} failed the gate "${gate}":`, ...list].join("\n");
}

/** A gate's line in the readiness list. */
export function gateConditionText(gate: GateName, { status, reasons }: Verdict): string {
  const [first, ...rest] = reasons;
  if (!first) return status === "pass" ? passes[gate] : "not judged yet";
  const more = rest.length > 0 ? ` And ${rest.length} more.` : "";
  return `${reasonText(first)}${more}`;
}

function section(heading: string, reasons: readonly Reason[], shown: number): readonly string[] {
  if (reasons.length === 0) return [];
  const more = reasons.length > shown ? [`- and ${reasons.length - shown} more.`] : [];
  const list = reasons.slice(0, shown).map((reason) => `- ${reasonText(reason)}`);
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

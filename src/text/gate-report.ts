/** What `mode: gate` says of a pull request: annotations at their places, a line of log and a section of the job summary for each gate. */
import type { RepositoryAddress } from "../domain/repository.ts";
import type { GateName, Reason } from "../domain/verdict.ts";
import type { ActionProblem } from "./action-problem.ts";
import { clippedBlock, listItem, messageParts, unfenced, withBlock } from "./block.ts";
import { isOk, type JudgedGate } from "./check.ts";
import { annotationTitle, gateTitle } from "./gates/check.ts";
import { clip, code, codeList, plain, prose } from "./markdown.ts";

export interface GateReport {
  readonly pull: number;
  readonly head: string;
  /** The default branch, whose rules count. */
  readonly rules: string;
  readonly whose: Whose;
  readonly gates: readonly JudgedGate[];
  /** Gates in force that judge what this mode does not read. */
  readonly leftOut: readonly GateName[];
  /** How many paths it changes; null when that could not be read. */
  readonly paths: number | null;
}

/** Whose reach counted: an agent's in a task, or nobody's, and why. */
export type Whose =
  | {
      readonly kind: "agent";
      readonly agent: string;
      readonly task: number;
      readonly scope: readonly string[];
    }
  | { readonly kind: "fork" | "branch"; readonly branch: string };

export interface Annotation {
  readonly level: "error" | "warning";
  readonly title: string;
  /** Plain text: GitHub shows no Markdown there. */
  readonly message: string;
  readonly place: { readonly file: string; readonly line: number | null } | null;
}

/** GitHub shows no more of a level for one step: https://docs.github.com/en/actions/reference/limits */
const ANNOTATIONS = 10;

export function gateAnnotations(gates: readonly JudgedGate[]): readonly Annotation[] {
  return (["error", "warning"] as const).flatMap((level) => {
    const found = gates.flatMap(({ gate, verdict }) =>
      (level === "error" ? verdict.reasons : verdict.warnings).map((reason) => ({ gate, reason })),
    );
    if (found.length <= ANNOTATIONS) return found.map((each) => annotationOf(level, each));
    const shown = found.slice(0, ANNOTATIONS - 1).map((each) => annotationOf(level, each));
    return [...shown, overflow(level, found.slice(ANNOTATIONS - 1))];
  });
}

interface Found {
  readonly gate: GateName;
  readonly reason: Reason;
}

function annotationOf(level: Annotation["level"], { gate, reason }: Found): Annotation {
  const { path, line, rule, message } = reason;
  return {
    level,
    title: annotationTitle(gate, rule),
    message: unfenced(message),
    place: path === null ? null : { file: path, line },
  };
}

function overflow(level: Annotation["level"], rest: readonly Found[]): Annotation {
  const counts = new Map<GateName, number>();
  for (const { gate } of rest) counts.set(gate, (counts.get(gate) ?? 0) + 1);
  const each = [...counts].map(([gate, count]) => `${gate} ${count}`).join(", ");
  const message = `and ${rest.length} more (${each}). GitHub shows ${ANNOTATIONS} of a kind: all of them are in the job's summary.`;
  return { level, title: "signalbox", message, place: null };
}

/** A line for each gate. */
export function gateLogLines({ gates, paths }: GateReport): readonly string[] {
  return gates.map(
    ({ gate, verdict }) => `${verdict.status.padEnd(4)}  ${gate}: ${gateTitle(gate, verdict, paths)}`,
  );
}

export interface GateSummaryFacts {
  readonly repository: RepositoryAddress | null;
  /** null when it did not come so far. */
  readonly report: GateReport | null;
  readonly problems: readonly ActionProblem[];
}

/** GitHub takes 1 MiB for a step: so many rows of so many characters in each of a dozen gates stay below. */
const ROWS = 100;
const ROW_LENGTH = 700;

export function gateSummaryText({ repository, report, problems }: GateSummaryFacts): string {
  const name = repository ? `: ${code(`${repository.owner}/${repository.name}`)}` : "";
  const rows = problems.map(({ what, next }) => `- **${prose(what)}** ${prose(next)}`);
  return [
    `## Signalbox${name}${report ? ` #${report.pull}` : ""}`,
    ...(rows.length === 0 ? [] : [["### Could not be judged", "", ...rows].join("\n")]),
    ...(report ? reportParts(report) : []),
    ADVISORY,
  ].join("\n\n");
}

const ADVISORY =
  "This is advice. A check by `github-actions` can be imitated by every workflow of the repository that has `checks: write`; where that matters, let the App report, and require its checks.";

function reportParts(report: GateReport): readonly string[] {
  const { gates, head, rules } = report;
  const named = (status: string) =>
    gates.filter(({ verdict }) => verdict.status === status).map(({ gate }) => gate);
  const results = [
    isOk(gates) ? "Nothing is in the way." : "",
    named("fail").length > 0 ? `**Failed: ${named("fail").join(", ")}.**` : "",
    named("wait").length > 0
      ? `**Waits for a person: ${named("wait").join(", ")}.** Run this again when somebody with write access has approved ${code(head.slice(0, 7))}.`
      : "",
  ].filter((part) => part !== "");
  return [
    `Judged ${code(head.slice(0, 7))} by the config on ${code(rules)}. ${results.join(" ")}`,
    whoseText(report.whose),
    ...gates.map((judged) => gateSection(judged, report.paths)),
    ...(report.leftOut.length === 0
      ? []
      : [`Left to the App, which sees checks and what else is open: ${codeList(report.leftOut)}.`]),
  ];
}

function whoseText(whose: Whose): string {
  switch (whose.kind) {
    case "agent":
      return `**${whose.agent}** works on #${whose.task} within ${clipped(codeList(whose.scope))}.`;
    case "fork":
      return `The branch ${code(whose.branch)} is in a fork, and so no agent's, whatever its name: no boundary was judged.`;
    case "branch":
      return `The branch ${code(whose.branch)} is no agent's (\`agent/<agent>/<issue>-…\`): no boundary was judged.`;
    default:
      return whose satisfies never;
  }
}

const marks = { pass: "✅", wait: "⏳", fail: "❌" } as const;

function gateSection({ gate, verdict }: JudgedGate, paths: number | null): string {
  const { reasons, status, warnings } = verdict;
  const rows = [
    ...reasons.map((reason) => row(reason, "")),
    ...warnings.map((reason) => row(reason, "only a warning: ")),
  ];
  const more = rows.length > ROWS ? [`- and ${rows.length - ROWS} more.`] : [];
  const found =
    rows.length === 0 ? [prose(gateTitle(gate, verdict, paths))] : [...rows.slice(0, ROWS), ...more];
  return [`### ${marks[status]} ${gate}`, "", ...found].join("\n");
}

function row({ path, line, message }: Reason, kind: string): string {
  const place = path === null ? "" : `${code(clip(path, 300))}${line === null ? "" : ` line ${line}`}: `;
  return listItem(`${kind}${place}${clipped(message)}`);
}

/** Markdown must not be cut in its middle. */
function clipped(markdown: string): string {
  if (markdown.length <= ROW_LENGTH) return markdown;
  const { said, block } = clippedBlock(messageParts(markdown), ROW_LENGTH);
  return withBlock({
    said: said.length <= ROW_LENGTH ? said : prose(clip(plain(said), ROW_LENGTH)),
    block,
  });
}

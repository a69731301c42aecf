/** What `signalbox check` prints: each gate with what it found, for people, for programs, and for a workflow's log. */
import type { GateName, Reason, Verdict } from "../domain/verdict.ts";
import { messageParts, unfenced } from "./block.ts";
import { clip, plain } from "./markdown.ts";

export interface JudgedGate {
  readonly gate: GateName;
  readonly verdict: Verdict;
}

/** Why a gate has no say in `signalbox check`. */
export type SkipReason = "pull" | "tree" | "nobody" | "tree-of-nobody";

export interface CheckFacts {
  readonly gates: readonly JudgedGate[];
  /** Those that could not judge here: never shown as passed. */
  readonly skipped: readonly { readonly gate: GateName; readonly reason: SkipReason }[];
  /** How many paths were judged; null when the change could not be read. */
  readonly paths: number | null;
  /** What it was judged against: "main", "the whole tree". */
  readonly against: string;
  /** Whose boundary counted; null for nobody's. */
  readonly agent: string | null;
  readonly notes: readonly string[];
}

export function checkReport({ gates, skipped }: CheckFacts) {
  return {
    ok: isOk(gates),
    gates: [
      ...gates.map(({ gate, verdict: { status, reasons, warnings } }) => ({
        gate,
        status,
        reasons,
        warnings,
      })),
      ...skipped.map(({ gate, reason }) => ({
        gate,
        status: "skip",
        reasons: [],
        warnings: [],
        reason: skipTexts[reason],
      })),
    ],
  };
}

export function isOk(gates: readonly JudgedGate[]): boolean {
  return gates.every(({ verdict }) => verdict.status === "pass");
}

/** Reasons of one gate that a terminal shows; the rest is counted. */
const SHOWN = 50;

export function checkText({ gates, skipped, paths, against, agent, notes }: CheckFacts): string {
  const whose =
    agent === null ? "nobody's boundary (name one with --agent or --task)" : `the boundary of ${agent}`;
  const what =
    paths === null ? "A change that could not be read" : `${paths} ${paths === 1 ? "path" : "paths"}`;
  return [
    `${what}, judged against ${against} and ${whose}.`,
    ...notes,
    "",
    ...gates.flatMap(gateLines),
    ...skipped.map(({ gate, reason }) => `  skip  ${gate}: ${skipTexts[reason]}`),
    "",
    closing(gates),
  ].join("\n");
}

const skipTexts: Readonly<Record<SkipReason, string>> = {
  pull: "only a pull request shows what it looks at; it is judged there",
  tree: "it judges a change, and --all looks at a tree as it stands",
  nobody: "no agent is known, so there is no boundary to judge by; name one with --agent or --task",
  "tree-of-nobody": "a whole tree is nobody's change; name an agent with --agent to judge by its boundary",
};

/** Named like an agent's, so that it is not to be judged as nobody's. */
export function strayBranchText(branch: string): string {
  return `the branch ${clip(plain(branch), 200)} is named for an agent, but not for a task: an agent's branch is agent/<agent>/<issue>-<slug>, such as agent/eth/12-extract-tools. Rename it, or say with --agent ID whose boundary counts`;
}

const words = { pass: "pass", wait: "wait", fail: "FAIL" } as const;

function gateLines({ gate, verdict }: JudgedGate): readonly string[] {
  const { reasons, status, warnings } = verdict;
  const shown = reasons.slice(0, SHOWN).flatMap((each) => reasonLines(each, ""));
  const more = reasons.length > SHOWN ? [`        and ${reasons.length - SHOWN} more`] : [];
  return [
    `  ${words[status]}  ${gate}`,
    ...shown,
    ...more,
    ...warnings.slice(0, SHOWN).flatMap((each) => reasonLines(each, " (only a warning)")),
  ];
}

/** `note` ends the sentence; a block of lines stands below, further in. */
function reasonLines({ path, line, rule, message }: Reason, note: string): readonly string[] {
  const where = path === null ? "" : `${plain(path)}${line === null ? "" : `:${line}`}  `;
  const { said, block } = messageParts(message);
  return [
    `        ${where}[${rule}] ${clip(plain(said), 500)}${note}`,
    ...block.map((each) => `            ${each}`),
  ];
}

function closing(gates: readonly JudgedGate[]): string {
  if (isOk(gates)) return "Nothing is in the way.";
  const failed = gates.filter(({ verdict }) => verdict.status === "fail").map(({ gate }) => gate);
  const waiting = gates.filter(({ verdict }) => verdict.status === "wait").map(({ gate }) => gate);
  return [
    failed.length > 0 ? `Failed: ${failed.join(", ")}. Mend what is listed and run it again.` : "",
    waiting.length > 0
      ? `Waiting for a person: ${waiting.join(", ")}. It passes when somebody with write access approves the pull request.`
      : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands: a line for each reason, shown at its place. */
export function checkAnnotations({ gates }: CheckFacts): string {
  return gates
    .flatMap(({ gate, verdict: { reasons, warnings } }) => [
      ...reasons.map((reason) => annotation("error", gate, reason)),
      ...warnings.map((reason) => annotation("warning", gate, reason)),
    ])
    .join("\n");
}

function annotation(
  level: "error" | "warning",
  gate: GateName,
  { path, line, rule, message }: Reason,
): string {
  const properties = [
    ...(path === null ? [] : [`file=${property(path)}`]),
    ...(line === null ? [] : [`line=${line}`]),
    `title=${property(`signalbox/${gate}: ${rule}`)}`,
  ];
  return `::${level} ${properties.join(",")}::${data(unfenced(message))}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

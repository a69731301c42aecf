/** What `signalbox check` prints for people and for programs: each gate with what it found. */
import type { GateName, Reason, Verdict } from "../domain/verdict.ts";
import { messageParts } from "./block.ts";
import { clip, plain } from "./markdown.ts";

export interface JudgedGate {
  readonly gate: GateName;
  readonly verdict: Verdict;
}

/** A gate, or the config that the change brings. */
export interface CheckedGate {
  readonly gate: GateName | "config";
  readonly verdict: Verdict;
}

/** Why a gate has no say in `signalbox check`. */
export type SkipReason = "pull" | "tree" | "nobody" | "detached" | "tree-of-nobody";

export interface CheckFacts {
  readonly gates: readonly CheckedGate[];
  /** Those that could not judge here: never shown as passed. */
  readonly skipped: readonly { readonly gate: GateName; readonly reason: SkipReason }[];
  /** How many paths were judged; null when the change could not be read. */
  readonly paths: number | null;
  /** The base that it was judged against, such as `main`; null for a whole tree. */
  readonly against: string | null;
  /** Whose boundary counted; null for nobody's. */
  readonly agent: string | null;
  readonly notes: readonly string[];
}

export function checkReport({ against, gates, skipped }: CheckFacts) {
  return {
    ok: isOk(gates),
    gates: [
      ...gates.map(({ gate, verdict: { status, reasons, warnings } }) => {
        const note = partlyText(gate, against);
        return { gate, status, reasons, warnings, ...(note === null ? {} : { note }) };
      }),
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

export function isOk(gates: readonly { readonly verdict: Verdict }[]): boolean {
  return gates.every(({ verdict }) => verdict.status === "pass");
}

/** Reasons of one gate that a terminal shows; the rest is counted. */
const SHOWN = 50;

export function checkText(facts: CheckFacts): string {
  const { against, gates, notes, skipped } = facts;
  return [
    subjectText(facts),
    ...notes,
    "",
    ...gates.flatMap((judged) => gateLines(judged, partlyText(judged.gate, against))),
    ...skipped.map(({ gate, reason }) => `  skip  ${gate}: ${skipTexts[reason]}`),
    "",
    closing(facts),
  ].join("\n");
}

/** What was judged, against what, and whose boundary counted. */
export function subjectText({ against, agent, paths }: CheckFacts): string {
  const whose =
    agent === null ? "nobody's boundary (name one with --agent or --task)" : `the boundary of ${agent}`;
  const what =
    paths === null ? "A change that could not be read" : `${paths} ${paths === 1 ? "path" : "paths"}`;
  return against === null
    ? `${what} of the whole tree, judged as if new and by ${whose}.`
    : `${what}, judged against ${plain(against)} and ${whose}.`;
}

const skipTexts: Readonly<Record<SkipReason, string>> = {
  pull: "only a pull request shows what it looks at; it is judged there",
  tree: "it judges a change, and --all looks at a tree as it stands",
  nobody: "no agent is known, so there is no boundary to judge by; name one with --agent or --task",
  detached:
    "HEAD is on no branch, so none tells which agent works here; name one with --agent or --task to judge by its boundary",
  "tree-of-nobody": "a whole tree is nobody's change; name an agent with --agent to judge by its boundary",
};

/** The branch that is checked out is the base. */
export function baseItselfText(base: string): string {
  return `${plain(base)} is checked out and is itself the base: only what is not committed yet was judged. For its last commit too: --base HEAD~1.`;
}

/** What a gate that was judged here did not look at; null when it saw all. */
function partlyText(gate: CheckedGate["gate"], against: string | null): string | null {
  switch (gate) {
    case "conflicts":
      return against === null
        ? "conflict markers only: a tree as it stands is merged with nothing"
        : `with ${plain(against)} as this clone has it; with other open pull requests on the pull request`;
    case "duplicates":
      return "within this tree; with other open pull requests on the pull request";
    default:
      return null;
  }
}

export function unreadTaskText(ref: string, path: string, problem: string): string {
  return `the ledger's file ${path} on ${ref} cannot be read: ${clip(plain(problem), 300)}. Judge by the agent alone: --agent ID`;
}

/** Named like an agent's, so that it is not to be judged as nobody's. */
export function strayBranchText(branch: string): string {
  return `the branch ${clip(plain(branch), 200)} is named for an agent, but not for a task: an agent's branch is agent/<agent>/<issue>-<slug>, such as agent/eth/12-extract-tools. Rename it, or say with --agent ID whose boundary counts`;
}

const words = { pass: "pass", wait: "wait", fail: "FAIL" } as const;

function gateLines({ gate, verdict }: CheckedGate, note: string | null): readonly string[] {
  const { reasons, status, warnings } = verdict;
  const shown = reasons.slice(0, SHOWN).flatMap((each) => reasonLines(each, ""));
  const more = reasons.length > SHOWN ? [`        and ${reasons.length - SHOWN} more`] : [];
  return [
    `  ${words[status]}  ${gate}${note === null ? "" : ` (${note})`}`,
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

export function closing({ gates, paths }: CheckFacts): string {
  if (isOk(gates))
    return paths === 0 ? "Nothing is changed, so nothing is in the way." : "Nothing is in the way.";
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

/** The check runs of a judged pull request: one for each gate and head, written only when it says something new. */
import type { Annotation, CheckResult, Effect } from "../../domain/effect.ts";
import type { Pull } from "../../domain/pull.ts";
import { isReadFor } from "../../domain/read-for.ts";
import { checkNames, type GateName, gateCheckName, type Verdict, worstOf } from "../../domain/verdict.ts";
import { contenders } from "../../gates/ready.ts";
import { countedAttempts, hasOpenAttempt, type Task } from "../../ledger/task.ts";
import { asTyped } from "../../text/as-typed.ts";
import { unfenced } from "../../text/block.ts";
import { withinText } from "../../text/boundaries.ts";
import {
  baseText,
  contestedTitle,
  siblingText,
  strayedTitle,
  unseenSiblingsText,
} from "../../text/conditions.ts";
import { annotationTitle, gateSummary, gateTitle } from "../../text/gates/check.ts";
import { nextAttemptText } from "../../text/next-attempt.ts";
import { readySummary, readyTitle } from "../../text/ready.ts";
import { type Draft, type Judged, ownCheck } from "../draft.ts";
import { keyOf } from "../judging.ts";

const checkResults = { pass: "success", wait: "pending", fail: "failure" } as const;

type CheckEffect = Extract<Effect, { kind: "check" }>;

export function checkEffects(draft: Draft, task: Task): readonly Effect[] {
  const own = draft.judged.get(task.number);
  if (!own) return [];
  const sharing = judgedOn(draft, own.pull.head);
  // A commit has each check once: the first of its tasks says it for all.
  if (sharing[0] !== task.number) return [];
  const judged = sharing.length === 1 ? own : together(draft, own, sharing);
  return [
    ...reportsOf(draft, task, judged),
    ...draft.groups
      .filter((group) => group.task.number === task.number)
      .flatMap((group) => reportsOf(draft, group.task, group.judged)),
  ];
}

function reportsOf(draft: Draft, task: Task, judged: Judged): readonly CheckEffect[] {
  const gates = [...judged.verdicts].map(([gate, verdict]) => gateCheck(draft, task, judged, gate, verdict));
  return [...gates, readyCheck(draft, judged)].filter((effect): effect is CheckEffect => effect !== null);
}

/** The tasks whose open pull requests have this head, by number. */
function judgedOn({ judged }: Draft, head: string): readonly number[] {
  return [...judged]
    .flatMap(([task, { pull }]) => (pull.head === head ? [task] : []))
    .toSorted((a, b) => a - b);
}

/** Of each gate the worst verdict, and the conditions of all: what one of them lacks, the commit lacks (FAULTS.md G3). */
function together(draft: Draft, own: Judged, tasks: readonly number[]): Judged {
  const all = tasks.flatMap((task) => draft.judged.get(task) ?? []);
  const gates = new Set(all.flatMap(({ verdicts }) => [...verdicts.keys()]));
  const verdictsOf = (gate: GateName) => all.flatMap(({ verdicts }) => verdicts.get(gate) ?? []);
  return {
    // Of one of them at least the verdicts do not stand: it was read.
    pull: all.find(({ pull }) => pull.change !== "unread")?.pull ?? own.pull,
    verdicts: new Map([...gates].map((gate) => [gate, worstOf(verdictsOf(gate))])),
    stood: new Set(),
    conditions: all.flatMap(({ conditions }) => conditions),
  };
}

function gateCheck(
  draft: Draft,
  task: Task,
  { pull, stood }: Judged,
  gate: GateName,
  verdict: Verdict,
): CheckEffect | null {
  const contested = contestedBy(draft, pull);
  // Verdicts that stand from an earlier pass are on GitHub already.
  if ((!isReadFor(gate, pull) || stood.has(gate)) && contested.length === 0) return null;
  const about = gate === "boundaries" ? withinText(task, draft.reachOf(task).source) : null;
  const key = keyOf(draft, task, pull, gate);
  const required = draft.config.gates.require.includes(gate);
  const summary = gateSummary(gate, verdict, about, required ? nextText(draft, task) : null);
  const held = contested.length > 0 && verdict.status === "pass";
  return wanted(draft, pull, {
    name: gateCheckName(gate),
    // What is said of a commit that is contested stands for nobody: it is judged again.
    externalId: contested.length > 0 ? `${key}:contested` : key,
    result: held ? "pending" : checkResults[verdict.status],
    title: held ? heldTitle(draft, pull) : gateTitle(gate, verdict, pathsOf(pull, gate)),
    summary: held ? `${summary}\n\n${contested.join("\n")}` : summary,
    annotations: annotationsOf(gate, verdict),
  });
}

/**
 * Why what is said of this head would be said of more than was judged; empty when it would not (FAULTS.md G2, G3). A pull request to
 * another base is among that: it can be edited to go to the default branch, where its checks would be green before anybody judged.
 */
function contestedBy(draft: Draft, pull: Pull): readonly string[] {
  const { defaultBranch } = draft.snapshot.observation.repository;
  const found = contenders(pull, defaultBranch);
  return [
    ...(pull.base === defaultBranch ? [] : [baseText(pull.base, defaultBranch)]),
    ...(found === null ? [unseenSiblingsText()] : found.map(siblingText)),
  ];
}

function heldTitle(draft: Draft, { base }: Pull): string {
  return base === draft.snapshot.observation.repository.defaultBranch ? contestedTitle() : strayedTitle(base);
}

/** The task was sent back already: the attempt to come counts in it, and may have started. */
function nextText({ config }: Draft, task: Task): string {
  const { attempts: limit } = config.limits;
  const counted = task.state === "escalated" ? limit : countedAttempts(task) - 1;
  const last = (task.attempt?.n ?? 0) - (hasOpenAttempt(task) ? 1 : 0);
  return nextAttemptText({ attempt: last, counted, limit });
}

/** How many paths were judged; null where paths are not what was judged. */
function pathsOf({ change }: Judged["pull"], gate: GateName): number | null {
  return gate === "metrics" || change === "unread" || change === null ? null : change.files.length;
}

/** GitHub takes at most 50 with one request; the summary lists all of them. */
const ANNOTATIONS = 50;

/** A path as a whole is shown at its first line; what a path no longer has cannot be shown there, and GitHub leaves it out. */
function annotationsOf(gate: GateName, { reasons }: Verdict): readonly Annotation[] {
  return reasons
    .flatMap(({ path, line, rule, message }) =>
      path === null
        ? []
        : [{ path, line: line ?? 1, title: annotationTitle(gate, rule), message: unfenced(message) }],
    )
    .slice(0, ANNOTATIONS);
}

function readyCheck(draft: Draft, { pull, conditions }: Judged): CheckEffect | null {
  const failed = conditions.some(({ status }) => status === "failed");
  const waiting = conditions.some(({ status }) => status === "waiting");
  return wanted(draft, pull, {
    name: checkNames.ready,
    externalId: `ready@${pull.head}`,
    result: failed ? "failure" : waiting ? "pending" : "success",
    title: readyTitle(conditions),
    summary: readySummary(conditions),
    annotations: [],
  });
}

interface Report {
  readonly name: string;
  readonly externalId: string;
  readonly result: CheckResult;
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

/** The report, unless GitHub shows exactly that. */
function wanted(draft: Draft, pull: Judged["pull"], said: Report): CheckEffect | null {
  const report = { ...said, summary: asTyped(said.summary, draft.config.commands.prefix) };
  const seen = ownCheck(draft, pull, report.name);
  const same =
    seen !== undefined &&
    (seen.status === "pending" ? "pending" : seen.conclusion) === report.result &&
    seen.title === report.title &&
    seen.summary === report.summary &&
    seen.externalId === report.externalId;
  if (same) return null;
  // A completed run cannot be opened again, and annotations are only ever added: what is said anew then is a new run.
  const reopened = report.result === "pending" && seen?.status === "completed";
  const annotated = report.name !== checkNames.ready && seen !== undefined && seen.conclusion !== "success";
  const existing = reopened || annotated ? null : (seen?.id ?? null);
  return { kind: "check", pull: pull.number, head: pull.head, existing, ...report };
}

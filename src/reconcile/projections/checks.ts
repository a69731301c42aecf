/** The check runs of a judged pull request: one for each gate and head, written only when it says something new. */
import type { Annotation, CheckResult, Effect } from "../../domain/effect.ts";
import { checkNames, type GateName, gateCheckName, type Verdict } from "../../domain/verdict.ts";
import { countedAttempts, hasOpenAttempt, type Task } from "../../ledger/task.ts";
import { withinText } from "../../text/boundaries.ts";
import { annotationTitle, gateSummary, gateTitle } from "../../text/gates/check.ts";
import { nextAttemptText } from "../../text/next-attempt.ts";
import { readySummary, readyTitle } from "../../text/ready.ts";
import { type Draft, type Judged, ownCheck } from "../draft.ts";
import { keyOf } from "../judging.ts";

const checkResults = { pass: "success", wait: "pending", fail: "failure" } as const;

type CheckEffect = Extract<Effect, { kind: "check" }>;

export function checkEffects(draft: Draft, task: Task): readonly Effect[] {
  const judged = draft.judged.get(task.number);
  if (!judged) return [];
  const gates = [...judged.verdicts].map(([gate, verdict]) => gateCheck(draft, task, judged, gate, verdict));
  return [...gates, readyCheck(draft, judged)].filter((effect): effect is CheckEffect => effect !== null);
}

function gateCheck(
  draft: Draft,
  task: Task,
  { pull, stood }: Judged,
  gate: GateName,
  verdict: Verdict,
): CheckEffect | null {
  // Verdicts that stand from an earlier pass are on GitHub already.
  if (pull.change === "unread" || stood.has(gate)) return null;
  const about = gate === "boundaries" ? withinText(task, draft.reachOf(task).source) : null;
  return wanted(draft, pull, {
    name: gateCheckName(gate),
    externalId: keyOf(draft, task, pull, gate),
    result: checkResults[verdict.status],
    title: gateTitle(gate, verdict, pull.change?.files.length ?? null),
    summary: gateSummary(gate, verdict, about, nextText(draft, task)),
    annotations: annotationsOf(gate, verdict),
  });
}

/** The task was sent back already: the attempt to come counts in it, and may have started. */
function nextText({ config }: Draft, task: Task): string {
  const { attempts: limit } = config.limits;
  const counted = task.state === "escalated" ? limit : countedAttempts(task) - 1;
  const last = (task.attempt?.n ?? 0) - (hasOpenAttempt(task) ? 1 : 0);
  return nextAttemptText({ attempt: last, counted, limit });
}

/** GitHub takes at most 50 with one request; the summary lists all of them. */
const ANNOTATIONS = 50;

/** A path as a whole is shown at its first line; what a path no longer has cannot be shown there, and GitHub leaves it out. */
function annotationsOf(gate: GateName, { reasons }: Verdict): readonly Annotation[] {
  return reasons
    .flatMap(({ path, line, rule, message }) =>
      path === null ? [] : [{ path, line: line ?? 1, title: annotationTitle(gate, rule), message }],
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
function wanted(draft: Draft, pull: Judged["pull"], report: Report): CheckEffect | null {
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

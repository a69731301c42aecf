/** The check runs of a judged pull request: one for each gate and head, written only when it says something new. */
import type { CheckResult, Effect } from "../../domain/effect.ts";
import { boundariesKey, checkNames } from "../../domain/verdict.ts";
import type { Task } from "../../ledger/task.ts";
import { boundariesSummary, boundariesTitle } from "../../text/boundaries.ts";
import { readySummary, readyTitle } from "../../text/ready.ts";
import { type Draft, type Judged, ownCheck } from "../draft.ts";

const checkResults = { pass: "success", wait: "pending", fail: "failure" } as const;

type CheckEffect = Extract<Effect, { kind: "check" }>;

export function checkEffects(draft: Draft, task: Task): readonly Effect[] {
  const judged = draft.judged.get(task.number);
  if (!judged) return [];
  return [boundariesCheck(draft, task, judged), readyCheck(draft, judged)].filter(
    (effect): effect is CheckEffect => effect !== null,
  );
}

function boundariesCheck(draft: Draft, task: Task, { pull, boundaries }: Judged): CheckEffect | null {
  // A verdict that stands from an earlier pass is on GitHub already.
  if (pull.changes === "unread") return null;
  return wanted(draft, pull, {
    name: checkNames.boundaries,
    externalId: boundariesKey(pull, draft.snapshot.observation.config?.oid ?? null, task.number),
    result: checkResults[boundaries.status],
    title: boundariesTitle(boundaries, pull.changes?.length ?? 0),
    summary: boundariesSummary(boundaries, task, draft.reachOf(task).source),
  });
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
  });
}

interface Report {
  readonly name: string;
  readonly externalId: string;
  readonly result: CheckResult;
  readonly title: string;
  readonly summary: string;
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
  // A completed run cannot be opened again: what waits anew is reported as a new run.
  const reopened = report.result === "pending" && seen?.status === "completed";
  const existing = reopened ? null : (seen?.id ?? null);
  return { kind: "check", pull: pull.number, head: pull.head, existing, ...report };
}

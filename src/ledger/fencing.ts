/**
 * Fencing: a run's word counts only while it holds the claim of the open attempt. The attempt's number is the token; whoever
 * writes the answer does so by compare-and-swap on the ledger, so that it holds until it is written.
 */

import type { Freeze } from "../domain/freeze.ts";
import { type Attempt, hasOpenAttempt, type Task } from "./task.ts";
import { endAttempt, type Result } from "./transitions.ts";

export type Fenced =
  | { readonly ok: true; readonly task: Task }
  | { readonly ok: false; readonly reason: string };

/** Takes the claim of an attempt for a run. Of two runs of one attempt, the second is refused; of a frozen task, every one. */
export function takeClaim(
  task: Task | undefined,
  attempt: number,
  run: number,
  frozen: Freeze | null,
  now: Date,
): Fenced {
  const fence = fenced(task, attempt);
  if (!fence.ok) return fence;
  if (frozen) return { ok: false, reason: `#${fence.task.number} is frozen by ${frozen.by}` };
  const { claim } = fence.attempt;
  if (claim !== null)
    return { ok: false, reason: `run ${claim.run} already has attempt ${attempt} of #${fence.task.number}` };
  const claimed = { ...fence.attempt, claim: { run, at: now.toISOString() } };
  return {
    ok: true,
    task: {
      ...fence.task,
      attempt: claimed,
      outbox: fence.task.outbox.filter((entry) => entry.kind !== "dispatch"),
    },
  };
}

/** Whether a run holds the claim of the open attempt: asked before anything is done in its name. */
export function holdsClaim(task: Task | undefined, attempt: number, run: number): Fenced {
  const fence = fenced(task, attempt);
  if (!fence.ok || fence.attempt.claim?.run === run) return fence;
  const reason = `run ${run} does not hold the claim of attempt ${attempt} of #${fence.task.number}`;
  return { ok: false, reason };
}

/** Records the end of an attempt for the run that holds its claim; a stale or foreign run is refused. */
export function recordResult(
  task: Task | undefined,
  attempt: number,
  run: number,
  result: Result,
  limit: number,
  now: Date,
): Fenced {
  const held = holdsClaim(task, attempt, run);
  return held.ok ? { ok: true, task: endAttempt(held.task, result, limit, now) } : held;
}

type Fence =
  | { readonly ok: true; readonly task: Task; readonly attempt: Attempt }
  | { readonly ok: false; readonly reason: string };

function fenced(task: Task | undefined, n: number): Fence {
  if (!task) return { ok: false, reason: "the task is not open any more" };
  const { attempt } = task;
  if (!attempt || attempt.n !== n) {
    return {
      ok: false,
      reason: `#${task.number} is at attempt ${attempt?.n ?? 0}, so attempt ${n} is stale`,
    };
  }
  if (task.stopped) return { ok: false, reason: `#${task.number} was stopped by ${task.stopped.by}` };
  if (!hasOpenAttempt(task))
    return { ok: false, reason: `attempt ${n} of #${task.number} has already ended` };
  return { ok: true, task, attempt };
}

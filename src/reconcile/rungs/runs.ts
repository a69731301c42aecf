/**
 * Rung "stale runs": an attempt whose run ended without a word is lost, and one whose dispatch left no run is dispatched
 * again. A run that publishes in the same moment wins: its ledger commit makes ours lose the race.
 */

import { endStopped } from "../../ledger/stops.ts";
import type { Task } from "../../ledger/task.ts";
import { endAttempt } from "../../ledger/transitions.ts";
import { lostRunText, noRunText } from "../../text/runs.ts";
import { type Draft, openTasks } from "../draft.ts";

/** An unclaimed dispatch is looked for after this time, and sent again when no run of it can be found. Seconds. */
export const LOOK_FOR_DISPATCH = 30;

/** An attempt of which no run ever showed is lost after this time, however often it was dispatched. Seconds. */
const GIVE_UP = 600;

export function readRuns(draft: Draft): void {
  for (const task of openTasks(draft)) {
    if (task.attempt === null || task.attempt.end !== null) continue;
    if (task.attempt.claim && task.stopped) readStopped(draft, task, task.attempt.claim.run);
    else if (task.attempt.claim) readClaimed(draft, task, task.attempt.claim.run);
    else readUnclaimed(draft, task, task.attempt.n);
  }
}

function readClaimed(draft: Draft, task: Task, run: number): void {
  const state = draft.snapshot.observation.runs.get(run)?.state;
  if (state === "ended" || state === "gone") lose(draft, task, lostRunText(run, state));
}

/** Until its run has ended its agent is not free: a machine may take a while to obey. */
function readStopped(draft: Draft, task: Task, run: number): void {
  const state = draft.snapshot.observation.runs.get(run)?.state;
  if (state !== "ended" && state !== "gone") return;
  const ended = endStopped(task, draft.now);
  draft.tasks.set(task.number, ended);
  const { agent, attempt, number } = ended;
  const summary = attempt?.end?.summary ?? "";
  draft.events.push({
    kind: "ended",
    task: number,
    agent,
    attempt: attempt?.n ?? 0,
    how: "stopped",
    summary,
  });
}

function readUnclaimed(draft: Draft, task: Task, attempt: number): void {
  const { dispatched } = draft.snapshot.observation;
  const sent = task.outbox.find((entry) => entry.kind === "dispatch");
  if (draft.frozen(task)) return keepBack(draft, task);
  if (!sent) return dispatchAfter(draft, task, attempt);
  if (dispatched === null || (sent && age(draft, sent.at) < LOOK_FOR_DISPATCH)) return;
  const found = dispatched.get(`${task.number}/${attempt}`);
  if (found?.state === "active") return;
  const { at } = task.attempt ?? {};
  if (!found && at !== undefined && age(draft, at) > GIVE_UP) return lose(draft, task, noRunText(attempt));
  if (found) return lose(draft, task, lostRunText(found.id, "ended"));
  const outbox = task.outbox.filter((entry) => entry.kind !== "dispatch");
  const again = { kind: "dispatch", attempt, at: draft.now.toISOString() } as const;
  draft.tasks.set(task.number, { ...task, outbox: [...outbox, again] });
  const what = `attempt ${attempt} is dispatched again: no run of it was found`;
  draft.events.push({ kind: "changed", task: task.number, agent: task.agent, what });
}

/** What nobody has taken before a freeze is dispatched anew after it: a run that comes meanwhile is refused, and ends. */
function keepBack(draft: Draft, task: Task): void {
  const outbox = task.outbox.filter(({ kind }) => kind !== "dispatch");
  if (outbox.length < task.outbox.length) draft.tasks.set(task.number, { ...task, outbox });
}

function dispatchAfter(draft: Draft, task: Task, attempt: number): void {
  if (!task.attempt) return;
  const at = draft.now.toISOString();
  const outbox = [...task.outbox, { kind: "dispatch", attempt, at } as const];
  // It begins now: what was waited for is no reason to give it up.
  draft.tasks.set(task.number, { ...task, attempt: { ...task.attempt, at }, outbox });
  const what = `attempt ${attempt} is dispatched now that the freeze is over`;
  draft.events.push({ kind: "changed", task: task.number, agent: task.agent, what });
}

function lose(draft: Draft, task: Task, summary: string): void {
  const lost = endAttempt(task, { kind: "lost", summary }, draft.config.limits.attempts, draft.now);
  draft.tasks.set(task.number, lost);
  const { number, agent } = task;
  draft.events.push({
    kind: "ended",
    task: number,
    agent,
    attempt: task.attempt?.n ?? 0,
    how: "lost",
    summary,
  });
  if (lost.state === "escalated") draft.events.push({ kind: "escalated", task: number, agent, why: summary });
}

function age(draft: Draft, at: string): number {
  return (draft.now.getTime() - new Date(at).getTime()) / 1_000;
}

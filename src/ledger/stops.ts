/** A person's word that nobody works on a task any more, or that somebody does again. */
import { branchOf } from "./accept.ts";
import { resumeEscalated } from "./answers.ts";
import { hasOpenAttempt, type Task } from "./task.ts";
import { endAttempt, move, withCancel } from "./transitions.ts";

export interface Word {
  readonly by: string;
  readonly reason: string | null;
}

/** Whether there is anything to stop: an attempt in hand, or one that is due by itself after a failure. */
export function isStoppable(task: Task): boolean {
  return task.stopped === null && (hasOpenAttempt(task) || task.state === "failed");
}

/**
 * From now on no run of the task is heard. An attempt that a run has taken is over only when that run has ended: until then its
 * agent has no other work.
 */
export function stopTask(task: Task, { by, reason }: Word, now: Date): Task {
  const stopped: Task = { ...task, stopped: { by, reason, at: now.toISOString() } };
  if (!hasOpenAttempt(task)) return { ...move(stopped, "escalated"), next: null };
  return task.attempt?.claim ? withCancel(stopped, now) : endStopped(stopped, now);
}

/** The attempt of a stopped task is over: it counts against no limit. */
export function endStopped(task: Task, now: Date): Task {
  const { by, reason } = task.stopped ?? { by: "ghost", reason: null };
  const summary = reason === null ? `Stopped by ${by}` : `Stopped by ${by}: ${reason}`;
  return endAttempt(task, { kind: "stopped", summary }, Number.POSITIVE_INFINITY, now);
}

/** Another attempt by the word of a person: what was counted against the limit counts no more. */
export function retryTask(task: Task, by: string): Task {
  // The pause after a failure is over; what was refused is put right as before.
  if (task.state === "failed") return { ...task, next: task.next && { ...task.next, notBefore: null } };
  const resumed = resumeEscalated(task, { by, text: "" });
  return { ...resumed, next: { cause: task.attempt ? "retry" : "first", notBefore: null } };
}

/** The same task in the hands of another agent. What is on its branch stays there; an empty one gets the new agent's name. */
export function giveTo(task: Task, agent: string): Task {
  return { ...task, agent, branch: task.head === null ? branchOf({ ...task, agent }) : task.branch };
}

/** What is said of a task that a person stopped, took away or wants tried again: why, and what to type next. */
import type { TaskState } from "../domain/task-state.ts";
import { code, prose, sentence } from "./markdown.ts";

export interface Stop {
  readonly by: string;
  readonly reason: string | null;
}

/** `run`: the one that has not ended yet; null when none is at work any more. */
export function stoppedWaitText({ by, reason }: Stop, agent: string, run: number | null): string {
  const why = reason === null ? "." : `: ${prose(sentence(reason))}`;
  if (run !== null)
    return `is being stopped by ${code(`@${by}`)}${why} Run ${run} of ${agent} was told to end, and nothing of it is published any more.`;
  return `was stopped by ${code(`@${by}`)}${why} Type \`/retry\` to let ${agent} try again, \`/retry with <agent>\` to give it to another, or \`/unassign\` to drop it.`;
}

/** `attempt`: the one that was in hand; null when the next one was only due. */
export function stoppedReplyText(agent: string, attempt: number | null): string {
  const what =
    attempt === null
      ? "The next attempt does not start."
      : `Attempt ${attempt} of ${agent} is ended, and nothing of it is published; it counts against no limit.`;
  return `Stopped. ${what} \`/retry\` starts another one, \`/retry with <agent>\` gives it to another agent.`;
}

export function stoppedAlreadyText(by: string): string {
  return `Nothing to stop: ${code(`@${by}`)} has stopped this task. \`/retry\` starts it again.`;
}

export function nothingToStopText(state: TaskState): string {
  return `Nothing to stop: no agent is at work here (the task is ${state}). \`/hold\` keeps it from starting and from being merged, \`/unassign\` drops it.`;
}

export function retryUsageText(): string {
  return "With whom? Type `/retry` for the same agent, or `/retry with <agent>`. To tell the agent something first, type `/tell <text>`.";
}

export function stillEndingText(agent: string): string {
  return `Not yet: the run of ${agent} that was stopped has not ended, and two runs never share a task. The card says when it has; then type \`/retry\`.`;
}

export function nothingToRetryText(state: TaskState): string {
  switch (state) {
    case "queued":
      return "Nothing to retry: the task waits for its turn and starts by itself. `/why` tells what it waits for.";
    case "working":
      return "Nothing to retry: an agent is at work on it. `/stop` ends that attempt; then `/retry` starts another one.";
    case "blocked":
      return "Nothing to retry: it waits for an answer. `/unblock <answer>` lets it go on.";
    case "review":
    case "ready":
      return "Nothing to retry: its work is published. Say in a review what is wrong with it, or `/unassign` it.";
    default:
      return "Nothing to retry here. `/why` tells how the task stands.";
  }
}

export function outsideReachText(agent: string, path: string, pull: number | null): string {
  const where = pull === null ? "its branch" : `its pull request #${pull}`;
  return `Not given to ${code(agent)}: ${where} changes ${code(path)}, which ${agent} may not touch, so it could never be merged as ${agent}'s work. Merge it first and file the rest as an issue of its own that depends on this one, or \`/unassign\` it and start anew.`;
}

export function notItsAgentText(named: string, agent: string): string {
  return `Not unassigned: this task is with ${agent}, not with ${code(named)}. Type \`/unassign\` to take it from ${agent}.`;
}

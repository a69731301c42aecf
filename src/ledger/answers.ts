/** What a person's answer does to a task that waits for one. */
import { openBlockers, type Task } from "./task.ts";
import { move } from "./transitions.ts";

export interface Answer {
  readonly by: string;
  readonly text: string;
}

/** Answers the blocker `id`, or every open one; when none is left open, the task waits for its turn to resume. */
export function answerBlockers(task: Task, id: string | null, answer: Answer, now: Date): Task {
  const given = { ...answer, at: now.toISOString() };
  const blockers = task.blockers.map((blocker) =>
    blocker.answer === null && (id === null || blocker.id === id) ? { ...blocker, answer: given } : blocker,
  );
  const answered = { ...task, blockers };
  if (openBlockers(answered).length > 0 || task.state !== "blocked") return answered;
  return { ...move(answered, "queued"), next: { cause: "resume", notBefore: null } };
}

/**
 * A maintainer answers for what is on the branch: it is judged again instead of worked on again. A task in any other state is as it
 * was.
 */
export function reviewAgain(task: Task): Task {
  if (task.state !== "failed" && task.state !== "escalated") return task;
  const unneeded = task.next?.cause === "rework" ? 1 : 0;
  return { ...move(task, "review"), reworks: task.reworks - unneeded, feedback: [], next: null };
}

/** A person decided that an escalated task goes on: counts start again, and their word reaches the agent. */
export function resumeEscalated(task: Task, answer: Answer): Task {
  const feedback =
    answer.text === "" ? task.feedback : [...task.feedback, `@${answer.by} says: ${answer.text}`];
  return {
    ...move(task, "queued"),
    retries: 0,
    reworks: 0,
    feedback,
    // A pull request that was closed is not opened again: what comes next gets its own.
    pull: null,
    next: { cause: "resume", notBefore: null },
  };
}

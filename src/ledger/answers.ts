/** What a person's answer does to a task that waits for one. */
import { parkingBlockers, type Task } from "./task.ts";
import { move } from "./transitions.ts";

export interface Answer {
  readonly by: string;
  readonly text: string;
}

/** By the blocker's id: the words for the agent, and whether they let stand what the work assumed. */
export type Answers = ReadonlyMap<string, { readonly text: string; readonly confirms: boolean }>;

/**
 * Answers open blockers. When none is left that parks it, the task waits for its turn to resume; work that was built on something
 * else than what is answered now is taken up again.
 */
export function answerBlockers(task: Task, answers: Answers, by: string, now: Date): Task {
  const given = (text: string) => ({ by, text, at: now.toISOString() });
  const isAnswered = ({ answer, id }: Task["blockers"][number]) => answer === null && answers.has(id);
  const blockers = task.blockers.map((blocker) =>
    isAnswered(blocker) ? { ...blocker, answer: given(answers.get(blocker.id)?.text ?? "") } : blocker,
  );
  const answered = { ...task, blockers };
  const otherwise = task.blockers.some(
    (blocker) =>
      isAnswered(blocker) && blocker.proceeding !== null && answers.get(blocker.id)?.confirms === false,
  );
  // What was blocked before it started, or between two attempts, goes on with what was due.
  const due = task.next ?? { cause: task.attempt ? "resume" : "first", notBefore: null };
  if (otherwise && (task.state === "review" || task.state === "ready"))
    return { ...move(answered, "queued"), next: due };
  if (parkingBlockers(answered).length > 0 || task.state !== "blocked") return answered;
  return { ...move(answered, "queued"), next: due };
}

/**
 * A maintainer answers for what is on the branch: it is judged again instead of worked on again. A task in any other state is as it
 * was.
 */
export function reviewAgain(task: Task): Task {
  if (task.state !== "failed" && task.state !== "escalated") return task;
  const unneeded = task.next?.cause === "rework" ? 1 : 0;
  return {
    ...move(task, "review"),
    reworks: task.reworks - unneeded,
    feedback: [],
    next: null,
    stopped: null,
  };
}

/** A person decided that an escalated task goes on: counts start again, and their word reaches the agent. */
export function resumeEscalated(task: Task, answer: Answer): Task {
  const feedback =
    answer.text === "" ? task.feedback : [...task.feedback, `@${answer.by} says: ${answer.text}`];
  return {
    ...move(task, "queued"),
    retries: 0,
    reworks: 0,
    stopped: null,
    feedback,
    // A pull request that was closed is not opened again: what comes next gets its own.
    pull: null,
    next: { cause: "resume", notBefore: null },
  };
}

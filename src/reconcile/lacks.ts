/** What a task's issue leaves open, for as long as that can still help the work: until it is published. */
import type { Lack } from "../domain/lack.ts";
import type { Task } from "../ledger/task.ts";
import { lintTask } from "../planning/task-lint.ts";
import { type Draft, textOf } from "./draft.ts";

export function lacksOf(draft: Draft, { end, number, state }: Task): readonly Lack[] {
  const issue = draft.snapshot.observation.issues.get(number);
  const isOver = end !== null || state === "review" || state === "ready" || state === "done";
  return issue && !isOver ? lintTask(issue.title, textOf(draft, issue)) : [];
}

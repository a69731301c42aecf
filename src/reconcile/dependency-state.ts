/** How an issue stands on which a task depends: by its own task, or else by what GitHub shows of it. */
import type { DependencyState } from "../domain/dependency.ts";
import type { Draft } from "./draft.ts";

export function dependencyState(draft: Draft, number: number): DependencyState {
  const task = draft.tasks.get(number);
  if (task?.state === "done") return "done";
  const issue = draft.snapshot.observation.issues.get(number);
  if (!issue) return "missing";
  if (issue.state === "open") return "open";
  return issue.state === "completed" ? "done" : "dropped";
}

/** The priority of a task, by whose word and since when; without one it is the usual. */
import type { LedgerEvent } from "../domain/ledger-event.ts";
import { type Priority, USUAL_PRIORITY } from "../domain/priority.ts";
import type { Task } from "./task.ts";

export function priorityOf({ priority }: Pick<Task, "priority">): Priority {
  return priority?.level ?? USUAL_PRIORITY;
}

/** `level` null: the usual one again. `at`: when the person said so. */
export function setPriority(
  task: Task,
  level: Priority | null,
  by: string,
  at: Date,
): { readonly task: Task; readonly events: readonly LedgerEvent[] } {
  const what = level === null ? `no priority any more, by ${by}` : `priority ${level}, by ${by}`;
  return {
    task: { ...task, priority: { level, by, at: at.toISOString() } },
    events: [{ kind: "changed", task: task.number, agent: task.agent, what }],
  };
}

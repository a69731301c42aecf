/** What a granted amendment does to a task: from then on its lease, its gates and its next packet follow. */
import type { Amendment, Task } from "./task.ts";

export function amendScope(task: Task, { add, remove }: Pick<Amendment, "add" | "remove">): Task {
  const kept = task.scope.filter((glob) => !remove.includes(glob));
  return { ...task, scope: [...new Set([...kept, ...add])] };
}

/** How many globs were added since the first attempt, or are asked for. */
export function addedGlobs({ added, amendments }: Task): number {
  return added + amendments.reduce((sum, { add }) => sum + add.length, 0);
}

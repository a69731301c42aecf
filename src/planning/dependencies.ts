/** Dependencies between tasks: what a task still waits for, and circles that would wait for ever. */
import type { DependencyState } from "../domain/dependency.ts";
import type { Wait } from "../domain/wait.ts";
import type { Task } from "../ledger/task.ts";

/** The first dependency that is not done, or the circle that leads from the task back to it; null when nothing is in the way. */
export function dependencyWait(
  task: Task,
  tasks: ReadonlyMap<number, Task>,
  stateOf: (issue: number) => DependencyState,
): Wait | null {
  for (const on of task.dependsOn) {
    const state = stateOf(on);
    if (state === "done") continue;
    const through = circle(task.number, tasks);
    return through ? { kind: "cycle", through } : { kind: "dependency", on, state };
  }
  return null;
}

/** A shortest way from a task through its dependencies back to it; null when there is none. */
function circle(from: number, tasks: ReadonlyMap<number, Task>): readonly number[] | null {
  const cameFrom = new Map<number, number>();
  const queue = [from];
  for (const at of queue) {
    for (const on of tasks.get(at)?.dependsOn ?? []) {
      if (on === from) return wayTo(at, from, cameFrom);
      if (cameFrom.has(on)) continue;
      cameFrom.set(on, at);
      queue.push(on);
    }
  }
  return null;
}

function wayTo(end: number, from: number, cameFrom: ReadonlyMap<number, number>): readonly number[] {
  const way = [end];
  for (let at = end; at !== from; ) {
    at = cameFrom.get(at) ?? from;
    way.unshift(at);
  }
  return way;
}

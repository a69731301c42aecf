/** Whether globs may be added to the scope of a task that is in hand: inside of its agent's boundary, and held by nobody else. */
import type { Config } from "../config/schema.ts";
import { taskReach } from "../config/task-reach.ts";
import type { Amendable } from "../domain/amendable.ts";
import { holdsLease, type Task } from "../ledger/task.ts";
import { isInside } from "../scope/is-inside.ts";
import { exampleOf, overlap } from "../scope/overlap.ts";
import { type CompiledReach, compileReach } from "../scope/reach.ts";

export function amendable(
  task: Task,
  globs: readonly string[],
  tasks: Iterable<Task>,
  { config, reachOf }: { readonly config: Config; readonly reachOf: (task: Task) => CompiledReach },
): Amendable {
  for (const glob of globs) {
    const reach = taskReach({ agent: task.agent, scope: [glob] }, config);
    const inside = isInside([glob], reach.allow);
    if (inside.kind !== "inside")
      return { kind: "outside", glob, path: inside.kind === "outside" ? inside.path : null };
    if (exampleOf(compileReach(reach)).kind === "none") return { kind: "outside", glob, path: null };
  }
  if (globs.length === 0) return { kind: "free" };
  const wanted = compileReach(taskReach({ agent: task.agent, scope: globs }, config));
  for (const other of tasks) {
    if (other.number === task.number || !holdsLease(other)) continue;
    const found = overlap(wanted, reachOf(other));
    if (found.kind === "disjoint") continue;
    // What nobody can be sure of is taken for taken.
    const path = found.kind === "overlaps" ? found.path : null;
    return { kind: "taken", holder: other.number, agent: other.agent, path };
  }
  return { kind: "free" };
}

/** The compiled reaches of tasks, each compiled once for as long as the caller keeps the function: for one pass. */
import type { Config } from "../config/schema.ts";
import { taskReach } from "../config/task-reach.ts";
import type { Task } from "../ledger/task.ts";
import { type CompiledReach, compileReach, type Reach } from "../scope/reach.ts";

export function reachOfTasks(config: Config): (task: Task) => CompiledReach {
  const compiled = new Map<string, CompiledReach>();
  const known = new WeakMap<Task, CompiledReach>();
  return (task) => {
    const reach = known.get(task) ?? compiledOnce(taskReach(task, config));
    known.set(task, reach);
    return reach;
  };

  /** Tasks with the same scope and agent have one and the same reach. */
  function compiledOnce(reach: Reach): CompiledReach {
    const key = JSON.stringify(reach);
    const found = compiled.get(key) ?? compileReach(reach);
    compiled.set(key, found);
    return found;
  }
}

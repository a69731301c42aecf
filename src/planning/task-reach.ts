/** The compiled reaches of tasks, each compiled once for as long as the caller keeps the function: for one pass. */
import type { Config } from "../config/schema.ts";
import { taskReach } from "../config/task-reach.ts";
import type { Task } from "../ledger/task.ts";
import { type CompiledReach, compileReach } from "../scope/reach.ts";

export function reachOfTasks(config: Config): (task: Task) => CompiledReach {
  const compiled = new Map<string, CompiledReach>();
  return (task) => {
    const reach = taskReach(task, config);
    const key = JSON.stringify(reach);
    const found = compiled.get(key) ?? compileReach(reach);
    compiled.set(key, found);
    return found;
  };
}

/** What keeps a task from changing hands. */
import type { Config } from "../config/schema.ts";
import { taskReach } from "../config/task-reach.ts";
import type { Task } from "../ledger/task.ts";
import { compileReach, inReach } from "../scope/reach.ts";
import { outsideReachText } from "../text/stops.ts";

/** What is on the branch already is judged as the new agent's from then on: it must be within what that agent may touch. */
export function handoverProblem(task: Task, agent: string, config: Config): string | null {
  if (task.head === null) return null;
  const reach = compileReach(taskReach({ ...task, agent }, config));
  const outside = task.changed.find((path) => !inReach(reach, path).ok);
  return outside === undefined ? null : outsideReachText(agent, outside, task.pull);
}

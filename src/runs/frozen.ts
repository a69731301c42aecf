/** Whether a task is frozen, by what holds now: asked before a claim is taken and before anything is published. */
import { taskReach } from "../config/task-reach.ts";
import type { Freeze } from "../domain/freeze.ts";
import { frozenBy } from "../ledger/freeze.ts";
import type { Task } from "../ledger/task.ts";
import { compileReach } from "../scope/reach.ts";
import type { Standing } from "./ports.ts";

export function frozenNow(
  { config, ledger }: Pick<Standing, "config" | "ledger">,
  task: Task | undefined,
  now: Date,
): Freeze | null {
  if (!task) return null;
  return frozenBy(ledger.desk.freeze, () => compileReach(taskReach(task, config)), now);
}

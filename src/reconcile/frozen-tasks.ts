/** Which freeze holds which task, as people's words of this pass have it; each is found out once. */
import type { Freeze } from "../domain/freeze.ts";
import { frozenBy } from "../ledger/freeze.ts";
import type { Task } from "../ledger/task.ts";
import type { CompiledReach } from "../scope/reach.ts";
import type { Spoken } from "./draft.ts";

export function frozenTasks(
  spoken: Pick<Spoken, "freeze">,
  reachOf: (task: Task) => CompiledReach,
  now: Date,
): (task: Task) => Freeze | null {
  let known = new Map<CompiledReach, Freeze | null>();
  let about = spoken.freeze;
  return (task) => {
    const { freeze } = spoken;
    if (freeze === null || freeze.scope.length === 0) return frozenBy(freeze, () => reachOf(task), now);
    if (about !== freeze) known = new Map();
    about = freeze;
    const reach = reachOf(task);
    const found = known.has(reach) ? (known.get(reach) ?? null) : frozenBy(freeze, () => reach, now);
    known.set(reach, found);
    return found;
  };
}

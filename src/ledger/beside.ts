/** The open agent pull requests of a repository side by side, in the order in which they should land. */
import { digest } from "../domain/digest.ts";
import type { LandingReason } from "../domain/other-pull.ts";
import type { Pull } from "../domain/pull.ts";
import { landingOrder } from "./landing-order.ts";
import type { Task } from "./task.ts";

export interface OpenPull {
  readonly task: Task;
  readonly pull: Pull;
}

export interface Beside {
  /** The first to land comes first. */
  readonly open: readonly OpenPull[];
  /** Changes when one of them opens, closes or moves, and when the order does; otherwise never. */
  readonly facts: string;
  before(one: number, other: number): { readonly first: boolean; readonly because: LandingReason };
}

export function pullsBeside(tasks: ReadonlyMap<number, Task>, pulls: readonly Pull[]): Beside {
  const { before } = landingOrder(tasks);
  const newest = pulls
    .filter(({ fromFork, state }) => state === "open" && !fromFork)
    .toSorted((a, b) => b.number - a.number);
  const byBranch = Map.groupBy(newest, ({ branch }) => branch);
  const open = [...tasks.values()]
    .filter(({ end }) => end === null)
    .flatMap((task) => {
      const found = byBranch.get(task.branch) ?? [];
      const pull =
        found.find(({ number }) => number === task.pull) ?? (task.pull === null ? found[0] : undefined);
      return pull ? [{ task, pull }] : [];
    })
    .toSorted((a, b) => (before(a.task.number, b.task.number).first ? -1 : 1));
  const list = JSON.stringify(open.map(({ task, pull }) => [task.number, pull.head]));
  return { open, before, facts: digest(list) };
}

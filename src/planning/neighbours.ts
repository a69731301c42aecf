/**
 * Tasks found again by the paths that they may touch. Of ten thousand tasks only a few lie near any other: comparing each
 * with each would make a pass take a hundred times as long for ten times the tasks.
 */
import type { Task } from "../ledger/task.ts";
import type { CompiledReach } from "../scope/reach.ts";

export interface Neighbours {
  add(task: Task): void;
  /** Those whose paths may meet this reach, the first added first. Of several with the same reach, only the first. */
  near(reach: CompiledReach): readonly Task[];
}

/** Two reaches can share a path only if a literal prefix of one starts with one of the other's. */
export function createNeighbours(reachOf: (task: Task) => CompiledReach): Neighbours {
  const tasks: Task[] = [];
  const known = new Set<CompiledReach>();
  /** Places in `tasks`, by prefix; and by every shorter beginning of a prefix. */
  const at = new Map<string, number[]>();
  const below = new Map<string, number[]>();

  return { add, near };

  function add(task: Task): void {
    const reach = reachOf(task);
    if (known.has(reach)) return;
    known.add(reach);
    const place = tasks.push(task) - 1;
    for (const prefix of reach.prefixes) {
      put(at, prefix, place);
      for (let end = 0; end < prefix.length; end += 1) put(below, prefix.slice(0, end), place);
    }
  }

  function near({ prefixes }: CompiledReach): readonly Task[] {
    const places = new Set<number>();
    const collect = (found: readonly number[] | undefined) => {
      for (const place of found ?? []) places.add(place);
    };
    for (const prefix of prefixes) {
      for (let end = 0; end <= prefix.length; end += 1) collect(at.get(prefix.slice(0, end)));
      collect(below.get(prefix));
    }
    return [...places].toSorted((a, b) => a - b).flatMap((place) => tasks[place] ?? []);
  }
}

function put(map: Map<string, number[]>, key: string, place: number): void {
  const found = map.get(key);
  if (found) found.push(place);
  else map.set(key, [place]);
}

/**
 * Tasks found again by the paths that they may touch. Of ten thousand tasks only a few lie near any other: comparing each
 * with each would make a pass take a hundred times as long for ten times the tasks.
 */
import type { Task } from "../ledger/task.ts";
import { addGlob, emptyTrie, ownersMeeting } from "../scope/glob-trie.ts";
import { parsedGlobs } from "../scope/parsed-globs.ts";
import type { CompiledReach } from "../scope/reach.ts";

export interface Neighbours {
  add(task: Task): void;
  /** Those whose paths may meet this reach, the first added first. Of several with the same reach, only the first. */
  near(reach: CompiledReach): readonly Task[];
}

/** Two reaches can share a path only if their scopes can: boundaries take away, and are looked at afterwards. */
export function createNeighbours(reachOf: (task: Task) => CompiledReach): Neighbours {
  const tasks: Task[] = [];
  const known = new Set<CompiledReach>();
  const held = emptyTrie();
  return {
    add: (task) => {
      const reach = reachOf(task);
      if (known.has(reach)) return;
      known.add(reach);
      const place = tasks.push(task) - 1;
      for (const glob of parsedGlobs(reach.source.scope)) addGlob(held, glob, place);
    },
    near: (reach) => {
      const places = [...ownersMeeting(held, reach.scope())];
      return places.toSorted((a, b) => a - b).flatMap((place) => tasks[place] ?? []);
    },
  };
}

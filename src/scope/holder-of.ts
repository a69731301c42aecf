/** Which of many tasks holds a path: one question for all of their reaches. */
import { parsedGlobs } from "./parsed-globs.ts";
import { invalidPath } from "./path.ts";
import type { CompiledReach } from "./reach.ts";
import { scopeIndex } from "./scope-index.ts";

export interface Held {
  readonly task: number;
  readonly reach: CompiledReach;
}

/** The first of `held` whose reach has the path; null for none, and for what is no path. Nothing is made ready before it is asked. */
export function holderOf(held: () => readonly Held[]): (path: string) => number | null {
  let near: ((path: string) => readonly Held[]) | undefined;
  return (path) => {
    if (invalidPath(path) !== null) return null;
    near ??= index(held());
    return near(path).find(({ reach }) => reach.judge(path).ok)?.task ?? null;
  };
}

function index(held: readonly Held[]): (path: string) => readonly Held[] {
  const scopes = held.map(({ reach }) => parsedGlobs(reach.source.scope));
  return scopeIndex(scopes, (places) => places.flatMap((place) => held[place] ?? []));
}

/**
 * Questions about sets of paths, answered exactly and with a shortest example: can two reaches share a path, is one set
 * of globs inside another, is there anything within reach at all?
 */
import { both, without } from "./automaton.ts";
import { globAutomaton } from "./glob-automaton.ts";
import { pathAutomaton } from "./path-automaton.ts";
import { type CompiledReach, parsedGlobs } from "./reach.ts";
import { type Shortest, shortest } from "./shortest.ts";

export type Overlap =
  /** `path` is a shortest path within both. */
  | { readonly kind: "overlaps"; readonly path: string }
  | { readonly kind: "disjoint" }
  /** The globs are too intricate to be sure; treat as overlapping. */
  | { readonly kind: "undecided" };

export function overlap(a: CompiledReach, b: CompiledReach): Overlap {
  if (farApart(a.prefixes, b.prefixes)) return { kind: "disjoint" };
  const found = shortest(both(a.paths, b.paths));
  switch (found.kind) {
    case "found":
      return { kind: "overlaps", path: found.path };
    case "none":
      return { kind: "disjoint" };
    case "undecided":
      return found;
    default:
      return found satisfies never;
  }
}

function farApart(a: readonly string[], b: readonly string[]): boolean {
  return !a.some((one) => b.some((other) => one.startsWith(other) || other.startsWith(one)));
}

/**
 * A shortest valid path that some glob of `inner` matches and none of `outer`; `none` when `inner` lies
 * inside `outer`.
 */
export function outside(inner: readonly string[], outer: readonly string[]): Shortest {
  const paths = both(globAutomaton(parsedGlobs(inner)), pathAutomaton);
  return shortest(without(paths, globAutomaton(parsedGlobs(outer))));
}

/** A shortest path within reach; `none` when the scope lies outside of the boundary. */
export function exampleOf(reach: CompiledReach): Shortest {
  return shortest(reach.paths);
}

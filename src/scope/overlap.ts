/**
 * Questions about reaches, answered exactly and with a shortest example: can the leases of two share a path, is there
 * anything within reach at all?
 */
import { ownersMeeting } from "./glob-trie.ts";
import { globsMeet } from "./globs-meet.ts";
import type { CompiledReach } from "./reach.ts";
import { type ReachGlobs, sharedPaths } from "./shared-paths.ts";
import { type Shortest, shortest } from "./shortest.ts";

export type Overlap =
  /** `path` is a shortest path that both would hold. */
  | { readonly kind: "overlaps"; readonly path: string }
  | { readonly kind: "disjoint" }
  /** The globs are too intricate to be sure; treat as overlapping. */
  | { readonly kind: "undecided" };

export function overlap(a: CompiledReach, b: CompiledReach): Overlap {
  if (globsMeet(a.codes(), b.codes()) === false) return { kind: "disjoint" };
  const near = ownersMeeting(a.scope(), b.scope());
  if (near.size === 0) return { kind: "disjoint" };
  const reaches = a === b ? [a.leased] : [only(a, near), only(b, ownersMeeting(b.scope(), a.scope()))];
  const found = shortestOf(reaches);
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

/** A shortest path within reach; `none` when the scope lies outside of the boundary. */
export function exampleOf({ globs }: CompiledReach): Shortest {
  return shortestOf([globs]);
}

/** The reach without what of its scope meets nothing of the other's. */
function only({ leased }: CompiledReach, near: ReadonlySet<number>): ReachGlobs {
  return { ...leased, scope: leased.scope.filter((_, at) => near.has(at)) };
}

function shortestOf(reaches: readonly ReachGlobs[]): Shortest {
  const paths = sharedPaths(reaches);
  return paths === null ? { kind: "undecided" } : shortest(paths);
}

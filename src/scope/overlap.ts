/**
 * Questions about reaches, answered exactly and with a shortest example: can the leases of two share a path, is there
 * anything within reach at all?
 */
import { both } from "./automaton.ts";
import { ownersMeeting } from "./glob-trie.ts";
import type { CompiledReach } from "./reach.ts";
import { type Shortest, shortest } from "./shortest.ts";

export type Overlap =
  /** `path` is a shortest path that both would hold. */
  | { readonly kind: "overlaps"; readonly path: string }
  | { readonly kind: "disjoint" }
  /** The globs are too intricate to be sure; treat as overlapping. */
  | { readonly kind: "undecided" };

export function overlap(a: CompiledReach, b: CompiledReach): Overlap {
  if (ownersMeeting(a.scope(), b.scope()).size === 0) return { kind: "disjoint" };
  const found = shortest(both(a.leased(), b.leased()));
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
export function exampleOf(reach: CompiledReach): Shortest {
  return shortest(reach.paths());
}

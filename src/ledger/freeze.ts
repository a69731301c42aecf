/**
 * The freeze in the ledger, and the one question about it: is this task frozen, by whom, and until when? Whoever starts, claims,
 * publishes, calls ready or merges anything asks it here.
 */
import { z } from "zod";
import { type Freeze as Facts, isOver } from "../domain/freeze.ts";
import { parseGlob } from "../scope/glob.ts";
import { overlap } from "../scope/overlap.ts";
import { type CompiledReach, compileReach } from "../scope/reach.ts";

const instant = z.iso.datetime();

export const Freeze = z.strictObject({
  by: z.string(),
  at: instant,
  until: instant.nullable(),
  scope: z.array(z.string().refine((text) => parseGlob(text).ok, "is not a glob of the dialect")),
  reason: z.string().nullable(),
  drain: z.boolean(),
});
export type Freeze = z.infer<typeof Freeze>;

/**
 * The freeze that holds a task of this reach; null when none does. What may share a path with it is held, and so is what nobody can
 * tell apart from that. A reach is asked for only where it matters.
 */
export function frozenBy(freeze: Facts | null, reach: () => CompiledReach, now: Date): Facts | null {
  if (freeze === null || isOver(freeze, now)) return null;
  if (freeze.scope.length === 0) return freeze;
  // Shared paths that several tasks may have in hand at once are no lease, but they can be frozen.
  const { common: _common, ...all } = reach().source;
  const where = compileReach({ scope: freeze.scope, allow: ["**"], forbid: [] });
  return overlap(compileReach(all), where).kind === "disjoint" ? null : freeze;
}

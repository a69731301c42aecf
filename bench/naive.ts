/** What writing every effect by itself would take: one REST request for each thing that changes. */
import type { Effect } from "../src/domain/effect.ts";
import { isBatched } from "../src/github/batch.ts";
import type { Pass } from "../src/reconcile/reconcile.ts";

/** Of the effects that passes send together: the REST requests that they would be one by one. */
export function batchedAsRest(passes: readonly Pass[]): number {
  return passes
    .flatMap(({ applied }) => [...new Set(applied.map(({ effect }) => effect))])
    .filter((effect) => isBatched(effect))
    .reduce((sum, effect) => sum + restRequests(effect), 0);
}

/** REST adds labels together but takes each one off by a request of its own: https://docs.github.com/en/rest/issues/labels */
function restRequests(effect: Effect): number {
  return effect.kind === "labels" ? (effect.add.length > 0 ? 1 : 0) + effect.remove.length : 1;
}

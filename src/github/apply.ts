/**
 * Carries effects out. Creations leave singly and once; idempotent updates leave together in one mutation, each judged by its
 * own result. An effect that fails does not stop the others: what is still missing shows in the next observation.
 */
import type { Effect } from "../domain/effect.ts";
import type { ObservedRepository } from "../domain/observation.ts";
import type { Applied } from "./applied.ts";
import { applyBatch, type BatchedEffect, isBatched } from "./batch.ts";
import type { Client } from "./client.ts";
import { type Creation, create } from "./create.ts";

export interface ApplyInput {
  readonly repository: ObservedRepository;
  /** Node ids of existing labels by name. */
  readonly labels: ReadonlyMap<string, string>;
  readonly effects: readonly Effect[];
  /** Asked before each comment and issue: whether it is too late to send it. Never, unless told. */
  readonly late?: () => boolean;
}

const TOO_LATE = "not sent: it was recorded too long ago, and may have been sent by another process since";

/** Labels first, for the batch sets them; then branches before their pull requests; dispatches last, when all that they rest on is there. */
export async function apply(
  client: Client,
  { repository, labels, effects, late = () => false }: ApplyInput,
): Promise<readonly Applied[]> {
  const applied: Applied[] = [];
  const known = new Map(labels);
  const creations = effects.filter((effect): effect is Creation => !isBatched(effect));
  const first = creations.filter(({ kind }) => kind === "label" || kind === "branch" || kind === "pull");
  const last = creations.filter((effect) => !first.includes(effect));
  for (const effect of first) applied.push(await create(client, repository, known, effect));
  const batched = effects.filter((effect): effect is BatchedEffect => isBatched(effect));
  applied.push(...(await applyBatch(client, repository, known, batched)));
  for (const effect of last) {
    if ((effect.kind === "comment" || effect.kind === "issue") && late())
      applied.push({ effect, result: "uncertain", message: TOO_LATE });
    else applied.push(await create(client, repository, known, effect));
  }
  return applied;
}

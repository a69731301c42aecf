/** What all mutations share: each part of a document is a transaction of its own, and gives its clientMutationId back. */
import { type Need, requireAccess } from "../../caller.ts";
import type { Context } from "../context.ts";

export interface MutationArguments<Input> {
  readonly input: Input & { readonly clientMutationId?: string | null };
}

/**
 * Does the work and answers with its payload; what it throws undoes this part alone. `work` finds its records by id first
 * and then asks for permission, so that an id that names nothing is NOT_FOUND whoever asks, as on GitHub.
 */
export async function mutate<Payload extends object>(
  { world }: Context,
  { input }: MutationArguments<unknown>,
  work: () => Payload | Promise<Payload>,
) {
  const payload = await world.transaction(work);
  return { clientMutationId: input.clientMutationId ?? null, ...payload };
}

/** Throws GitHub's refusal unless the caller may write so. */
export function demandWrite({ world, caller }: Context, need: Need): void {
  requireAccess(world, caller, need);
}

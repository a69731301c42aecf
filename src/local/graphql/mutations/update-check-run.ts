/** `updateCheckRun`: changes what is given; only the App that made the run may. */
import { needs } from "../../caller.ts";
import { updateCheckRun as update } from "../../operations/check-run.ts";
import type { Context } from "../context.ts";
import { checkRunNode } from "../nodes/check-run.ts";
import { type CheckRunFields, checkRunChange } from "./check-run-input.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";
import { checkRepositoryId, checkRunById } from "./subject.ts";

export function updateCheckRun(
  context: Context,
  args: MutationArguments<CheckRunFields & { readonly checkRunId: string; readonly name?: string | null }>,
) {
  const { input } = args;
  return mutate(context, args, () => {
    checkRepositoryId(context, input.repositoryId);
    const before = checkRunById(context, input.checkRunId);
    demandWrite(context, needs.writeChecks);
    const run = update(context, before, { ...checkRunChange(input), name: input.name ?? undefined });
    return { checkRun: checkRunNode(context, run) };
  });
}

/** `createCheckRun`: a new run on a commit each time; only Apps may. */
import { needs } from "../../caller.ts";
import { createCheckRun as create } from "../../operations/check-run.ts";
import type { Context } from "../context.ts";
import { checkRunNode } from "../nodes/check-run.ts";
import { type CheckRunFields, checkRunChange } from "./check-run-input.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";
import { checkRepositoryId } from "./subject.ts";

export function createCheckRun(
  context: Context,
  args: MutationArguments<CheckRunFields & { readonly name: string; readonly headSha: string }>,
) {
  const { input } = args;
  return mutate(context, args, async () => {
    checkRepositoryId(context, input.repositoryId);
    demandWrite(context, needs.writeChecks);
    const run = await create(context, { ...checkRunChange(input), name: input.name, headSha: input.headSha });
    return { checkRun: checkRunNode(context, run) };
  });
}

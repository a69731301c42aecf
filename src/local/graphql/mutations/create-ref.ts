/** `createRef`: atomic; of two that create one name, one is refused. */
import { needs } from "../../caller.ts";
import { createRef as create } from "../../operations/ref.ts";
import type { Context } from "../context.ts";
import { refNode } from "../nodes/ref.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";
import { checkRepositoryId } from "./subject.ts";

export function createRef(
  context: Context,
  args: MutationArguments<{ readonly repositoryId: string; readonly name: string; readonly oid: string }>,
) {
  const { repositoryId, name, oid } = args.input;
  return mutate(context, args, async () => {
    checkRepositoryId(context, repositoryId);
    demandWrite(context, needs.writeContents);
    await create(context, name, oid);
    return { ref: await refNode(context, name) };
  });
}

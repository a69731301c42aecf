/** `updateRef`: without `force`, only to a descendant of where it is. */
import { needs } from "../../caller.ts";
import { updateRef as update } from "../../operations/ref.ts";
import { type Context, isVisible } from "../context.ts";
import { nodeNotFound } from "../failure.ts";
import { parseGitNodeId } from "../git-node-id.ts";
import { refNode } from "../nodes/ref.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";

export function updateRef(
  context: Context,
  args: MutationArguments<{ readonly refId: string; readonly oid: string; readonly force: boolean | null }>,
) {
  const { refId, oid, force } = args.input;
  return mutate(context, args, async () => {
    const ref = parseGitNodeId(refId);
    if (ref?.kind !== "ref" || !isVisible(context)) throw nodeNotFound(refId);
    demandWrite(context, needs.writeContents);
    await update(context, ref.name, oid, force ?? false);
    return { ref: await refNode(context, ref.name) };
  });
}

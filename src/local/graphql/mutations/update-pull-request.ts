/** `updatePullRequest`: title and body. */
import { needs } from "../../caller.ts";
import { updatePull } from "../../operations/pull.ts";
import type { Context } from "../context.ts";
import { pullNode } from "../nodes/pull.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";
import { pullById } from "./subject.ts";

export function updatePullRequest(
  context: Context,
  args: MutationArguments<{
    readonly pullRequestId: string;
    readonly title?: string | null;
    readonly body?: string | null;
  }>,
) {
  const { pullRequestId, title, body } = args.input;
  return mutate(context, args, async () => {
    const pull = pullById(context, pullRequestId);
    demandWrite(context, needs.writePulls);
    const change = { ...(title == null ? {} : { title }), ...(body == null ? {} : { body }) };
    return { pullRequest: pullNode(context, await updatePull(context, pull, change)) };
  });
}

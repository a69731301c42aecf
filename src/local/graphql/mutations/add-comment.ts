/** `addComment`: a comment on an issue or pull request. Sent twice, it is there twice. */
import { needs } from "../../caller.ts";
import { createComment } from "../../operations/comment.ts";
import { formatCursor } from "../connection.ts";
import type { Context } from "../context.ts";
import { commentNode } from "../nodes/comment.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";
import { threadById, threadNode } from "./subject.ts";

export function addComment(
  context: Context,
  args: MutationArguments<{ readonly subjectId: string; readonly body: string }>,
) {
  const { subjectId, body } = args.input;
  return mutate(context, args, () => {
    const thread = threadById(context, subjectId);
    demandWrite(context, needs.discuss);
    const comment = createComment(context, thread, body);
    return {
      commentEdge: { cursor: formatCursor([comment.id]), node: commentNode(context, comment) },
      subject: threadNode(context, thread.id),
    };
  });
}

/** `updateIssueComment`: rewrites a comment; people may rewrite their own, and others' when they may push. */
import { needs } from "../../caller.ts";
import { editComment } from "../../operations/comment.ts";
import type { Context } from "../context.ts";
import { commentNode } from "../nodes/comment.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";
import { commentById } from "./subject.ts";

export function updateIssueComment(
  context: Context,
  args: MutationArguments<{ readonly id: string; readonly body: string }>,
) {
  return mutate(context, args, () => {
    const comment = commentById(context, args.input.id);
    const isOwn = comment.userId === context.caller.user.id;
    demandWrite(context, isOwn ? needs.discuss : needs.manageLabels);
    return { issueComment: commentNode(context, editComment(context, comment, args.input.body)) };
  });
}

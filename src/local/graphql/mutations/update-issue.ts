/** `updateIssue`: title and body; authors may edit their own. */
import { needs } from "../../caller.ts";
import { updateIssue as update } from "../../operations/issue.ts";
import type { Context } from "../context.ts";
import { issueNode } from "../nodes/issue.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";
import { issueById } from "./subject.ts";

export function updateIssue(
  context: Context,
  args: MutationArguments<{
    readonly id: string;
    readonly title?: string | null;
    readonly body?: string | null;
  }>,
) {
  const { id, title, body } = args.input;
  return mutate(context, args, () => {
    const issue = issueById(context, id);
    demandWrite(context, issue.userId === context.caller.user.id ? needs.discuss : needs.writeIssues);
    const change = { ...(title == null ? {} : { title }), ...(body == null ? {} : { body }) };
    return { issue: issueNode(context, update(context, issue, change)) };
  });
}

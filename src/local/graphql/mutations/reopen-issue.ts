/** `reopenIssue`: one that is open stays as it is. Authors may reopen their own. */
import { needs } from "../../caller.ts";
import { updateIssue } from "../../operations/issue.ts";
import type { Context } from "../context.ts";
import { issueNode } from "../nodes/issue.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";
import { issueById } from "./subject.ts";

export function reopenIssue(context: Context, args: MutationArguments<{ readonly issueId: string }>) {
  return mutate(context, args, () => {
    const issue = issueById(context, args.input.issueId);
    demandWrite(context, issue.userId === context.caller.user.id ? needs.discuss : needs.triage);
    return { issue: issueNode(context, updateIssue(context, issue, { state: "open" })) };
  });
}

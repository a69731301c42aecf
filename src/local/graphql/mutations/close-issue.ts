/** `closeIssue`: closes with a reason; one that is closed stays as it is. Authors may close their own. */
import { needs } from "../../caller.ts";
import { updateIssue } from "../../operations/issue.ts";
import type { Context } from "../context.ts";
import { issueNode } from "../nodes/issue.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";
import { issueById } from "./subject.ts";

const reasons = { COMPLETED: "completed", DUPLICATE: "duplicate", NOT_PLANNED: "not_planned" } as const;

export function closeIssue(
  context: Context,
  args: MutationArguments<{
    readonly issueId: string;
    readonly stateReason?: keyof typeof reasons | null;
  }>,
) {
  const { issueId, stateReason } = args.input;
  return mutate(context, args, () => {
    const issue = issueById(context, issueId);
    demandWrite(context, issue.userId === context.caller.user.id ? needs.discuss : needs.triage);
    const change = { state: "closed", stateReason: reasons[stateReason ?? "COMPLETED"] } as const;
    return { issue: issueNode(context, updateIssue(context, issue, change)) };
  });
}

/** `pinIssue`: shows an issue above the list of them; a repository has three such places. */
import { needs } from "../../caller.ts";
import { pinIssue as pin } from "../../operations/pin.ts";
import type { Context } from "../context.ts";
import { issueNode } from "../nodes/issue.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";
import { issueById } from "./subject.ts";

export function pinIssue(context: Context, args: MutationArguments<{ readonly issueId: string }>) {
  return mutate(context, args, () => {
    const issue = issueById(context, args.input.issueId);
    demandWrite(context, needs.writeIssues);
    return { issue: issueNode(context, pin(context, issue)) };
  });
}

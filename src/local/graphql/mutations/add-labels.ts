/** `addLabelsToLabelable`: labels on an issue or pull request, by label id. Idempotent. */
import { needs } from "../../caller.ts";
import { addLabel } from "../../operations/issue-labels.ts";
import type { Context } from "../context.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";
import { labelById, threadById, threadNode } from "./subject.ts";

export interface LabelsInput {
  readonly labelableId: string;
  readonly labelIds: readonly string[];
}

export function addLabelsToLabelable(context: Context, args: MutationArguments<LabelsInput>) {
  const { labelableId, labelIds } = args.input;
  return mutate(context, args, () => {
    const thread = threadById(context, labelableId);
    const labels = labelIds.map((id) => labelById(context, id));
    demandWrite(context, needs.triage);
    labels.reduce((issue, label) => addLabel(context, issue, label), thread);
    return { labelable: threadNode(context, thread.id) };
  });
}

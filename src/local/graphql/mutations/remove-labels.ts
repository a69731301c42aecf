/** `removeLabelsFromLabelable`: takes labels off an issue or pull request, by label id. Idempotent. */
import { needs } from "../../caller.ts";
import { dropLabel } from "../../operations/issue-labels.ts";
import type { Context } from "../context.ts";
import type { LabelsInput } from "./add-labels.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";
import { labelById, threadById, threadNode } from "./subject.ts";

export function removeLabelsFromLabelable(context: Context, args: MutationArguments<LabelsInput>) {
  const { labelableId, labelIds } = args.input;
  return mutate(context, args, () => {
    const thread = threadById(context, labelableId);
    const labels = labelIds.map((id) => labelById(context, id));
    demandWrite(context, needs.triage);
    labels.reduce((issue, label) => dropLabel(context, issue, label), thread);
    return { labelable: threadNode(context, thread.id) };
  });
}

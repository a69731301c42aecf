/** Rung "inputs": what people said, in comments and by labels, in the order in which they said it; then what their issues say now. */
import type { Draft } from "../draft.ts";
import { commandInputs } from "./commands.ts";
import { readIssues } from "./issues.ts";
import { labelInputs, unblockInputs } from "./labels.ts";
import { readPriorityLabels } from "./priority-labels.ts";

export function readInputs(draft: Draft): void {
  const inputs = [...commandInputs(draft), ...labelInputs(draft), ...unblockInputs(draft)];
  for (const input of inputs.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.id - b.id)) input.read();
  readPriorityLabels(draft);
  readIssues(draft);
}

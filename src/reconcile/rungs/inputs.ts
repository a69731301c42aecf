/** Rung "inputs": what people said, in comments and by labels, in the order in which they said it; then what their issues say now. */
import type { Draft } from "../draft.ts";
import { commandInputs } from "./commands.ts";
import { readIssues } from "./issues.ts";
import { labelInputs } from "./labels.ts";

/** One thing that somebody said, and what reading it does to the draft. */
export interface Input {
  readonly at: Date;
  /** Breaks a tie within one second: GitHub's ids ascend. */
  readonly id: number;
  read(): void;
}

export function readInputs(draft: Draft): void {
  const inputs = [...commandInputs(draft), ...labelInputs(draft)];
  for (const input of inputs.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.id - b.id)) input.read();
  readIssues(draft);
}

/** What may be printed in a workflow's log without the runner taking it for a command. */
import { plain } from "./markdown.ts";

/**
 * One line that the runner only shows. It obeys `::name::` at the start of a line, blanks before it or not, and `##[name]` anywhere in
 * one; a word joiner takes the power. https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function workflowLogLine(text: string): string {
  return plain(text).replace(/^::/, ":\u2060:").replaceAll("##[", "##\u2060[");
}

/** Several lines, for a command that keeps them apart: what a line begins with says what it is in a diff. */
export function workflowLogText(text: string): string {
  return text.split("\n").map(indented).join("\n");
}

function indented(line: string): string {
  return `${/^ */.exec(line)?.[0] ?? ""}${workflowLogLine(line)}`;
}

/** What `/escalate` answers when there is no step up: why, and what to type instead. */
import { code, codeList } from "./markdown.ts";

export function escalateNoBlockerText(): string {
  return "Nothing to escalate: no blocker of this task is open. Say first what is missing: `/blocked urgent on @login: <what>`.";
}

export function escalateUnknownText(id: string, open: readonly string[]): string {
  return `Not escalated: ${code(id)} is no open blocker of this task; ${codeList(open)} ${open.length === 1 ? "is" : "are"}.`;
}

/** `person`: `@login`. */
export function escalatedAlreadyText(person: string): string {
  return `Nothing to escalate: ${code(person)} answers for this task and was told already; nobody stands above. Ask somebody else with \`/blocked urgent on @login: <what>\`.`;
}

export function escalateNobodyText(): string {
  return "Not escalated: the ledger does not say who gave this task to its agent. Ask somebody with `/blocked urgent on @login: <what>`.";
}

/** What `/scope` answers: what happened, why, and what to type next. */
import { code, codeList, plain, sentence } from "./markdown.ts";

const USAGE = "`/scope +<glob> -<glob> because <reason>`";

export function scopeUsageText(): string {
  return `Which paths, and why? Type ${USAGE}, with any number of each: \`/scope +docs/api/** because the tool is described there\`.`;
}

export function scopeUnstartedText(): string {
  return "Not changed: this task has not started, and follows its issue until then. Edit the Scope section of the issue.";
}

export function scopeEndedText(how: string): string {
  return `Nothing to change: this task is ${how}.`;
}

export function scopeWholeText(agent: string): string {
  return `Nothing to change: without a scope of its own this task may touch all of the boundary of ${agent}. What it may not touch, the boundary does not have.`;
}

export function scopeUnknownText(glob: string, scope: readonly string[]): string {
  return `Not changed: ${code(glob)} is no glob of this task's scope, which is ${codeList(scope)}. Take one of these away as it is written.`;
}

export function scopeKnownText(glob: string): string {
  return `Not changed: ${code(glob)} is in this task's scope already.`;
}

export function scopeEmptyText(): string {
  return "Not changed: nothing would be left. To give the task up, close its issue.";
}

export function scopeGlobText(glob: string, problem: string): string {
  return `Not changed: ${code(glob)}: ${plain(sentence(problem))}`;
}

export function scopeBoundaryText(agent: string, glob: string, path: string | null): string {
  const example = path === null ? "" : ` (${code(path)}, for example)`;
  return `Not added: ${code(glob)} is not inside the boundary of ${agent}${example}. A maintainer can widen \`agents.${agent}.allow\` in \`.github/signalbox.yml\`; or make it a task of the agent whose paths they are.`;
}

export function scopeCapText(limit: number): string {
  return `Not added: ${limit} globs may be added to a task that is in hand, and these would be more. A maintainer can type it; or make a task of its own of it.`;
}

export function scopeTakenText(
  globs: readonly string[],
  { holder, agent, path }: { readonly holder: number; readonly agent: string; readonly path: string | null },
): string {
  const both = path === null ? "" : ` (both could touch ${code(path)})`;
  return `${codeList(globs)} is added by itself when #${holder} is merged or dropped: ${agent} has that in hand${both}. Until then this task goes on with what it has.`;
}

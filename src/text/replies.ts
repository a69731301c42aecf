/** Signalbox's answers to commands: what happened, why, and what to type next. One function each. */
import { clip, code, codeList, prose } from "./markdown.ts";

/** `typed`: what goes before the name. */
export function unknownAgentText(seen: string, agents: readonly string[], typed = "/assign"): string {
  const saw = seen === "" ? "Which agent?" : `There is no agent ${code(seen)} here.`;
  if (agents.length === 0) return `${saw} ${noAgentsText()}`;
  return `${saw} The agents of this repository are ${codeList(agents)}: type \`${typed} ${agents[0] ?? "<agent>"}\`.`;
}

function noAgentsText(): string {
  return "The config names none: add one under `agents:` in `.github/signalbox.yml`.";
}

export function assignStartedText(agent: string, attempt: number, wanted: string): string {
  return `Not assigned to ${code(wanted)}: ${agent} has already started (attempt ${attempt}), and two agents never share a task. To give it away all the same: \`/stop\`, then \`/retry with ${wanted}\`; or \`/unassign\`, to start it anew.`;
}

export function notATaskText(command: string): string {
  return `\`/${command}\` works on tasks, and this issue is none yet. Set a label such as \`agent:<id>\`, or type \`/assign <agent>\`.`;
}

export function notHeldText(): string {
  return "Nothing to do: this task is not held. `/why` tells what it waits for.";
}

export function heldByAnotherText({
  by,
  reason,
}: {
  readonly by: string;
  readonly reason: string | null;
}): string {
  const why = reason === null ? "" : `: ${prose(reason)}`;
  return `Not lifted: ${code(`@${by}`)} holds this task${why}. They type \`/unhold\` themselves, or somebody with maintain access does.`;
}

export function nothingBlockedText(): string {
  return "Nothing to unblock: no question of an agent is open here. `/why` tells what the task waits for.";
}

/** `permission` is what GitHub says now; null when it did not answer. */
export function noPermissionText(
  command: string,
  needs: string,
  login: string,
  permission: string | null,
): string {
  const has =
    permission === null
      ? "GitHub did not say what you may do here, so it was not done"
      : `you have ${permission} access`;
  return `\`/${command}\` needs ${needs} access to this repository, @${login}: ${has}. Ask somebody with ${needs} access to type it.`;
}

export function botMayNotText(command: string, bot: string): string {
  return `\`/${command}\` was not done: ${code(`@${bot}`)} is an App, and \`commands.bots.${command}\` in \`.github/signalbox.yml\` does not name it. A person can type it.`;
}

const OVERRIDE = "`/override <gate> because <reason>`";

export function overrideUsageText(gate: string | null, gates: readonly string[]): string {
  return gate === null
    ? `Which gate, and why? Type ${OVERRIDE}. The gates are ${codeList(gates)}.`
    : `Why? The reason stands wherever the gate is shown. Type \`/override ${gate} because <reason>\`.`;
}

/** `ready` and the checks of others are no gates of ours. */
export function notOverridableText(seen: string, gates: readonly string[]): string {
  const what =
    seen.toLowerCase() === "ready"
      ? `${code("ready")} is the sum of its conditions: override the gate that it names.`
      : `There is no gate ${code(seen)}. What another App reports is not ours to override: run it again, or take it out of ${code("gates.checks")}.`;
  return `${what} The gates are ${codeList(gates)}. Type ${OVERRIDE}.`;
}

export function nothingShownText(): string {
  return "Nothing to override: this task has no open pull request, so no gate says anything yet. `/why` tells what it waits for.";
}

export function overrideAtWorkText(agent: string, attempt: number): string {
  return `Not overridden: ${agent} is at work on attempt ${attempt}, and what it brings is judged anew. Type \`/hold\` so that no further attempt starts; when this one has ended, type \`/override\` for what is shown then.`;
}

export function overrideUnjudgedText(gate: string, head: string): string {
  return `Not overridden: ${code(gate)} says nothing about ${shortSha(head)} yet. Look at its check \`signalbox/${gate}\` when it is there, and type it again if it fails.`;
}

export function overridePassesText(gate: string, head: string): string {
  return `Nothing to override: ${code(gate)} passes for ${shortSha(head)}. \`/why\` tells what the task waits for.`;
}

export function overrideMovedText(gate: string, head: string): string {
  return `Not overridden: the pull request is at ${shortSha(head)} by now, which was judged after you typed. Look at \`signalbox/${gate}\` there, and type it again if you answer for that commit too.`;
}

function shortSha(sha: string): string {
  return code(sha.slice(0, 7));
}

export function explanationText(number: number, text: string): string {
  return `#${number} ${text}`;
}

/** `by` is who set the label, null when GitHub does not know; `permission` is what GitHub says of them now. */
export function notHonouredLabelText(
  label: string,
  by: { readonly login: string; readonly bot: boolean } | null,
  permission: string | null,
): string {
  return `The label ${code(label)} was not honoured: ${notHonouredBecause(by, permission)}. Somebody with write access can set it again, or type ${code(`/assign ${label.replace(/^agent:/, "")}`)}.`;
}

function notHonouredBecause(
  by: { readonly login: string; readonly bot: boolean } | null,
  permission: string | null,
): string {
  if (by === null) return "it is not known who set it, and assigning needs write access";
  const who = code(`@${by.login}`);
  if (by.bot) return `${who} is an App, and only people assign`;
  if (permission === null)
    return `GitHub did not say what ${who} may do here, and assigning needs write access`;
  return `${who} has ${permission} access, and assigning needs write access`;
}

export function unknownLabelText(label: string, agents: readonly string[]): string {
  if (agents.length === 0) return `The label ${code(label)} names no agent. ${noAgentsText()}`;
  return `The label ${code(label)} names no agent of this repository. Its agents are ${codeList(agents)}.`;
}

export function editedCommentText(command: string): string {
  return `\`/${command}\` was not read: the comment was edited, and edited comments are not orders. Type it again in a new comment.`;
}

export function closedIssueText(command: string, issue: number): string {
  return `\`/${command}\` was not done: #${issue} is closed. Reopen it first.`;
}

export function lockedIssueText(command: string, issue: number): string {
  return `\`/${command}\` was not done: the conversation of #${issue} is locked, and what it says may not be answered there. Unlock it, and type it again.`;
}

/** `meant`: the command that is close to it; null when none is. */
export function unknownCommandText(seen: string, meant: string | null): string {
  const next = meant === null ? "`/help` lists them" : `Did you mean \`/${meant}\`? \`/help\` lists them all`;
  return `There is no command ${code(clip(seen, 40))}, so nothing was done. ${next}.`;
}

export function longArgumentText(command: string, length: number, limit: number): string {
  return `\`/${command}\` was not done: ${length} characters follow it, and at most ${limit} are read. Say it shorter, and put the rest into the issue.`;
}

export function tooManyCommandsText(limit: number): string {
  return `Only the first ${limit} commands of a comment are read.`;
}

export function personalTokenText(login: string): string {
  return `the token belongs to ${login}, and Signalbox writes only as an App. Use an installation token, or a workflow's GITHUB_TOKEN; \`--dry-run\` works with any.`;
}

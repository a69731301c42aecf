/** What is said of a freeze: on cards, boards and checks, to a run that waits for its end, and to whoever types `/freeze` or `/thaw`. */
import type { Freeze } from "../domain/freeze.ts";
import { clip, code, codeList, plain, prose } from "./markdown.ts";

type Named = Pick<Freeze, "by" | "at" | "until" | "reason">;

export const freezeSign = "❄️";

const USAGE = "`/freeze [globs] [for 2h] [--drain] [reason]`";

/** "frozen by @mira until 14:00 UTC (release day)". Markdown. */
export function frozenText(freeze: Named): string {
  return `frozen by ${code(`@${freeze.by}`)}${untilPart(freeze)}${freeze.reason === null ? "" : ` (${prose(freeze.reason)})`}`;
}

/** After a semicolon, or as a sentence of its own. */
export function thawsText({ until }: Pick<Freeze, "until">): string {
  return until === null ? "`/thaw` ends it" : "`/thaw` ends it sooner";
}

export function freezeWaitText(
  freeze: Freeze,
  atWork: { readonly agent: string; readonly attempt: number } | null,
): string {
  const meanwhile = atWork === null ? "" : ` ${atWorkText(freeze, atWork)}`;
  return `is ${frozenText(freeze)}.${meanwhile} ${capital(thawsText(freeze))}.`;
}

function atWorkText(
  { drain }: Freeze,
  { agent, attempt }: { readonly agent: string; readonly attempt: number },
): string {
  return drain
    ? `${agent} may finish attempt ${attempt} and have it published; nothing starts after it.`
    : `${agent} may finish attempt ${attempt}; what it brings is kept, and published when the freeze ends.`;
}

/** Of a pull request's readiness list. */
export function freezeConditionText(freeze: Freeze): string {
  return `${frozenText(freeze)}; ${thawsText(freeze)}`;
}

/** On the board, in Markdown. */
export function freezeBoardText(freeze: Freeze): string {
  const { scope, drain } = freeze;
  const about = scope.length === 0 ? "Everything is" : `What may touch ${codeList(scope)} is`;
  const work = drain ? "; work in hand may still be published" : "";
  return `${about} ${frozenText(freeze)}${work}. ${capital(thawsText(freeze))}.`;
}

/** Said to whoever wants to merge on this machine. */
export function notMergedFrozenText(freeze: Freeze): string {
  return `Not merged: it is ${frozenText(freeze)}. A maintainer may type \`/thaw\` on any issue.`;
}

export interface FrozenFacts {
  /** Open tasks that it holds, and how many of them have an agent at work. */
  readonly tasks: number;
  readonly atWork: number;
  readonly replaced: Freeze | null;
}

export function frozenReplyText(freeze: Freeze, { tasks, atWork, replaced }: FrozenFacts): string {
  const all = freeze.scope.length === 0;
  const what = all ? "All work" : `What may touch ${codeList(freeze.scope)}`;
  const none = all ? "nothing" : "nothing of it";
  const rule = freeze.drain
    ? `${none} starts, becomes ready or is merged; what agents have in hand is still published`
    : `${none} starts, is published, becomes ready or is merged; what agents finish meanwhile is kept`;
  const busy = atWork === 0 ? "" : `, ${atWork} with an agent at work`;
  return [
    `${freezeSign} ${what} is frozen${untilPart(freeze)}: ${rule}.`,
    `It holds ${counted(tasks, "open task")}${busy}.`,
    ...(replaced === null ? [] : [`It takes the place of what was ${frozenText(replaced)}.`]),
    `${capital(thawsText(freeze))}.`,
  ].join(" ");
}

export function thawedReplyText(freeze: Freeze, tasks: number): string {
  return `Thawed: what was ${frozenText(freeze)} goes on by itself (${counted(tasks, "open task")}).`;
}

export function notFrozenText(): string {
  return "Nothing to thaw: nothing is frozen. `/why` tells what a task waits for.";
}

export function freezeTimeText(seen: string): string {
  return `Nothing was frozen: ${code(clip(seen, 40))} is no time of at most 90 days, such as \`90m\`, \`2h\` or \`3d\`. Type ${USAGE}.`;
}

export function freezeOverText(until: string): string {
  return `Nothing was frozen: its time was over at ${moment(until)}, before it could be read. Type it again if it is still wanted.`;
}

export function freezeOptionText(seen: string): string {
  return `Nothing was frozen: there is no option ${code(clip(seen, 40))}; there is \`--drain\`. Type ${USAGE}.`;
}

/** `glob`: what would be the folder's whole content. */
export function freezePathText(seen: string, glob: string): string {
  return `Nothing was frozen: is ${code(clip(seen, 80))} a path? For all that lies in it type ${code(`/freeze ${glob}`)}, for that one path put it in backticks, and begin a reason with another word.`;
}

export function freezeGlobText(glob: string, problem: string): string {
  return `Nothing was frozen: ${code(clip(glob, 80))} ${plain(problem)}. Type ${USAGE}.`;
}

export function freezeManyText(most: number): string {
  return `Nothing was frozen: a freeze names at most ${most} globs. Name fewer and wider ones, or none for everything.`;
}

export function freezeReasonText(length: number, most: number): string {
  return `Nothing was frozen: the reason has ${length} characters, and it stands on every card. Say it in ${most}.`;
}

/** Of the ledger's log; plain text. */
export function frozenLine({ by, until, scope, reason, drain }: Freeze): string {
  return [
    `FROZEN by ${by}`,
    ...(until === null ? [] : [` until ${moment(until)}`]),
    ...(scope.length === 0 ? [] : [` for ${scope.join(", ")}`]),
    ...(drain ? [", work in hand may be published"] : []),
    ...(reason === null ? [] : [`: ${clip(plain(reason), 160)}`]),
  ].join("");
}

export function thawedLine({ by }: Freeze, who: string | null): string {
  return who === null ? `THAWED: the time of ${by}'s freeze is over` : `THAWED by ${who}`;
}

/** The day is told where it is not the one on which it began. UTC: it is read in every time zone. */
function untilPart({ at, until }: Pick<Freeze, "at" | "until">): string {
  if (until === null) return "";
  const sameDay = new Date(at).toISOString().slice(0, 10) === new Date(until).toISOString().slice(0, 10);
  return ` until ${sameDay ? moment(until).slice(11) : moment(until)}`;
}

function moment(until: string): string {
  return `${new Date(until).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** What people say to agents, in cards, packets, the board and answers; foreign words stay words, and say whose they are. */
import { clip, code, codeList, prose } from "./markdown.ts";
import { visible } from "./visible.ts";

export interface SaidFacts {
  readonly by: string;
  readonly text: string;
}

export interface NewsFacts {
  readonly task: number;
  readonly pull: number;
  readonly title: string;
  readonly agent: string;
  readonly because: "builds" | "overlaps";
  readonly paths: readonly string[];
  readonly more: number | null;
}

export const saidSigns = { announcement: "📣", pattern: "📐" } as const;

/** What is announced, as one line of Markdown. */
export function announcementLine({ id, by, text }: SaidFacts & { readonly id: string }): string {
  return `**${id}** ${code(`@${by}`)}: ${prose(text)}`;
}

export function patternLine(
  pattern: SaidFacts & { readonly id: string; readonly scope: readonly string[] },
): string {
  const where = pattern.scope.length === 0 ? "" : ` (for ${codeList(pattern.scope)})`;
  return `${announcementLine(pattern)}${where}`;
}

/** What was merged, in a sentence: Markdown that also reads well in a packet. */
export function newsLine({ task, pull, title, agent, because, paths, more }: NewsFacts): string {
  const others = more === null ? "many more files" : counted(more, "more file");
  const touched = [...paths.map(code), ...(more === 0 ? [] : [others])];
  const what = touched.length === 0 ? "" : ` It touched ${listed(touched)}.`;
  const why = because === "builds" ? "this task builds on it" : "this task may touch the same paths";
  return `#${task} ${prose(clip(visible(title), 80))} by ${code(agent)} was merged (#${pull}); ${why}.${what}`;
}

/** The section of a card; empty when nobody said anything. */
export function saidSection(lines: {
  readonly announcements: readonly (SaidFacts & { readonly id: string })[];
  readonly patterns: readonly (SaidFacts & { readonly id: string; readonly scope: readonly string[] })[];
  readonly told: readonly SaidFacts[];
  readonly news: readonly NewsFacts[];
}): string {
  const all = [
    ...lines.announcements.map((each) => `- ${saidSigns.announcement} ${announcementLine(each)}`),
    ...lines.patterns.map((each) => `- ${saidSigns.pattern} ${patternLine(each)}`),
    ...lines.told.map(({ by, text }) => `- 💬 ${code(`@${by}`)} to its agent: ${prose(text)}`),
    ...lines.news.map((each) => `- 📦 ${newsLine(each)}`),
  ];
  return all.join("\n");
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

export function announcedText(id: string, open: number): string {
  return `Announced as **${id}**: ${counted(open, "open task")} will see it on the card and in the next prompt, and so will every later one. Take it back with ${code(`/withdraw ${id}`)}.`;
}

export function patternText(id: string, scope: readonly string[], fits: number): string {
  const who = scope.length === 0 ? "every agent" : `whoever may touch ${codeList(scope)}`;
  return `Noted as pattern **${id}** for ${who} (${counted(fits, "open task")} now). Take it back with ${code(`/withdraw ${id}`)}.`;
}

export function announceWhereText(by: string): string {
  return `Not announced: ${code(`@${by}`)} may announce on the issue that shows the board; anywhere else it takes a maintainer. For one task, type ${code("/tell <text>")} on it.`;
}

export function emptySaidText(command: string): string {
  return `${code(`/${command}`)} needs its words on the same line: ${code(`/${command} <text>`)}.`;
}

export function longSaidText(command: string, length: number, most: number): string {
  return `${code(`/${command}`)} was not done: it has ${length} characters, and each goes into the prompts that it reaches. Say it in ${most}, or put it into a file and name that.`;
}

export function manySaidText(
  what: "announcements" | "patterns",
  most: number,
  ids: readonly string[],
): string {
  return `${most} ${what} stand already: ${ids.join(", ")}. Take one back with ${code("/withdraw <id>")} first.`;
}

export function badGlobText(glob: string, problem: string): string {
  return `The pattern was not noted: ${code(glob)} ${problem}. Type ${code("/pattern src/**: <text>")}, or leave the paths out.`;
}

export function unknownSaidText(id: string, ids: readonly string[]): string {
  const known = ids.length === 0 ? "Nothing is announced now." : `There are ${ids.join(", ")}.`;
  return `${id === "" ? "Name what to take back" : `Nothing stands under ${code(clip(id, 40))}`}: ${code("/withdraw <id>")}. ${known}`;
}

export function notYoursText(id: string, by: string): string {
  return `${id} is ${code(`@${by}`)}'s: they take it back, or a maintainer, or anybody who may write on the issue that shows the board.`;
}

export function toldAtWorkText(agent: string, attempt: number): string {
  return `${code(agent)} is at work on attempt ${attempt}, whose prompt it has already: it reads this with its next one.`;
}

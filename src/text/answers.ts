/** What `/unblock` answers, and what an answer without words says to the agent. */
import { clip, code, plain, prose } from "./markdown.ts";

interface AskedQuestion {
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
}

/** Of a person who let an assumption stand. */
export function confirmedText(): string {
  return "Confirmed.";
}

/** Of a person who took the label off. */
export function goOnText(): string {
  return "(The label status:blocked was taken off, without a word. Go on as you judge best, and say what you assumed.)";
}

export function unknownBlockerText(id: string, open: readonly AskedQuestion[]): string {
  return `There is no open question ${code(id)} here. Open: ${open.map(asked).join(" ")}`;
}

export function answerMissingText(open: readonly AskedQuestion[]): string {
  return `An answer is missing; the agent gets it word for word. ${open.map(asked).join(" ")} Type \`/unblock ${open[0]?.id ?? "b1"} <answer>\`.`;
}

export function whichBlockerText(open: readonly AskedQuestion[]): string {
  const example = open.map(({ id }) => `${id}: …`).join(" ");
  return `Which one do you mean? ${open.map(asked).join(" ")} Type \`/unblock ${open[0]?.id ?? "b1"} …\`, or all at once: ${code(`/unblock ${example}`)}.`;
}

export function answeredTwiceText(name: string): string {
  return `Not answered: ${code(name)} stands there twice. Type it again with one answer for each.`;
}

export function noSuchOptionText(id: string, seen: string, options: readonly string[]): string {
  return `Not answered: **${id}** has ${options.length} ${options.length === 1 ? "option" : "options"} (${numbered(options)}), and none is number ${plain(clip(seen, 12))}. Type one of them, or your own words.`;
}

/** `what` the work assumes cannot be said otherwise while an agent builds on it. */
export function answerAtWorkText(id: string, agent: string, attempt: number): string {
  return `Not answered: ${agent} is at work on attempt ${attempt} with what **${id}** assumes, and would not hear of it. Answer when this attempt has ended; \`/unblock ${id}\` confirms it at any time.`;
}

function asked({ id, question, options }: AskedQuestion): string {
  const choices = options.length > 0 ? ` (${numbered(options)})` : "";
  return `**${id}**: ${prose(question)}${choices}`;
}

function numbered(options: readonly string[]): string {
  return options.map((option, index) => `${index + 1}: ${prose(option)}`).join(" / ");
}

/**
 * Reads what follows `/unblock`: one answer (`b1 gwei`), several (`q1: gwei q2: the old one`), or words for whatever is open. `q1` is
 * the first question of the last run that asked. The number of an option means the option.
 */
import { type Blocker, openBlockers, parkingBlockers, type Task } from "../ledger/task.ts";
import {
  answeredTwiceText,
  answerMissingText,
  confirmedText,
  noSuchOptionText,
  unknownBlockerText,
  whichBlockerText,
} from "../text/answers.ts";

export type AnswersReading =
  /** By blocker id, all of them open. */
  | { readonly ok: true; readonly answers: ReadonlyMap<string, ReadAnswer> }
  | { readonly ok: false; readonly reply: string };

export interface ReadAnswer {
  readonly text: string;
  /** True when the work goes on as it assumed. */
  readonly confirms: boolean;
}

interface Given {
  readonly blocker: Blocker;
  readonly text: string;
}

/** Of a task with an open blocker. */
export function readAnswers(argument: string, task: Task): AnswersReading {
  const named = namedAnswers(argument);
  if (named.length === 0) return unnamed(argument, task);
  const given: Given[] = [];
  for (const { name, text } of named) {
    const blocker = openBlockers(task).find(({ id }) => id === idOf(name, task));
    if (!blocker) return refused(unknownBlockerText(name, openBlockers(task)));
    if (given.some((each) => each.blocker === blocker)) return refused(answeredTwiceText(name));
    given.push({ blocker, text });
  }
  return resolved(given, task);
}

/** With a colon there may be several, each from its name to the next one of the same letter; empty when nothing is named. */
function namedAnswers(argument: string): readonly { readonly name: string; readonly text: string }[] {
  const letter = /^([qb])[0-9]+\s*:/i.exec(argument)?.[1];
  if (letter === undefined) {
    const [, name, text = ""] = /^([qb][0-9]+)(?:\s(.*))?$/is.exec(argument) ?? [];
    return name === undefined ? [] : [{ name: name.toLowerCase(), text: text.trim() }];
  }
  // What is split by a pattern with a group has the group's match at every second place.
  const [, ...pieces] = argument.split(new RegExp(`(?:^|\\s)(${letter}[0-9]+)\\s*:`, "i"));
  return pieces.flatMap((name, at) =>
    at % 2 === 0 ? [{ name: name.toLowerCase(), text: (pieces[at + 1] ?? "").trim() }] : [],
  );
}

/** Without a name the words are for every open question; an assumption is confirmed without a name only where nothing else is open. */
function unnamed(argument: string, task: Task): AnswersReading {
  const open = openBlockers(task);
  const asked = parkingBlockers(task);
  const meant = asked.length > 0 ? asked : open;
  const onlyOne = meant.length === 1;
  if (!onlyOne && (asked.length === 0 || /^[0-9]+$/.test(argument))) return refused(whichBlockerText(meant));
  return resolved(
    meant.map((blocker) => ({ blocker, text: argument })),
    task,
  );
}

/** All or nothing: half of what somebody typed would be a surprise. */
function resolved(given: readonly Given[], task: Task): AnswersReading {
  const answers = new Map<string, ReadAnswer>();
  for (const { blocker, text } of given) {
    const { id, options, proceeding } = blocker;
    if (text === "" && proceeding !== null) {
      answers.set(id, { text: confirmedText(), confirms: true });
      continue;
    }
    if (text === "") return refused(answerMissingText(openBlockers(task)));
    const option = optionOf(options, text);
    if (option === null) return refused(noSuchOptionText(id, text, options));
    answers.set(id, { text: option, confirms: false });
  }
  return { ok: true, answers };
}

/** The option that is meant, or the words as they are; null for a number that no option has. */
function optionOf(options: readonly string[], text: string): string | null {
  const same = options.find((option) => option.toLowerCase() === text.toLowerCase());
  if (same !== undefined || options.length === 0) return same ?? text;
  return /^[0-9]+$/.test(text) ? (options[Number(text) - 1] ?? null) : text;
}

function idOf(name: string, { blockers }: Task): string | undefined {
  if (name.startsWith("b")) return name;
  const asked = blockers.filter(({ by }) => by === null);
  const last = Math.max(0, ...asked.map(({ attempt }) => attempt));
  return asked.filter(({ attempt }) => attempt === last)[Number(name.slice(1)) - 1]?.id;
}

function refused(reply: string): AnswersReading {
  return { ok: false, reply };
}

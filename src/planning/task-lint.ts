/**
 * Task lint (R08): what an issue leaves open, by signs that a person can check and mend. A free-form issue needs no headings: two
 * sentences, the paths and a "Done when" are enough. The signs are English; an issue in another language may miss some.
 */
import type { Lack } from "../domain/lack.ts";
import type { TaskText } from "./task-text.ts";

/** "Work on the backend" has four; an order that says what and where has more. */
const WORDS = 10;

/** Sections that say how the task is handled, not what it is. */
const handling = new Set(["scope", "dependencies", "blocks", "uses", "estimate", "priority"]);

const criteria = /^(?:success|acceptance) criteri(?:a|on)$|^(?:definition of )?done(?: when)?$/;
const criterion =
  /^[ \t>*_+-]*(?:done|accepted|finished|complete|success)(?: (?:when|if|means))?\b[*_ ]*:|\b(?:it is|is|counts as) done (?:when|if|once)\b|^[ \t>*_+-]*(?:done|accepted|finished) (?:when|if|once)\b|^[ \t]*[-*+] \[[ x]\] /im;

const elsewhere =
  /\b(?:as|like) (?:(?:we|i|you) )?(?:discussed|talked about|agreed|said|mentioned|told you)\b|\b(?:as|like) (?:last time|before|usual|always)\b|\bthe usual (?:way|thing)\b|\byou know (?:what|how|which)\b|\bsee (?:slack|the chat|the thread|my (?:e-?mail|message)|our (?:call|chat|meeting))\b|\bfrom (?:our|the) (?:call|chat|meeting)\b/i;

export function lintTask(
  title: string,
  { scope, sections }: Pick<TaskText, "scope" | "sections">,
): readonly Lack[] {
  const told = [...sections].filter(([heading]) => !handling.has(heading)).map(([, text]) => text);
  const words = countWords([title, ...told].join("\n"));
  const phrase = elsewhere.exec([title, ...told].join("\n"))?.[0];
  const lacks: (Lack | null)[] = [
    words < WORDS ? { kind: "vague", words } : null,
    scope.length === 0 ? { kind: "unscoped" } : null,
    phrase === undefined ? null : { kind: "not self-contained", phrase },
    saysWhenDone(sections) ? null : { kind: "untestable" },
  ];
  return lacks.filter((lack) => lack !== null);
}

function saysWhenDone(sections: TaskText["sections"]): boolean {
  return [...sections].some(
    ([heading, text]) => (criteria.test(heading) && countWords(text) > 1) || criterion.test(text),
  );
}

/** A line that gives the scope or the dependencies, an address, and a form's "No response" tell nothing of the work. */
function countWords(text: string): number {
  const prose = text
    .split("\n")
    .filter((line) => !/^[\s>*+-]*(?:scope\**\s*:|depends on\b)|^_no response_$/i.test(line.trim()))
    .join(" ")
    .replace(/\bhttps?:\/\/\S+/g, " ");
  return prose.match(/[\p{L}\p{N}][\p{L}\p{N}'’_./-]*/gu)?.length ?? 0;
}

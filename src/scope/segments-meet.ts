/** Can one segment of a path match two patterns? Exact, except that it does not ask whether the segment is valid. */
import type { Effort } from "./effort.ts";
import type { Segment, Token } from "./glob.ts";

type Tokens = Exclude<Segment, "**">;

/** A segment made ready for comparing: a code point for each character, and where its runs are. */
export interface SegmentCodes {
  /** Its characters when it is nothing else; null for a pattern. */
  readonly text: string | null;
  readonly codes: readonly number[];
  /** Places of the first and the last `*`; -1 when there is none. */
  readonly firstRun: number;
  readonly lastRun: number;
}

/** Any one character, and any run of them. */
const ONE = -1;
const RUN = -2;

export function segmentCodes(segment: Tokens): SegmentCodes {
  const codes = segment.map(codeOf);
  const { literal, key } = segmentKey(segment);
  return { text: literal ? key : null, codes, firstRun: codes.indexOf(RUN), lastRun: codes.lastIndexOf(RUN) };
}

function codeOf(token: Token): number {
  if (token.kind === "run") return RUN;
  return token.kind === "one" ? ONE : (token.char.codePointAt(0) ?? ONE);
}

/** Names a segment: by its characters when it is nothing else, otherwise by a text that no characters could be. */
export function segmentKey(segment: Tokens): { readonly literal: boolean; readonly key: string } {
  let literal = true;
  let key = "";
  for (const token of segment) {
    if (token.kind !== "char") literal = false;
    key += token.kind === "char" ? token.char : token.kind === "run" ? "/*" : "/?";
  }
  return { literal, key };
}

/** Each character that is compared counts as effort; an answer that would take more than is left is yes. */
export function segmentsMeet(a: SegmentCodes, b: SegmentCodes, effort: Effort): boolean {
  if (a.text !== null && b.text !== null) return a.text === b.text;
  if (a.firstRun === -1) return b.firstRun === -1 ? alike(a, b, effort) : matches(b, a, effort);
  if (b.firstRun === -1) return matches(a, b, effort);
  // Between two runs there is room for whatever either wants: only what stands before the first and after the last counts.
  const before = Math.min(a.firstRun, b.firstRun);
  const [lengthA, lengthB] = [a.codes.length, b.codes.length];
  const after = Math.min(lengthA - a.lastRun, lengthB - b.lastRun) - 1;
  effort.left -= before + after;
  return agreeAt(a, 0, b, 0, before) && agreeAt(a, lengthA - after, b, lengthB - after, after);
}

function alike(a: SegmentCodes, b: SegmentCodes, effort: Effort): boolean {
  effort.left -= 1;
  return a.codes.length === b.codes.length && agreeAt(a, 0, b, 0, a.codes.length);
}

/** Whether `count` characters from two places on agree. */
function agreeAt(a: SegmentCodes, fromA: number, b: SegmentCodes, fromB: number, count: number): boolean {
  for (let at = 0; at < count; at += 1) if (!agree(a.codes[fromA + at], b.codes[fromB + at])) return false;
  return true;
}

function agree(a = ONE, b = ONE): boolean {
  return a === b || a === ONE || b === ONE;
}

/** Whether a pattern matches some text of single characters, `?` among them: taking each part as early as it fits is enough. */
function matches(
  { codes: pattern, firstRun }: SegmentCodes,
  { codes: text }: SegmentCodes,
  effort: Effort,
): boolean {
  // Nearly always the first character already tells.
  if (firstRun > 0 && !agree(pattern[0], text[0])) return false;
  let [at, from, run] = [0, 0, -1];
  for (let place = 0; place < text.length; ) {
    effort.left -= 1;
    if (effort.left < 0) return true;
    const token = pattern[at];
    if (token === RUN) {
      run = at;
      at += 1;
      from = place;
    } else if (token !== undefined && agree(token, text[place])) {
      at += 1;
      place += 1;
    } else if (run === -1) {
      return false;
    } else {
      at = run + 1;
      from += 1;
      place = from;
    }
  }
  while (pattern[at] === RUN) at += 1;
  return at === pattern.length;
}

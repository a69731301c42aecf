/** Can one segment of a path match two patterns? Exact, except that it does not ask whether the segment is valid. */
import type { Segment, Token } from "./glob.ts";

type Tokens = Exclude<Segment, "**">;

/** Names a segment: by its characters when it is nothing else, otherwise by a text that no characters could be. */
export function segmentKey(segment: Tokens): { readonly literal: boolean; readonly key: string } {
  const literal = segment.every(({ kind }) => kind === "char");
  const key = segment.map((token) => (token.kind === "char" ? token.char : `/${token.kind}/`)).join("");
  return { literal, key };
}

export function segmentsMeet(a: Tokens, b: Tokens): boolean {
  const [runA, runB] = [firstRun(a), firstRun(b)];
  if (runA === -1) return runB === -1 ? alike(a, b) : matches(b, a);
  if (runB === -1) return matches(a, b);
  // Between two runs there is room for whatever either wants: only what stands before the first and after the last counts.
  const [endA, endB] = [a.slice(lastRun(a) + 1), b.slice(lastRun(b) + 1)];
  return meetBefore(a.slice(0, runA), b.slice(0, runB)) && meetBefore(endA.toReversed(), endB.toReversed());
}

function firstRun(tokens: Tokens): number {
  return tokens.findIndex(({ kind }) => kind === "run");
}

function lastRun(tokens: Tokens): number {
  return tokens.findLastIndex(({ kind }) => kind === "run");
}

function alike(a: Tokens, b: Tokens): boolean {
  return a.length === b.length && meetBefore(a, b);
}

/** Whether they agree as far as both go. */
function meetBefore(a: Tokens, b: Tokens): boolean {
  const short = a.length < b.length ? a : b;
  return short.every((_, at) => agree(a[at], b[at]));
}

function agree(a: Token | undefined, b: Token | undefined): boolean {
  return a?.kind !== "char" || b?.kind !== "char" || a.char === b.char;
}

/** Whether a pattern matches some text of single characters, `?` among them: taking each part as early as it fits is enough. */
function matches(pattern: Tokens, text: Tokens): boolean {
  let [at, from, run] = [0, 0, -1];
  for (let place = 0; place < text.length; ) {
    const token = pattern[at];
    if (token?.kind === "run") {
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
  return pattern.slice(at).every(({ kind }) => kind === "run");
}

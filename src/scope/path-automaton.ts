/**
 * The valid paths as an automaton: what `invalidPath` says, except the limit on length (the search has one) and NFC
 * (which the glob dialect makes sure of: see `composes` in glob.ts).
 */
import { type Automaton, DEAD } from "./automaton.ts";

/** The last character: none yet in this segment, one that may not end a segment, or an ordinary one. */
const EMPTY = 0;
const BAD_END = 1;
const GOOD_END = 2;

/** How much of a percent-encoded `.`, `/`, `\` or NUL the last characters spell. */
const spelled = ["", "%", "%2", "%5", "%0"] as const;
const encoded: ReadonlySet<string> = new Set(["%2e", "%2E", "%2f", "%2F", "%5c", "%5C", "%00"]);

export const pathAutomaton: Automaton = {
  start: 0,
  weight: () => 1,
  distance: (state) => (state % 3 === GOOD_END ? 0 : 1),
  names: (char) => "/. %25e0fcEFC\\:".includes(char),
  accepts: (state) => state % 3 === GOOD_END,
  // None: where others lead on with any character, an unnamed one is valid and never worse than those named above.
  letters: () => ({ chars: [], open: true }),
  step: (state, char) => {
    if (char === "\\" || char === ":") return DEAD;
    if (char === "/") return state % 3 === GOOD_END ? EMPTY : DEAD;
    const end = char === "." || char === " " ? BAD_END : GOOD_END;
    const tail = (spelled[Math.floor(state / 3)] ?? "") + char;
    if (encoded.has(tail)) return DEAD;
    const longest = spelled.findLastIndex((start) => tail.endsWith(start));
    return longest * 3 + end;
  },
};

/** Breadth-first search for a shortest path of a set of valid paths. */
import { type Automaton, DEAD, type State } from "./automaton.ts";
import { invalidPath } from "./path.ts";

export type Shortest =
  | { readonly kind: "found"; readonly path: string }
  | { readonly kind: "none" }
  /** The search gave up; the caller takes the safe side. */
  | { readonly kind: "undecided" };

interface Visit {
  readonly state: State;
  readonly char: string;
  readonly from: Visit | null;
}

/** Work is counted in places of globs looked at. People's globs need a thousand; hostile ones are stopped within 50 ms (FAULTS.md P10). */
const WORK = 100_000;
/** What a step costs besides the places. */
const STEP = 20;

/**
 * A shortest member (in characters), and of those the first in an order that prefers a letter which no glob names.
 *
 * Trying only the characters that a state names, and one that nobody names, loses nothing: any other character could be
 * replaced by that one in a member, and the result would be a member of the same length.
 */
export function shortest(set: Automaton, work: number = WORK): Shortest {
  if (set.start === DEAD) return { kind: "none" };
  const fresh = freshLetter(set);
  const seen = new Set<State>([set.start]);
  const queue: Visit[] = [{ state: set.start, char: "", from: null }];
  let left = work;
  for (const visit of queue) {
    if (set.accepts(visit.state)) {
      const path = spell(visit);
      // The automata do not count: only globs made for it need a path beyond the limit on length.
      return invalidPath(path) === null ? { kind: "found", path } : { kind: "undecided" };
    }
    const { chars, open } = set.letters(visit.state);
    const weight = STEP + set.weight(visit.state);
    for (const char of open ? [fresh, ...chars] : chars) {
      left -= weight;
      if (left < 0) return { kind: "undecided" };
      const state = set.step(visit.state, char);
      if (state === DEAD || seen.has(state)) continue;
      seen.add(state);
      queue.push({ state, char, from: visit });
    }
  }
  return { kind: "none" };
}

function spell(last: Visit): string {
  const chars: string[] = [];
  for (let visit: Visit | null = last; visit !== null; visit = visit.from) chars.push(visit.char);
  return chars.reverse().join("");
}

/** A letter that the set does not name: `x` where possible, because people read it as a placeholder. */
function freshLetter({ names }: Automaton): string {
  for (const letter of "xyzqjkvwabcdefghilmnoprstu") if (!names(letter)) return letter;
  // Chinese characters are letters that compose with nothing; there are more of them than a set of globs names.
  let code = 0x4e00;
  while (names(String.fromCodePoint(code))) code++;
  return String.fromCodePoint(code);
}

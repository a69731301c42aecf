/** Search for a shortest path of a set of valid paths. */
import { type Automaton, DEAD, type State } from "./automaton.ts";
import type { Effort } from "./effort.ts";
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
  /** How many characters led here. */
  readonly length: number;
}

/** Work is counted in places of globs looked at. People's globs need some thousand; hostile ones are stopped within 50 ms (FAULTS.md P10). */
const WORK = 40_000;
/** What a step costs besides the places. */
const STEP = 20;

/**
 * A shortest member (in characters), and of those the first in an order that prefers a letter which no glob names.
 *
 * What lies nearest to an end is looked at first (A*: `distance` never says too much). Trying only the characters that a state
 * names, and one that nobody names, loses nothing: any other character could be replaced by that one in a member, and the
 * result would be a member of the same length.
 */
export function shortest(set: Automaton, work: number = WORK): Shortest {
  if (set.start === DEAD) return { kind: "none" };
  const effort: Effort = { left: work };
  const steps = stepsOf(set, effort);
  const found = nearest(set, steps, effort);
  if (found === null) return { kind: effort.left < 0 ? "undecided" : "none" };
  // Of several that are as short any will do where there is no time to look for the first.
  const path = spell(firstOfLength(set, found.length, steps, effort) ?? found);
  // The automata do not count: only globs made for it need a path beyond the limit on length.
  return invalidPath(path) === null ? { kind: "found", path } : { kind: "undecided" };
}

type Steps = (visit: Visit) => readonly Visit[];

/** Where each letter leads, in order; nothing more once the effort is spent. */
function stepsOf(set: Automaton, effort: Effort): Steps {
  const fresh = freshLetter(set);
  return (visit) => {
    const { chars, open } = set.letters(visit.state);
    const weight = STEP + set.weight(visit.state);
    const next: Visit[] = [];
    for (const char of open ? [fresh, ...chars] : chars) {
      effort.left -= weight;
      if (effort.left < 0) return next;
      const state = set.step(visit.state, char);
      if (state !== DEAD) next.push({ state, char, from: visit, length: visit.length + 1 });
    }
    return next;
  };
}

/** A shortest member by what lies nearest; null when there is none, or the effort is spent. */
function nearest(set: Automaton, steps: Steps, effort: Effort): Visit | null {
  const lengths = new Map<State, number>([[set.start, 0]]);
  /** By the least length of a member that goes on from there. */
  const queues: Visit[][] = [];
  const queue = (visit: Visit): void => {
    const least = visit.length + set.distance(visit.state);
    const same = queues[least];
    if (same) same.push(visit);
    else queues[least] = [visit];
  };
  queue({ state: set.start, char: "", from: null, length: 0 });
  for (let least = 0; least < queues.length; least += 1) {
    for (const visit of queues[least] ?? []) {
      if ((lengths.get(visit.state) ?? 0) < visit.length) continue;
      if (set.accepts(visit.state)) return visit;
      for (const next of steps(visit)) {
        if ((lengths.get(next.state) ?? next.length + 1) <= next.length) continue;
        lengths.set(next.state, next.length);
        queue(next);
      }
      if (effort.left < 0) return null;
    }
  }
  return null;
}

/** The first member of this length in the order of letters; null when the effort does not suffice. */
function firstOfLength(set: Automaton, length: number, steps: Steps, effort: Effort): Visit | null {
  /** With how many characters a state led to nothing. */
  const failed = new Map<State, number>();
  const stack: Visit[] = [{ state: set.start, char: "", from: null, length: 0 }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    if (set.accepts(visit.state)) return visit;
    if ((failed.get(visit.state) ?? visit.length + 1) <= visit.length) continue;
    failed.set(visit.state, visit.length);
    const near = steps(visit).filter((next) => next.length + set.distance(next.state) <= length);
    if (effort.left < 0) return null;
    stack.push(...near.reverse());
  }
  return null;
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

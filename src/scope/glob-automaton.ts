/** The paths that at least one of some globs matches, as an automaton that is determinised lazily. */
import { type Automaton, DEAD, type Letters, type State } from "./automaton.ts";
import type { Glob, Segment } from "./glob.ts";

/** A place between two characters of a glob. */
interface Place {
  /** Where a character leads; `null` stands for every character but a slash. */
  readonly edges: { readonly char: string | null; readonly to: number }[];
  /** Places that are reached without a character. */
  readonly skips: number[];
  final: boolean;
  /** How many characters lead to an end at least. */
  distance: number;
}

/** All places that the globs can be at after the same characters. */
interface Subset {
  readonly places: readonly Place[];
  readonly moves: Map<string, State>;
  readonly final: boolean;
  readonly distance: number;
  readonly letters: Letters;
}

/** Stands for every character that no glob of the set names. */
const OTHER = "";

export function globAutomaton(globs: readonly Glob[]): Automaton {
  const { places, starts, alphabet } = layOut(globs);
  const subsets: Subset[] = [];
  const ids = new Map<string, State>();

  const intern = (reached: ReadonlySet<number>): State => {
    if (reached.size === 0) return DEAD;
    const numbers = [...reached].sort((a, b) => a - b);
    const key = numbers.join();
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, subsets.length);
    return subsets.push(subsetOf(numbers.flatMap((number) => places[number] ?? []))) - 1;
  };

  const start = intern(closure(places, starts));
  return {
    start,
    distance: (state) => subsets[state]?.distance ?? 0,
    weight: (state) => subsets[state]?.places.length ?? 0,
    names: (char) => alphabet.has(char),
    step: (state, char) => {
      const subset = subsets[state];
      if (subset === undefined) return DEAD;
      const symbol = alphabet.has(char) || char === "/" ? char : OTHER;
      const known = subset.moves.get(symbol);
      if (known !== undefined) return known;
      const next: number[] = [];
      for (const { edges } of subset.places) {
        for (const { char: on, to } of edges) {
          if (on === null ? symbol !== "/" : on === symbol) next.push(to);
        }
      }
      const to = intern(closure(places, next));
      subset.moves.set(symbol, to);
      return to;
    },
    accepts: (state) => subsets[state]?.final ?? false,
    letters: (state) => subsets[state]?.letters ?? { chars: [], open: false },
  };
}

function subsetOf(places: readonly Place[]): Subset {
  const on = places.flatMap(({ edges }) => edges.map(({ char }) => char));
  const chars = [...new Set(on.filter((char) => char !== null))].sort();
  return {
    places,
    moves: new Map(),
    final: places.some(({ final }) => final),
    distance: Math.min(...places.map(({ distance }) => distance)),
    letters: { chars, open: on.includes(null) },
  };
}

function closure(places: readonly Place[], from: readonly number[]): ReadonlySet<number> {
  // A set's iteration also visits what is added meanwhile.
  const reached = new Set(from);
  for (const number of reached) for (const skip of places[number]?.skips ?? []) reached.add(skip);
  return reached;
}

/** Draws the globs side by side. That segments are not empty is left to the automaton of valid paths. */
function layOut(globs: readonly Glob[]) {
  const places: Place[] = [];
  const alphabet = new Set<string>();
  const place = (): number => places.push({ edges: [], skips: [], final: false, distance: Infinity }) - 1;
  const edge = (from: number, char: string | null, to: number): void => {
    places[from]?.edges.push({ char, to });
    if (char !== null) alphabet.add(char);
  };

  const drawSegment = (from: number, segment: Exclude<Segment, "**">): number => {
    let end = place();
    places[from]?.skips.push(end);
    for (const token of segment) {
      const next = token.kind === "run" ? end : place();
      edge(end, token.kind === "char" ? token.char : null, next);
      end = next;
    }
    return end;
  };
  /** Any number of `segment/`; as the last segment at least one segment, so `a/**` does not match `a`. */
  const drawStars = (from: number): number => {
    const within = place();
    edge(from, null, within);
    edge(within, null, within);
    edge(within, "/", from);
    return within;
  };

  const starts = globs.map(({ segments }) => {
    const start = place();
    let at = start;
    for (const [index, segment] of segments.entries()) {
      const last = index === segments.length - 1;
      if (segment === "**") {
        const within = drawStars(at);
        if (last) at = within;
        continue;
      }
      at = drawSegment(at, segment);
      if (last) continue;
      const next = place();
      edge(at, "/", next);
      at = next;
    }
    const end = places[at];
    if (end !== undefined) end.final = true;
    return start;
  });
  measure(places);
  return { places, starts, alphabet };
}

/** Later places lie nearer to the end, but for the ways back of `**`: a second round sees those. */
function measure(places: readonly Place[]): void {
  for (let round = 0; round < 2; round += 1) {
    for (const place of places.toReversed()) {
      const ways = [
        ...place.edges.map(({ to }) => 1 + (places[to]?.distance ?? Infinity)),
        ...place.skips.map((to) => places[to]?.distance ?? Infinity),
      ];
      place.distance = place.final ? 0 : Math.min(place.distance, ...ways);
    }
  }
}

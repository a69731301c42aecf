/**
 * To which of many scopes does a path belong? One question for all of them: their segments are matched together, a
 * character at a time, then their globs, a segment at a time. The work for a path does not grow with the number of scopes,
 * once the paths met before it have shown the way.
 */
import type { Glob, Segment } from "./glob.ts";
import {
  ANY,
  DEAD,
  type LazyMatcher,
  type Letter,
  lazyMatcher,
  type Pattern,
  START,
} from "./lazy-matcher.ts";

/** What is said of a path, from the numbers of the scopes that it belongs to, ascending. Asked once for each combination. */
export type Answer<T> = (scopes: readonly number[]) => T;

/** Combinations of patterns that may be known before all is forgotten; people's scopes make a few hundred. */
const COMBINATIONS = 2 ** 14;

/** A path must be a valid one, as for `contains`; the answer for the same combination is the same object. */
export function scopeIndex<T>(
  scopes: readonly (readonly Glob[])[],
  answer: Answer<T>,
  memory?: number,
): (path: string) => T {
  const plan = planOf(scopes);
  let { segments, globs } = matchers();
  let answers: T[] = [];
  const { ascii, named } = plan;

  return (path) => {
    if (segments.sets() + globs.sets() > COMBINATIONS) {
      ({ segments, globs } = matchers());
      answers = [];
    }
    const set = globs.matched(walk(path));
    return answers[set] ?? answerFor(set);
  };

  function matchers(): { readonly segments: LazyMatcher; readonly globs: LazyMatcher } {
    const bySegment = lazyMatcher(plan.segments, (symbol) => [symbol], memory);
    return { segments: bySegment, globs: lazyMatcher(plan.globs, bySegment.patterns, memory) };
  }

  function walk(path: string): number {
    let at = START;
    let within = START;
    for (let index = 0; index < path.length; index += 1) {
      const unit = path.charCodeAt(index);
      if (unit === SLASH) {
        at = globs.step(at, segments.matched(within));
        if (at === DEAD) return DEAD;
        within = START;
        continue;
      }
      if (within === DEAD) continue;
      if (unit < 128) {
        within = segments.step(within, ascii[unit] ?? OTHER);
        continue;
      }
      const code = path.codePointAt(index) ?? unit;
      if (code > 0xffff) index += 1;
      within = segments.step(within, named.get(code) ?? OTHER);
    }
    return globs.step(at, segments.matched(within));
  }

  function answerFor(set: number): T {
    const found = new Set(globs.patterns(set).flatMap((glob) => plan.owners[glob] ?? []));
    const made = answer([...found].toSorted((a, b) => a - b));
    answers[set] = made;
    return made;
  }
}

const SLASH = 0x2f;
/** Every character that no glob names. */
const OTHER = 0;

/** The scopes as patterns of two kinds, each different one once: segments made of characters, globs made of segments. */
function planOf(scopes: readonly (readonly Glob[])[]) {
  const ascii = new Int32Array(128);
  const named = new Map<number, Letter>();
  const segments: Pattern[] = [];
  const segmentIds = new Map<string, Letter>();
  const globs: Pattern[] = [];
  const globIds = new Map<string, number>();
  const owners: number[][] = [];
  for (const [scope, list] of scopes.entries()) for (const glob of list) own(globFor(glob), scope);
  return { ascii, named, segments, globs, owners };

  function own(glob: number, scope: number): void {
    const all = owners[glob];
    if (all) all.push(scope);
    else owners[glob] = [scope];
  }

  function globFor({ segments: parts }: Glob): number {
    const letters: Letter[] = [];
    const loops = new Set<number>();
    for (const [index, part] of parts.entries()) {
      if (part !== "**") {
        letters.push(segmentFor(part));
        continue;
      }
      // As the last segment it stands for at least one, so `a/**` does not match `a`.
      if (index === parts.length - 1) letters.push(ANY);
      loops.add(letters.length);
    }
    return intern(globs, globIds, { letters, loops });
  }

  function segmentFor(part: Exclude<Segment, "**">): Letter {
    const letters: Letter[] = [];
    const loops = new Set<number>();
    for (const token of part) {
      if (token.kind === "run") loops.add(letters.length);
      else letters.push(token.kind === "one" ? ANY : symbolFor(token.char));
    }
    // `*`: every segment has a character.
    return letters.length === 0 ? ANY : intern(segments, segmentIds, { letters, loops });
  }

  function symbolFor(char: string): Letter {
    const code = char.codePointAt(0) ?? 0;
    const symbol = named.get(code) ?? named.size + 1;
    named.set(code, symbol);
    if (code < 128) ascii[code] = symbol;
    return symbol;
  }
}

function intern(patterns: Pattern[], ids: Map<string, number>, pattern: Pattern): number {
  const key = `${pattern.letters.join()};${[...pattern.loops].join()}`;
  const id = ids.get(key) ?? patterns.push(pattern) - 1;
  ids.set(key, id);
  return id;
}

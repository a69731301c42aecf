/**
 * Regular expressions of the config, matched in linear time by RE2's algorithm, so that no rule and no file can keep a gate busy.
 * https://github.com/google/re2/wiki/Syntax
 */
import { RE2JS } from "re2js";

export interface LinearPattern {
  /** The first match; `name` is the one named group, or the whole match when the pattern has none. */
  find(text: string): Found | null;
  /** Every match, in order. */
  all(text: string): readonly Found[];
}

export interface Found {
  readonly name: string;
  /** Where `name` starts in the text, in UTF-16 units. */
  readonly at: number;
}

export type ParsedPattern =
  | { readonly ok: true; readonly pattern: LinearPattern }
  /** One clause: "must …". */
  | { readonly ok: false; readonly problem: string };

/** Steps of the compiled program: what a character of a line costs at most. People's patterns have some dozens (FAULTS.md P10). */
const STEPS = 400;

export function parsePattern(source: string): ParsedPattern {
  try {
    const compiled = RE2JS.compile(source);
    if (compiled.programSize() > STEPS)
      return {
        ok: false,
        problem: "must be simpler: it has too many alternatives or repetitions to be matched quickly",
      };
    const groups = Object.keys(compiled.namedGroups());
    if (groups.length > 1)
      return { ok: false, problem: "must have at most one named group, which is the name that is judged" };
    return { ok: true, pattern: toPattern(compiled, groups[0] ?? null) };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      problem: `must be a regular expression of RE2, which has no look-around and no backreferences (${words})`,
    };
  }
}

function toPattern(compiled: RE2JS, group: string | null): LinearPattern {
  const all = (text: string, limit: number): Found[] => {
    const matcher = compiled.matcher(text);
    const found: Found[] = [];
    while (found.length < limit && matcher.find()) {
      const name = group === null ? matcher.group() : matcher.group(group);
      if (name === null || name === undefined) continue;
      found.push({ name, at: group === null ? matcher.start() : matcher.start(group) });
    }
    return found;
  };
  return { find: (text) => all(text, 1)[0] ?? null, all: (text) => all(text, Number.POSITIVE_INFINITY) };
}

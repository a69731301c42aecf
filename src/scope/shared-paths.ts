/**
 * The paths within one reach, or within several at once, as an automaton of only those globs that can matter: one that by the tree
 * of segments meets nothing of the scope matches none of these paths. Exact, and small for ordinary reaches.
 */
import { type Automaton, both, without } from "./automaton.ts";
import type { Glob } from "./glob.ts";
import { globAutomaton } from "./glob-automaton.ts";
import { type GlobTrie, globTrie, ownersMeeting } from "./glob-trie.ts";
import { pathAutomaton } from "./path-automaton.ts";

export interface ReachGlobs {
  readonly scope: readonly Glob[];
  readonly allow: readonly Glob[];
  readonly forbid: readonly Glob[];
}

/** Characters of globs that are laid out as automata. Of two agents with 60 globs each a few thousand matter. */
const CHARACTERS = 12_000;

/** Null when the globs that matter are too many to be looked at (FAULTS.md P10). */
export function sharedPaths(reaches: readonly ReachGlobs[], limit: number = CHARACTERS): Automaton | null {
  const lists = distinct(reaches.flatMap(({ scope, allow }) => wanted(scope, allow)));
  const forbid = distinct(
    reaches.flatMap(({ scope, forbid }) => meeting(forbid, globTrie(scope)).map((glob) => [glob])),
  );
  const unwanted = forbid.flat();
  const characters = [...lists.flat(), ...unwanted].reduce((sum, { source }) => sum + source.length, 0);
  if (characters > limit) return null;
  const paths = lists.reduceRight((all, list) => both(globAutomaton(list), all), pathAutomaton);
  return unwanted.length === 0 ? paths : without(paths, globAutomaton(unwanted));
}

/** Lists of which a path must match one glob each. A scope that is written word for word in the allowed list needs no second look. */
function wanted(scope: readonly Glob[], allow: readonly Glob[]): readonly (readonly Glob[])[] {
  const sources = new Set(allow.map(({ source }) => source));
  if (sources.has("**") || scope.every(({ source }) => sources.has(source))) return [scope];
  return [scope, meeting(allow, globTrie(scope))];
}

/** Work for each look at a tree; where it is too little, nothing is left out. */
const WORK = 8_000;

/** Those that could share a path with some glob of the tree. */
function meeting(globs: readonly Glob[], tree: GlobTrie): readonly Glob[] {
  if (globs.length === 0) return globs;
  const found = ownersMeeting(globTrie(globs), tree, WORK);
  return globs.filter((_, at) => found.has(at));
}

function distinct(lists: readonly (readonly Glob[])[]): readonly (readonly Glob[])[] {
  return [...new Map(lists.map((list) => [list.map(({ source }) => source).join("\n"), list])).values()];
}

/**
 * Globs as a tree of their segments, each glob with an owner: to find, among very many, those that could share a path with
 * some others. Whether they do, and where, is for the automata to say: here it is not looked at what a valid path is.
 */
import type { Glob, Segment } from "./glob.ts";
import { segmentKey, segmentsMeet } from "./segments-meet.ts";

export interface GlobTrie {
  /** Children whose segment is nothing but characters, by those characters. */
  readonly literals: Map<string, Child>;
  /** The others, by a key of their own. */
  readonly patterns: Map<string, Child>;
  /** Where `**` leads: any number of segments, as a last segment at least one. */
  stars: GlobTrie | null;
  /** Whether a `**` led here: then any segment stays here. */
  readonly loops: boolean;
  /** Whose globs end here. */
  readonly owners: number[];
}

interface Child {
  readonly segment: Exclude<Segment, "**">;
  readonly trie: GlobTrie;
}

/** Each glob is its own owner. */
export function globTrie(globs: readonly Glob[]): GlobTrie {
  const trie = emptyTrie();
  for (const [owner, glob] of globs.entries()) addGlob(trie, glob, owner);
  return trie;
}

export function emptyTrie(loops = false): GlobTrie {
  return { literals: new Map(), patterns: new Map(), stars: null, loops, owners: [] };
}

export function addGlob(trie: GlobTrie, { segments }: Glob, owner: number): void {
  let at = trie;
  for (const segment of segments) at = segment === "**" ? starsOf(at) : childOf(at, segment);
  at.owners.push(owner);
}

function starsOf(trie: GlobTrie): GlobTrie {
  trie.stars ??= emptyTrie(true);
  return trie.stars;
}

function childOf({ literals, patterns }: GlobTrie, segment: Exclude<Segment, "**">): GlobTrie {
  const { literal, key } = segmentKey(segment);
  const children = literal ? literals : patterns;
  const child = children.get(key) ?? { segment, trie: emptyTrie() };
  children.set(key, child);
  return child.trie;
}

/** Pairs of nodes and of segments looked at. A thousand scopes of people need a few thousand; globs made for it are stopped (FAULTS.md P10). */
const WORK = 40_000;

/**
 * The owners in `held` of globs that could share a path with some glob of `wanted`; all owners when that takes too long to
 * find out.
 */
export function ownersMeeting(held: GlobTrie, wanted: GlobTrie, work: number = WORK): ReadonlySet<number> {
  const found = new Set<number>();
  let left = work;
  /** Pairs of nodes that the same segments lead to. */
  const seen = new Map<GlobTrie, Set<GlobTrie>>();
  const queue: (readonly [GlobTrie, GlobTrie])[] = [];
  const reach = (one: GlobTrie, other: GlobTrie): void => {
    const others = seen.get(one) ?? new Set();
    if (others.has(other)) return;
    seen.set(one, others.add(other));
    queue.push([one, other]);
  };
  reach(held, wanted);
  for (const [one, other] of queue) {
    if (left < 0) return new Set(allOwners(held));
    if (other.owners.length > 0) for (const owner of one.owners) found.add(owner);
    const [anyOne, anyOther] = [anySegment(one), anySegment(other)];
    if (anyOne && anyOther) reach(anyOne, anyOther);
    if (anyOne) for (const { trie } of childrenAfter(other)) reach(anyOne, trie);
    if (anyOther) for (const { trie } of childrenAfter(one)) reach(trie, anyOther);
    for (const from of leaving(one)) {
      for (const to of leaving(other)) {
        left -=
          1 +
          (from.literals.size + from.patterns.size) * to.patterns.size +
          from.patterns.size * to.literals.size;
        if (left >= 0) meetChildren(from, to, reach);
      }
    }
  }
  return left < 0 ? new Set(allOwners(held)) : found;
}

function allOwners(trie: GlobTrie): readonly number[] {
  const below = childrenOf(trie).map((child) => child.trie);
  return [...trie.owners, ...[...below, ...(trie.stars ? [trie.stars] : [])].flatMap(allOwners)];
}

/** Where any segment at all leads. */
function anySegment(trie: GlobTrie): GlobTrie | null {
  return trie.loops ? trie : trie.stars;
}

/** The nodes whose children come next: `**` may stand for no segment at all. */
function leaving(trie: GlobTrie): readonly GlobTrie[] {
  return trie.stars ? [trie, trie.stars] : [trie];
}

function childrenAfter(trie: GlobTrie): readonly Child[] {
  return leaving(trie).flatMap(childrenOf);
}

function childrenOf({ literals, patterns }: GlobTrie): readonly Child[] {
  return [...literals.values(), ...patterns.values()];
}

function meetChildren(one: GlobTrie, other: GlobTrie, reach: (one: GlobTrie, other: GlobTrie) => void): void {
  for (const [key, b] of other.literals) {
    const a = one.literals.get(key);
    if (a) reach(a.trie, b.trie);
    for (const pattern of one.patterns.values()) if (meet(pattern, b)) reach(pattern.trie, b.trie);
  }
  if (other.patterns.size === 0) return;
  const children = childrenOf(one);
  for (const b of other.patterns.values()) for (const a of children) if (meet(a, b)) reach(a.trie, b.trie);
}

function meet(a: Child, b: Child): boolean {
  return segmentsMeet(a.segment, b.segment);
}

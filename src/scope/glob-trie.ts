/**
 * Globs as a tree of their segments, each glob with an owner: to find, among very many, those that could share a path with
 * some others. Whether they do, and where, is for the automata to say: here it is not looked at what a valid path is.
 */
import type { Effort } from "./effort.ts";
import type { Glob, Segment } from "./glob.ts";
import { type SegmentCodes, segmentCodes, segmentKey, segmentsMeet } from "./segments-meet.ts";

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
  readonly segment: SegmentCodes;
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
  const known = children.get(key);
  if (known) return known.trie;
  const child = { segment: segmentCodes(segment), trie: emptyTrie() };
  children.set(key, child);
  return child.trie;
}

/**
 * Nodes, segments and characters compared. A thousand scopes of people need a few thousand, one agent's with another's some
 * hundred; globs made for it are stopped (FAULTS.md P10).
 */
const WORK = 40_000;

/**
 * The owners in `held` of globs that could share a path with some glob of `wanted`; all owners when that takes too long to
 * find out.
 */
export function ownersMeeting(held: GlobTrie, wanted: GlobTrie, work: number = WORK): ReadonlySet<number> {
  const found = new Set<number>();
  const effort: Effort = { left: work };
  /** Pairs of nodes that the same segments lead to. */
  const seen = new Map<GlobTrie, Set<GlobTrie>>();
  const queue: (readonly [GlobTrie, GlobTrie])[] = [];
  const reach = (one: GlobTrie, other: GlobTrie): void => {
    const others = seen.get(one);
    if (others?.has(other)) return;
    if (others) others.add(other);
    else seen.set(one, new Set([other]));
    queue.push([one, other]);
  };
  reach(held, wanted);
  for (const [one, other] of queue) {
    effort.left -= NODE;
    if (effort.left < 0) return new Set(allOwners(held));
    if (other.owners.length > 0) for (const owner of one.owners) found.add(owner);
    const [anyOne, anyOther] = [anySegment(one), anySegment(other)];
    if (anyOne && anyOther) reach(anyOne, anyOther);
    if (anyOne) reachChildren(other, (trie) => reach(anyOne, trie), effort);
    if (anyOther) reachChildren(one, (trie) => reach(trie, anyOther), effort);
    for (const from of leaving(one)) for (const to of leaving(other)) meetChildren(from, to, reach, effort);
  }
  return effort.left < 0 ? new Set(allOwners(held)) : found;
}

/** What a pair of nodes costs besides what is compared at it. */
const NODE = 10;

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

/** What any segment leads to at the other side. */
function reachChildren(trie: GlobTrie, reach: (trie: GlobTrie) => void, effort: Effort): void {
  for (const { literals, patterns } of leaving(trie)) {
    effort.left -= literals.size + patterns.size;
    if (effort.left < 0) return;
    for (const child of literals.values()) reach(child.trie);
    for (const child of patterns.values()) reach(child.trie);
  }
}

function childrenOf({ literals, patterns }: GlobTrie): readonly Child[] {
  return [...literals.values(), ...patterns.values()];
}

function meetChildren(
  one: GlobTrie,
  other: GlobTrie,
  reach: (one: GlobTrie, other: GlobTrie) => void,
  effort: Effort,
): void {
  const [few, many] = one.literals.size < other.literals.size ? [one, other] : [other, one];
  effort.left -= few.literals.size;
  for (const key of few.literals.keys()) {
    if (!many.literals.has(key)) continue;
    const [a, b] = [one.literals.get(key), other.literals.get(key)];
    if (a && b) reach(a.trie, b.trie);
  }
  const meet = (a: Child, b: Child): void => {
    effort.left -= 1;
    if (effort.left >= 0 && segmentsMeet(a.segment, b.segment, effort)) reach(a.trie, b.trie);
  };
  for (const a of one.patterns.values()) {
    for (const b of other.literals.values()) meet(a, b);
    for (const b of other.patterns.values()) meet(a, b);
  }
  if (other.patterns.size === 0) return;
  for (const a of one.literals.values()) for (const b of other.patterns.values()) meet(a, b);
}

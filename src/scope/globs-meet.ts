/**
 * Can a path match a glob of one list and one of another? A first look, glob by glob, without building anything: nearly all pairs
 * differ in their first or last segment. As exact as the tree of segments (glob-trie.ts), which is for very many globs at once.
 */
import type { Effort } from "./effort.ts";
import type { Glob } from "./glob.ts";
import { type SegmentCodes, segmentCodes, segmentsMeet } from "./segments-meet.ts";

/** Its segments; null stands for `**`. */
export type GlobCodes = readonly (SegmentCodes | null)[];

export function globCodes({ segments }: Glob): GlobCodes {
  return segments.map((segment) => (segment === "**" ? null : segmentCodes(segment)));
}

/** Segments and characters compared: a look at the agents of people needs a few thousand at most. */
const WORK = 20_000;

/** Null when it would take too long to say no. */
export function globsMeet(
  one: readonly GlobCodes[],
  other: readonly GlobCodes[],
  work: number = WORK,
): boolean | null {
  const effort: Effort = { left: work };
  for (const a of one) {
    for (const b of other) {
      effort.left -= 2;
      const meet = endsMeet(a, b, effort) && meetFrom(a, 0, b, 0, effort);
      if (effort.left < 0) return null;
      if (meet) return true;
    }
  }
  return false;
}

function endsMeet(a: GlobCodes, b: GlobCodes, effort: Effort): boolean {
  const [lastA, lastB] = [a[a.length - 1], b[b.length - 1]];
  return !lastA || !lastB || segmentsMeet(lastA, lastB, effort);
}

/** From these segments on. Beyond the effort the answer is yes. */
function meetFrom(a: GlobCodes, fromA: number, b: GlobCodes, fromB: number, effort: Effort): boolean {
  let [i, j] = [fromA, fromB];
  for (;;) {
    effort.left -= 1;
    if (effort.left < 0) return true;
    const [lengthA, lengthB] = [a.length, b.length];
    // What is left of either wants a segment at least: a `**` at the end too.
    if (i === lengthA || j === lengthB) return i === lengthA && j === lengthB;
    const [partA, partB] = [a[i], b[j]];
    if (partA && partB) {
      if (!segmentsMeet(partA, partB, effort)) return false;
      i += 1;
      j += 1;
      continue;
    }
    if ((!partA && i === lengthA - 1) || (!partB && j === lengthB - 1)) return true;
    // It stands for nothing (more), or for one more segment of the other.
    if (meetFrom(a, i + 1, b, j, effort)) return true;
    j += 1;
  }
}

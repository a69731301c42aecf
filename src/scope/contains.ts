/** Membership: does some glob match this path? minimatch is the definition of the dialect. */
import { Minimatch } from "minimatch";

/** The path is taken as valid: whoever judges a path asks `invalidPath` first, as `inReach` does. */
export function contains(globs: readonly string[], path: string): boolean {
  return globs.some((glob) => matcher(glob).match(path));
}

/** A compiled glob, for callers that match many paths. The platform is pinned: on Windows minimatch would read `\` as a separator. */
export function matcher(glob: string): Minimatch {
  return new Minimatch(glob, {
    dot: true,
    noext: true,
    nonegate: true,
    nocomment: true,
    nobrace: true,
    platform: "linux",
  });
}

/** Membership by minimatch, which defines the dialect: for a few questions. Many are for `scopeIndex`, which answers the same. */
import { minimatch } from "minimatch";

/** The platform is pinned: on Windows minimatch would read `\` as a separator. */
const dialect = {
  dot: true,
  noext: true,
  nonegate: true,
  nocomment: true,
  nobrace: true,
  platform: "linux",
} as const;

/** The path is taken as valid: whoever judges a path asks `invalidPath` first, as `inReach` does. */
export function contains(globs: readonly string[], path: string): boolean {
  return globs.some((glob) => minimatch(path, glob, dialect));
}

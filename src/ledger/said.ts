/** What people say to agents: announcements to all of them, patterns to those whom they fit, words about one task; and what was merged meanwhile. */
import { z } from "zod";
import { parseGlob } from "../scope/glob.ts";
import { overlap } from "../scope/overlap.ts";
import { type CompiledReach, compileReach } from "../scope/reach.ts";

/** Characters of one: each goes into every prompt that it reaches. */
export const SAID_LENGTH = 500;
/** How many stand at once; of words about one task, and of merges, the last ones are kept. */
export const SAID_MOST = { announcements: 10, patterns: 20, told: 10, news: 10 } as const;

const said = { by: z.string(), text: z.string(), at: z.iso.datetime() };
const glob = z.string().refine((text) => parseGlob(text).ok, "is not a glob of the dialect");

export const Announcement = z.strictObject({ id: z.string().regex(/^a[1-9][0-9]*$/), ...said });
export type Announcement = z.infer<typeof Announcement>;

/** How something is done here. `scope`: it fits whoever may touch one of these paths; empty fits everybody. */
export const Pattern = z.strictObject({
  id: z.string().regex(/^p[1-9][0-9]*$/),
  scope: z.array(glob),
  ...said,
});
export type Pattern = z.infer<typeof Pattern>;

export const Told = z.strictObject(said);
export type Told = z.infer<typeof Told>;

/** Another task was merged on which this one builds, or whose changes lie in its reach. */
export const News = z.strictObject({
  task: z.int().min(1),
  pull: z.int().min(1),
  title: z.string(),
  agent: z.string(),
  because: z.enum(["builds", "overlaps"]),
  /** The first of the paths that matter to this one, and how many others were changed; null for more than are noted. */
  paths: z.array(z.string()),
  more: z.int().min(0).nullable(),
  at: z.iso.datetime(),
});
export type News = z.infer<typeof News>;

/** Which patterns fit a reach; each is compiled once. Where it cannot be decided whether they share a path, it fits. */
export function fitting(patterns: readonly Pattern[]): (reach: CompiledReach) => readonly Pattern[] {
  const compiled = patterns.map((pattern) => {
    const { scope } = pattern;
    return { pattern, where: scope.length === 0 ? null : compileReach({ scope, allow: ["**"], forbid: [] }) };
  });
  return (reach) =>
    compiled.flatMap(({ pattern, where }) =>
      where === null || overlap(reach, where).kind !== "disjoint" ? [pattern] : [],
    );
}

/** `shared`: paths that stand outside of every agent's boundary, each list with a policy of its own. */
import { z } from "zod";
import { type SharedPolicy, sharedPolicies } from "../domain/shared-policy.ts";
import { contains } from "../scope/contains.ts";
import { refuseTogether } from "../scope/glob.ts";
import { overlap } from "../scope/overlap.ts";
import { protectionOf } from "../scope/protected-path.ts";
import { type CompiledReach, compileReach } from "../scope/reach.ts";
import { GlobList } from "./glob-list.ts";
import { nearest } from "./nearest.ts";

export const SharedPaths = z.strictObject({
  paths: GlobList.min(1, "must name at least one path").describe(
    "Globs of the shared paths; a path may stand in one entry only.",
  ),
  policy: z
    .enum(sharedPolicies)
    .describe(
      "Who may touch them: `forbid` no agent; `owner` only the agent in `owner`; `serialize` any task whose own scope names them, one at a time; `person` the same, several at a time, each with a person's approval.",
    ),
  owner: z.string().optional().describe("For policy `owner`: the id of the agent that they belong to."),
});
export type SharedPaths = z.infer<typeof SharedPaths>;

/** What is wrong with a list of entries as a whole, and at which place in it. */
export interface SharedProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export function sharedProblems(
  shared: readonly SharedPaths[],
  roster: readonly string[],
): readonly SharedProblem[] {
  const owners = shared.flatMap((entry, index) => {
    const message = ownerProblem(entry, roster);
    return message === null ? [] : [{ path: [index, "owner"], message }];
  });
  return [...owners, ...shared.flatMap(openedProblems), ...togetherProblems(shared)];
}

/**
 * What steers people, agents and CI is no agent's, and no policy makes it one's: an entry that says so would do nothing. A wide
 * glob may still hold such paths; there the gates refuse them.
 */
function openedProblems({ paths, policy }: SharedPaths, index: number): readonly SharedProblem[] {
  if (policy === "forbid") return [];
  return paths.flatMap((glob, place) => {
    if (protectionOf(oneOf(glob)) !== "governance") return [];
    const message = "steers people, agents or CI, which no policy but `forbid` may be about";
    return [{ path: [index, "paths", place], message: `\`${glob}\` ${message}` }];
  });
}

/** A short path that the glob matches, without a search: of hostile globs there may be many. */
function oneOf(glob: string): string {
  return glob
    .replace(/(^|\/)(?:\*\*\/)+/g, "$1")
    .replace(/\\(.)|[*?]+/g, (_found, literal: string | undefined) => literal ?? "x");
}

function ownerProblem({ policy, owner }: SharedPaths, roster: readonly string[]): string | null {
  if (policy !== "owner")
    return owner === undefined
      ? null
      : `must be left out where the policy is ${policy}: only \`owner\` has one`;
  if (owner !== undefined && roster.includes(owner)) return null;
  const known = `must be an agent of the roster (${roster.join(", ") || "which is empty"})`;
  const similar = owner === undefined ? null : nearest(owner, roster);
  return similar === null ? known : `${known}, perhaps \`${similar}\``;
}

/** Each entry is compared with all before it at once, so that hostile globs cost one search an entry (FAULTS.md P10). */
function togetherProblems(shared: readonly SharedPaths[]): readonly SharedProblem[] {
  const tooLong = refuseTogether(shared.flatMap(({ paths }) => paths));
  if (tooLong !== null) return [{ path: [], message: tooLong }];
  for (const [index, { paths }] of shared.entries()) {
    const before = shared.slice(0, index);
    const found = overlap(reachOf(paths), reachOf(before.flatMap((entry) => entry.paths)));
    const path = [index, "paths"];
    if (found.kind === "undecided")
      return [{ path, message: "these globs are too intricate to be told from those of the entries before" }];
    if (found.kind === "disjoint") continue;
    const first = before.findIndex((entry) => contains(entry.paths, found.path));
    const message = `\`${found.path}\` stands in shared[${first}] too, and a path can have only one policy`;
    return [{ path, message }];
  }
  return [];
}

function reachOf(globs: readonly string[]): CompiledReach {
  return compileReach({ scope: globs, allow: ["**"], forbid: [] });
}

/** The policy of a path; null when nobody shares it. */
export function sharedPolicyOf(shared: readonly SharedPaths[], path: string): SharedPolicy | null {
  return shared.find(({ paths }) => contains(paths, path))?.policy ?? null;
}

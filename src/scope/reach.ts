/** What a task may touch: its scope, within its agent's allowed paths, without the forbidden ones. */
import type { SharedPolicy } from "../domain/shared-policy.ts";
import { type GlobTrie, globTrie } from "./glob-trie.ts";
import { type GlobCodes, globCodes } from "./globs-meet.ts";
import { parsedGlobs } from "./parsed-globs.ts";
import { invalidPath } from "./path.ts";
import { scopeIndex } from "./scope-index.ts";
import type { ReachGlobs } from "./shared-paths.ts";

/**
 * Globs of the dialect in glob.ts. A path is within reach when some glob of `scope` and some of `allow`, and none of `forbid`
 * and `withheld`, matches it.
 */
export interface Reach {
  readonly scope: readonly string[];
  readonly allow: readonly string[];
  readonly forbid: readonly string[];
  /** What policies of shared paths keep from the task; absent where nothing is shared. */
  readonly withheld?: readonly Withheld[];
  /** Paths that several tasks may have in hand at once: a lease does not cover them. */
  readonly common?: readonly string[];
}

export interface Withheld {
  readonly glob: string;
  readonly policy: SharedPolicy;
  /** The agent whose paths they are; null for nobody's. */
  readonly owner: string | null;
}

/** A reach made ready for questions; each part is made when it is first asked for. */
export interface CompiledReach {
  readonly source: Reach;
  readonly globs: ReachGlobs;
  /** The same for what a lease on this reach covers. */
  readonly leased: ReachGlobs;
  /** The globs of the scope, each by itself: the first look. */
  readonly codes: () => readonly GlobCodes[];
  /** The globs of the scope: a cheap way to see that two reaches lie far apart. */
  readonly scope: () => GlobTrie;
  /** Judges a valid path. */
  readonly judge: (path: string) => ReachVerdict;
}

/** Globs are parsed where they enter (config, issue, ledger); one that does not parse here is a mistake of ours and throws. */
export function compileReach(source: Reach): CompiledReach {
  const scope = parsedGlobs(source.scope);
  const allow = parsedGlobs(source.allow);
  const forbid = parsedGlobs(source.forbid);
  const withheld = parsedGlobs((source.withheld ?? []).map(({ glob }) => glob));
  const common = parsedGlobs(source.common ?? []);
  const refused = [...forbid, ...withheld];
  let codes: readonly GlobCodes[] | undefined;
  let trie: GlobTrie | undefined;
  let judge: ((path: string) => ReachVerdict) | undefined;
  return {
    source,
    globs: { scope, allow, forbid: refused },
    leased: { scope, allow, forbid: [...refused, ...common] },
    codes: () => {
      codes ??= scope.map(globCodes);
      return codes;
    },
    scope: () => {
      trie ??= globTrie(scope);
      return trie;
    },
    judge: (path) => {
      judge ??= scopeIndex([scope, allow, ...refused.map((glob) => [glob])], (members) =>
        verdictOf(members, source),
      );
      return judge(path);
    },
  };
}

export type ReachVerdict =
  | { readonly ok: true }
  /** Not a path that may be written at all; `detail` says why ("it contains a backslash"). */
  | { readonly ok: false; readonly rule: "path"; readonly detail: string }
  /** Forbidden wins over everything; `detail` is the glob that forbids. */
  | { readonly ok: false; readonly rule: "forbid"; readonly detail: string }
  /** A policy of shared paths keeps it from this task; `detail` is the policy's glob. */
  | {
      readonly ok: false;
      readonly rule: "shared";
      readonly detail: string;
      readonly policy: SharedPolicy;
      readonly owner: string | null;
    }
  /** No glob of the agent's `allow`, or of the task's scope, matches. */
  | { readonly ok: false; readonly rule: "allow" | "scope" };

export function inReach(reach: CompiledReach, path: string): ReachVerdict {
  const problem = invalidPath(path);
  return problem === null ? reach.judge(path) : { ok: false, rule: "path", detail: problem };
}

/** `members`: which of these match, by their places: the scope, the allowed globs, then each forbidden and each withheld glob by itself. */
function verdictOf(members: readonly number[], { forbid, withheld = [] }: Reach): ReachVerdict {
  const refused = (members.find((place) => place > ALLOW) ?? 0) - ALLOW - 1;
  const forbidden = forbid[refused];
  if (forbidden !== undefined) return { ok: false, rule: "forbid", detail: forbidden };
  const shared = withheld[refused - forbid.length];
  if (shared !== undefined) {
    return { ok: false, rule: "shared", detail: shared.glob, policy: shared.policy, owner: shared.owner };
  }
  if (!members.includes(ALLOW)) return { ok: false, rule: "allow" };
  return members.includes(SCOPE) ? { ok: true } : { ok: false, rule: "scope" };
}

const SCOPE = 0;
const ALLOW = 1;

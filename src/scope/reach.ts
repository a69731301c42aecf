/** What a task may touch: its scope, within its agent's allowed paths, without the forbidden ones. */
import type { Minimatch } from "minimatch";
import { type Automaton, both, without } from "./automaton.ts";
import { matcher } from "./contains.ts";
import { type Glob, literalPrefix, parseGlob } from "./glob.ts";
import { globAutomaton } from "./glob-automaton.ts";
import { invalidPath } from "./path.ts";
import { pathAutomaton } from "./path-automaton.ts";

/** Globs of the dialect in glob.ts. A path is within reach when some glob of `scope` and some of `allow`, and none of `forbid`, matches it. */
export interface Reach {
  readonly scope: readonly string[];
  readonly allow: readonly string[];
  readonly forbid: readonly string[];
}

/** A reach made ready for questions. It grows a cache as questions are asked: keep it for a pass, not for ever. */
export interface CompiledReach {
  readonly source: Reach;
  readonly scope: readonly Minimatch[];
  readonly allow: readonly Minimatch[];
  readonly forbid: readonly Minimatch[];
  /** The valid paths within reach. */
  readonly paths: Automaton;
  /** Each path within reach starts with one of these: a cheap way to see that two reaches lie far apart. */
  readonly prefixes: readonly string[];
}

/** Globs are parsed where they enter (config, issue, ledger); one that does not parse here is a mistake of ours and throws. */
export function compileReach(reach: Reach): CompiledReach {
  const globs = parsedGlobs(reach.scope);
  const within = both(globAutomaton(globs), globAutomaton(parsedGlobs(reach.allow)));
  const forbidden = globAutomaton(parsedGlobs(reach.forbid));
  return {
    source: reach,
    scope: reach.scope.map(matcher),
    allow: reach.allow.map(matcher),
    forbid: reach.forbid.map(matcher),
    paths: without(both(within, pathAutomaton), forbidden),
    prefixes: globs.map(literalPrefix),
  };
}

export type ReachVerdict =
  | { readonly ok: true }
  /** Not a path that may be written at all; `detail` says why ("it contains a backslash"). */
  | { readonly ok: false; readonly rule: "path"; readonly detail: string }
  /** Forbidden wins over everything; `detail` is the glob that forbids. */
  | { readonly ok: false; readonly rule: "forbid"; readonly detail: string }
  /** No glob of the agent's `allow`, or of the task's scope, matches. */
  | { readonly ok: false; readonly rule: "allow" | "scope" };

export function inReach({ source, scope, allow, forbid }: CompiledReach, path: string): ReachVerdict {
  const problem = invalidPath(path);
  if (problem !== null) return { ok: false, rule: "path", detail: problem };
  const forbidden = forbid.findIndex((glob) => glob.match(path));
  const glob = source.forbid[forbidden];
  if (glob !== undefined) return { ok: false, rule: "forbid", detail: glob };
  if (!allow.some((each) => each.match(path))) return { ok: false, rule: "allow" };
  if (!scope.some((each) => each.match(path))) return { ok: false, rule: "scope" };
  return { ok: true };
}

/** Reads globs that were parsed before; throws for one that does not parse. */
export function parsedGlobs(texts: readonly string[]): readonly Glob[] {
  return texts.map((text) => {
    const parsed = parseGlob(text);
    if (parsed.ok) return parsed.glob;
    throw new Error(`glob ${JSON.stringify(text)} was not parsed where it entered: ${parsed.problem}`);
  });
}

/** Bench `scope`: many scopes against many paths, two scopes against each other, and one against a thousand held ones. */
import globIntersection from "glob-intersection";
import { Minimatch } from "minimatch";
import picomatch from "picomatch";
import zeptomatch from "zeptomatch";
import { addGlob, emptyTrie, ownersMeeting } from "../src/scope/glob-trie.ts";
import { type GlobCodes, globCodes, globsMeet } from "../src/scope/globs-meet.ts";
import { overlap } from "../src/scope/overlap.ts";
import { parsedGlobs } from "../src/scope/parsed-globs.ts";
import { type CompiledReach, compileReach } from "../src/scope/reach.ts";
import { scopeIndex } from "../src/scope/scope-index.ts";
import type { Figure } from "./figure.ts";
import { pathsOf, type Team, teams } from "./paths.ts";

type Matches = (path: string) => boolean;
type Matcher = (glob: string) => Matches;

/** Compiled before the clock starts, each with the options that come nearest to the dialect. */
const others: readonly (readonly [name: string, matcher: Matcher])[] = [
  ["minimatch", minimatchOf],
  ["picomatch", (glob) => picomatch(glob, { dot: true, noext: true, nonegate: true, nobrace: true })],
  ["zeptomatch", (glob) => (path) => zeptomatch(glob, path)],
];

export function benchScope(): readonly Figure[] {
  return [...verdicts(3_000), ...verdicts(100_000), ...pairs(), ...admissions()];
}

function minimatchOf(glob: string): Matches {
  const options = { dot: true, noext: true, nonegate: true, nocomment: true, nobrace: true } as const;
  const compiled = new Minimatch(glob, options);
  return (path) => compiled.match(path);
}

/** Ours is cold: globs are parsed and the index is built within the time. The unit is one lookup of each path in a Map. */
function verdicts(count: number): readonly Figure[] {
  const paths = pathsOf(count);
  const map = new Map(paths.map((path, at) => [path, at]));
  const lookup = median(() => readAnew(paths).map((path) => map.get(path) ?? 0));
  const index = median(() => readAnew(paths).map(indexed(teams)));
  const mine = paths.map(indexed(teams));
  return others.map(([name, matcher]) => {
    const compiled = teams.map(({ allow, forbid }) => [allow.map(matcher), forbid.map(matcher)] as const);
    const start = performance.now();
    const theirs = paths.map((path) => judged(compiled, path));
    const time = performance.now() - start;
    const different = theirs.filter((teamsOf, at) => teamsOf.join() !== mine[at]?.join()).length;
    return {
      what: `verdicts of ${teams.length} agents with 6 globs on ${count} paths (${different} differ)`,
      measured: index / lookup,
      detail: "Map lookups a path",
      // With fewer paths, reading the globs is most of the time.
      aim: count >= 100_000 ? 4 : null,
      alternative: { what: name, number: time / lookup },
    };
  });
}

/** The agents that may touch a path; forbidden wins. */
function judged(compiled: readonly (readonly [readonly Matches[], readonly Matches[]])[], path: string) {
  const may = ([allow, forbid]: readonly [readonly Matches[], readonly Matches[]]) =>
    allow.some((matches) => matches(path)) && !forbid.some((matches) => matches(path));
  return [...compiled.keys()].filter((at) => {
    const globs = compiled[at];
    return globs !== undefined && may(globs);
  });
}

function indexed(all: readonly Team[]): (path: string) => readonly number[] {
  const scopes = all.flatMap(({ allow, forbid }) => [parsedGlobs(allow), parsedGlobs(forbid)]);
  return scopeIndex(scopes, (members) => {
    const found = new Set(members);
    return members.filter((at) => at % 2 === 0 && !found.has(at + 1)).map((at) => at / 2);
  });
}

/** Strings whose hashes nobody has computed yet, as they come from Git or from GitHub. */
function readAnew(paths: readonly string[]): readonly string[] {
  return paths.join("\n").split("\n");
}

const pairGlobs = [
  "packages/ethereum-core/src/**",
  "packages/*/src/**/*.ts",
  "**/*.test.ts",
  "packages/e*-core/**/index.ts",
  "docs/**/api*.md",
  "docs/ethereum/*",
  "services/*/ethereum/core-v?/**",
  "*a*b*c*",
  "*x*y*z*",
  "**/src/**/test/**/*.ts",
  "**/generated*/**",
  "packages/solana-*/**",
] as const;

/** Once through all pairs takes ours some microseconds, too few for a clock and for the compiler to have warmed up. */
const ROUNDS = 20;

/** Each glob with each: whether they meet, segment by segment, and by the automata with a witness path; what the other gets wrong is counted. */
function pairs(): readonly Figure[] {
  const reaches = pairGlobs.map((glob) => compileReach(free([glob])));
  const all = reaches.flatMap((a, at) => reaches.slice(at).map((b) => [a, b] as const));
  const mine = all.map(([a, b]) => overlap(a, b).kind === "overlaps");
  const theirs = all.map(([a, b]) => globIntersection(globOf(a), globOf(b)) !== false);
  const missed = mine.filter((meets, at) => meets && !theirs[at]).length;
  const invented = mine.filter((meets, at) => !meets && theirs[at]).length;
  const asked = (ask: (a: CompiledReach, b: CompiledReach) => unknown) =>
    median(() => {
      for (let round = 0; round < ROUNDS; round += 1) for (const [a, b] of all) ask(a, b);
    });
  const other = asked((a, b) => globIntersection(globOf(a), globOf(b)));
  const own = {
    "whether they meet": asked((a, b) => globsMeet(a.codes(), b.codes())),
    "whether they meet, both read anew": asked((a, b) => globsMeet(codesOf(a), codesOf(b))),
    "with a witness path": asked(overlap),
  };
  return Object.entries(own).map(([what, time]) => ({
    what: `overlap of ${all.length} pairs of globs, ${what} (the other misses ${missed}, invents ${invented})`,
    measured: 1,
    detail: "time of ours",
    aim: null,
    alternative: { what: "glob-intersection", number: other / time },
  }));
}

function codesOf({ source }: CompiledReach): readonly GlobCodes[] {
  return parsedGlobs(source.scope).map(globCodes);
}

function globOf({ source }: CompiledReach): string {
  return source.scope.join();
}

const HELD = 1_000;

/** A scope that is free, and one that is not, among a thousand others, some of them with wildcards in the middle or at the start. */
function admissions(): readonly Figure[] {
  const held = Array.from({ length: HELD }, (_, at) => compileReach(free(heldScope(at))));
  const trie = emptyTrie();
  for (const [at, { source }] of held.entries()) {
    for (const glob of parsedGlobs(source.scope)) addGlob(trie, glob, at);
  }
  const asked = {
    "that is free": ["teams/t7/s1001/api/*.ts", "teams/t7/docs/s1001*.md"],
    "that must wait": ["teams/t7/s907/api/v1/**"],
  };
  return Object.entries(asked).map(([what, scope]) => {
    const first = (among: readonly CompiledReach[], one: CompiledReach) =>
      among.find((other) => overlap(other, one).kind !== "disjoint");
    const indexed = median(() => {
      const one = compileReach(free(scope));
      const near = [...ownersMeeting(trie, one.scope())].toSorted((a, b) => a - b);
      return first(
        near.flatMap((at) => held[at] ?? []),
        one,
      );
    });
    const each = median(() => first(held, compileReach(free(scope))));
    return {
      what: `admitting a scope ${what} against ${HELD} held ones`,
      measured: 1,
      detail: "time of ours",
      aim: null,
      alternative: { what: "compared with each in turn", number: each / indexed },
    };
  });
}

function free(scope: readonly string[]) {
  return { scope, allow: ["**"], forbid: [] };
}

function heldScope(at: number): readonly string[] {
  const folder = `teams/t${at % 20}/s${at}`;
  if (at % 10 === 0) return [`teams/*/s${at}/**`];
  if (at % 10 === 1) return [`**/s${at}-*.css`];
  return [`${folder}/api/**`, `${folder}/web/*.ts`];
}

/** Milliseconds of a run, the middle one of nine after two that warm up. */
function median(run: () => unknown): number {
  const times = Array.from({ length: 11 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.slice(2).toSorted((a, b) => a - b)[4] ?? Number.NaN;
}

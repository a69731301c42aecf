import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contains } from "../../src/scope/contains.ts";
import { globTrie, ownersMeeting } from "../../src/scope/glob-trie.ts";
import { globCodes, globsMeet } from "../../src/scope/globs-meet.ts";
import { isInside } from "../../src/scope/is-inside.ts";
import { exampleOf, overlap } from "../../src/scope/overlap.ts";
import { parsedGlobs } from "../../src/scope/parsed-globs.ts";
import { type CompiledReach, compileReach } from "../../src/scope/reach.ts";
import { sharedPaths } from "../../src/scope/shared-paths.ts";
import { shortest } from "../../src/scope/shortest.ts";
import { richGlob, shortPaths, smallGlob } from "./arbitraries.ts";

function free(...scope: string[]) {
  return compileReach({ scope, allow: ["**"], forbid: [] });
}

function pathsOf(reaches: readonly CompiledReach[], characters?: number) {
  const paths = sharedPaths(
    reaches.map(({ globs }) => globs),
    characters,
  );
  if (paths === null) throw new Error("they have too many characters");
  return paths;
}

// R33, B01: two tasks whose scopes can touch the same file, with a shortest file as evidence.
describe("two scopes that can share a path", () => {
  test.each([
    ["servers/eth/**", "servers/*/test/**", "servers/eth/test/x"],
    ["servers/**", "servers/*/test/**", "servers/x/test/x"],
    ["src/**", "**/*.ts", "src/.ts"],
    ["a/**", "a/b", "a/b"],
    ["a/**/b", "**/c/*", "a/c/b"],
    ["*", "?", "x"],
    ["x*", "*y", "xy"],
    ["a*", "*a", "a"],
    [".*", "*", ".x"],
    ["a?", "?b", "ab"],
    ["\\*", "*", "*"],
    ["**/a/**", "**/b/**", "a/b/x"],
    ["a.*", "*.b", "a.b"],
    ["日本/**", "日*/語", "日本/語"],
  ])("%s and %s share %s", (a, b, path) => {
    expect(overlap(free(a), free(b))).toEqual({ kind: "overlaps", path });
  });
});

describe("two scopes that cannot share a path", () => {
  test.each([
    ["servers/eth/**", "servers/sol/**"],
    ["servers/eth/**", "servers/eth-sepolia/**"],
    ["a/**", "a"], // `a` as a file: a tree cannot hold both, but no single path belongs to both
    ["*", "*/*"],
    ["*.ts", "*.js"],
    ["src/a/**", "SRC/a/**"],
    ["a%2?", "a%?e"], // only a%2e, which is no valid path (P2)
    ["?", "??"],
    ["\\*", "a"],
    ["*.?", "?"],
  ])("%s and %s", (a, b) => {
    expect(overlap(free(a), free(b))).toEqual({ kind: "disjoint" });
  });
});

test("boundaries narrow an overlap: what one of two agents may not touch is not shared", () => {
  const everything = free("servers/**");
  const tests = compileReach({ scope: ["servers/**"], allow: ["servers/*/test/**"], forbid: [] });
  const noTests = compileReach({ scope: ["servers/**"], allow: ["**"], forbid: ["servers/*/test/**"] });
  expect(overlap(everything, tests)).toEqual({ kind: "overlaps", path: "servers/x/test/x" });
  expect(overlap(noTests, tests)).toEqual({ kind: "disjoint" });
  expect(overlap(everything, noTests)).toEqual({ kind: "overlaps", path: "servers/x" });
});

describe("is one set of globs inside another?", () => {
  test.each([
    [["src/*/**"], ["src/**"], { kind: "inside" }],
    [["src/**"], ["src/*/**"], { kind: "outside", path: "src/x" }],
    [["**"], ["**/*"], { kind: "inside" }],
    [["*.ts", "a/*.ts"], ["**/*.ts"], { kind: "inside" }],
    [["**/*.ts"], ["*.ts", "*/*.ts"], { kind: "outside", path: "x/x/.ts" }],
    [["*"], ["?", "??*"], { kind: "inside" }],
    [["x"], [], { kind: "outside", path: "x" }],
    [[], [], { kind: "inside" }],
  ])("%j in %j", (inner, outer, expected) => {
    expect(isInside(inner, outer)).toEqual(expected);
  });
});

test("a reach outside of its boundary is empty; another one shows an example", () => {
  expect(exampleOf(compileReach({ scope: ["docs/**"], allow: ["src/**"], forbid: [] }))).toEqual({
    kind: "none",
  });
  expect(exampleOf(compileReach({ scope: ["src/**"], allow: ["**"], forbid: ["src/*"] }))).toEqual({
    kind: "found",
    path: "src/x/x",
  });
});

// The tree of segments is only a first look, but it may never say "far apart" where the automata find a path.
test("two scopes far apart by the tree of their segments share no path, and an impatient look leaves nobody out", () => {
  const scopes = fc.array(smallGlob, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(scopes, scopes, fc.nat(20), (a, b, work) => {
      const [one, other] = [globTrie(parsedGlobs(a)), globTrie(parsedGlobs(b))];
      const found = ownersMeeting(one, other);
      const sharing = [...a.keys()].filter((at) =>
        shortPaths.some((path) => contains([a[at] ?? ""], path) && contains(b, path)),
      );
      expect(sharing.filter((at) => !found.has(at))).toEqual([]);
      expect([...found].filter((at) => !ownersMeeting(one, other, work).has(at))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

// Glob by glob it is the same question, asked of each pair of nodes that the tree would visit.
test("two lists looked at glob by glob meet exactly when their trees do, and a hurried look says no only when it is sure", () => {
  const scopes = fc.array(fc.oneof(smallGlob, richGlob), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(scopes, scopes, fc.nat(30), (a, b, work) => {
      const [one, other] = [a, b].map((globs) => parsedGlobs(globs).map(globCodes));
      if (!one || !other) throw new Error("two lists went in");
      const byTree = ownersMeeting(globTrie(parsedGlobs(a)), globTrie(parsedGlobs(b))).size > 0;
      expect(globsMeet(one, other)).toBe(byTree);
      expect(globsMeet(other, one)).toBe(byTree);
      expect([byTree, null]).toContain(globsMeet(one, other, work));
    }),
    { numRuns: 3_000 },
  );
});

test("P10: a look glob by glob ends after a bounded number of comparisons, without an answer", () => {
  const codes = (glob: string) => parsedGlobs([glob]).map(globCodes);
  expect(globsMeet(codes("a/b/c/d/**"), codes("a/b/c/d/**"))).toBe(true);
  expect(globsMeet(codes("a/b/c/d/**"), codes("a/b/c/d/**"), 4)).toBeNull();
  const long = (last: string) => `${"**/*/".repeat(20)}${last}*/b`;
  expect(globsMeet(codes(long("x")), codes(long("y")))).toBeNull();
  expect(overlap(free(long("x")), free(long("y")))).toEqual({ kind: "disjoint" });
});

// Never wrong and never slow; at worst undecided, which callers treat as overlapping.
test("P10: globs made to explode are given up on after a bounded number of steps", () => {
  const hostile = compileReach({
    scope: ["**/*a???????", "**/*a??????/**/*b???????/**"],
    allow: ["**/a*a*a*a*a*a*a*a*/**", "**/*b???????/**/c*"],
    forbid: ["**/*a???????b", "**/????????/**"],
  });
  const paths = pathsOf([hostile]);
  let steps = 0;
  const counted = {
    ...paths,
    step: (state: number, char: string) => {
      steps += 1;
      return paths.step(state, char);
    },
  };
  expect(shortest(counted)).toEqual({ kind: "undecided" });
  expect(steps).toBeLessThan(5_000);
  expect(overlap(hostile, free("**"))).toEqual({ kind: "undecided" });
});

/** The scope algebra against minimatch and against trying every short path. */
import fc from "fast-check";
import { minimatch } from "minimatch";
import { expect, test } from "vitest";
import { type Automaton, both, DEAD } from "../../src/scope/automaton.ts";
import { contains } from "../../src/scope/contains.ts";
import { globAutomaton } from "../../src/scope/glob-automaton.ts";
import { isInside } from "../../src/scope/is-inside.ts";
import { overlap } from "../../src/scope/overlap.ts";
import { parsedGlobs } from "../../src/scope/parsed-globs.ts";
import { invalidPath } from "../../src/scope/path.ts";
import { pathAutomaton } from "../../src/scope/path-automaton.ts";
import { compileReach, inReach, type Reach } from "../../src/scope/reach.ts";
import { sharedPaths } from "../../src/scope/shared-paths.ts";
import { shortest } from "../../src/scope/shortest.ts";
import {
  dialect,
  globs,
  richGlob,
  richPath,
  shortPaths,
  smallGlob,
  smallReach,
  someGlobs,
} from "./arbitraries.ts";

function accepts(set: Automaton, path: string): boolean {
  let state = set.start;
  for (const char of path) {
    if (state === DEAD) return false;
    state = set.step(state, char);
  }
  return state !== DEAD && set.accepts(state);
}

function pathsOf(reach: Reach): Automaton {
  const paths = sharedPaths([compileReach(reach).globs]);
  if (paths === null) throw new Error("it has too many characters");
  return paths;
}

function member(reach: Reach, path: string): boolean {
  const some = (list: readonly string[]) => list.some((glob) => minimatch(path, glob, dialect));
  return some(reach.scope) && some(reach.allow) && !some(reach.forbid);
}

test("a path belongs to the automaton of a glob exactly when minimatch matches it and it is valid", () => {
  fc.assert(
    fc.property(richGlob, richPath, (glob, path) => {
      const set = both(globAutomaton(parsedGlobs([glob])), pathAutomaton);
      expect(accepts(set, path)).toBe(minimatch(path, glob, dialect) && invalidPath(path) === null);
    }),
    { numRuns: 20_000 },
  );
});

test("the same for every short path, so that matches are not rare", () => {
  fc.assert(
    fc.property(smallGlob, (glob) => {
      const set = both(globAutomaton(parsedGlobs([glob])), pathAutomaton);
      const matched = shortPaths.filter((path) => minimatch(path, glob, dialect));
      expect(shortPaths.filter((path) => accepts(set, path))).toEqual(matched);
      expect(shortPaths.filter((path) => contains([glob], path))).toEqual(matched);
    }),
    { numRuns: 300 },
  );
});

test("the automaton of valid paths agrees with invalidPath on any text in NFC", () => {
  const char = fc.constantFrom(...Array.from("ab. /%25e0fcEFC\\:é"));
  fc.assert(
    fc.property(fc.string({ unit: char, maxLength: 10 }), (path) => {
      expect(accepts(pathAutomaton, path)).toBe(invalidPath(path) === null);
    }),
    { numRuns: 20_000 },
  );
});

test("inReach says of every short path what minimatch says", () => {
  fc.assert(
    fc.property(smallReach, (reach) => {
      const compiled = compileReach(reach);
      for (const path of shortPaths) expect(inReach(compiled, path).ok).toBe(member(reach, path));
    }),
    { numRuns: 100 },
  );
});

test("overlap finds a shortest common path, or none exactly when there is none", () => {
  fc.assert(
    fc.property(smallReach, smallReach, (a, b) => {
      const found = overlap(compileReach(a), compileReach(b));
      const short = shortPaths.find((path) => member(a, path) && member(b, path));
      expect(found.kind).not.toBe("undecided");
      if (found.kind === "overlaps") {
        expect(invalidPath(found.path)).toBeNull();
        expect(member(a, found.path) && member(b, found.path)).toBe(true);
        expect(found.path.length).toBe(short?.length ?? Math.max(6, found.path.length));
      } else {
        expect(short).toBeUndefined();
      }
    }),
    { numRuns: 1_000 },
  );
});

test("overlap does not depend on the order of the two", () => {
  fc.assert(
    fc.property(smallReach, smallReach, (a, b) => {
      expect(overlap(compileReach(a), compileReach(b))).toEqual(overlap(compileReach(b), compileReach(a)));
    }),
    { numRuns: 500 },
  );
});

test("isInside finds a shortest path of the one that the other lacks, or none exactly when there is none", () => {
  fc.assert(
    fc.property(someGlobs, someGlobs, (inner, outer) => {
      const found = isInside(inner, outer);
      const short = shortPaths.find((path) => contains(inner, path) && !contains(outer, path));
      expect(found.kind).not.toBe("undecided");
      if (found.kind === "outside") {
        expect(contains(inner, found.path) && !contains(outer, found.path)).toBe(true);
        expect(found.path.length).toBe(short?.length ?? Math.max(6, found.path.length));
      } else {
        expect(short).toBeUndefined();
      }
      expect(isInside(inner, [...outer, ...inner])).toEqual({ kind: "inside" });
    }),
    { numRuns: 500 },
  );
});

test("every glob that parses matches some valid path", () => {
  fc.assert(
    fc.property(richGlob, (glob) => {
      const found = shortest(both(globAutomaton(parsedGlobs([glob])), pathAutomaton));
      expect(found.kind === "found" && minimatch(found.path, glob, dialect)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test("P10: a search that may visit too little is undecided, never wrong", () => {
  const paths = pathsOf({ scope: ["a/b/c"], allow: ["**"], forbid: [] });
  expect(shortest(paths, 10)).toEqual({ kind: "undecided" });
  fc.assert(
    fc.property(smallReach, fc.integer({ min: 1, max: 2_000 }), (reach, work) => {
      const [hurried, calm] = [shortest(pathsOf(reach), work), shortest(pathsOf(reach))];
      if (hurried.kind === "undecided") return;
      expect(hurried.kind).toBe(calm.kind);
      // Of several shortest paths it may be another one.
      if (hurried.kind === "found" && calm.kind === "found")
        expect([hurried.path.length, member(reach, hurried.path)]).toEqual([calm.path.length, true]);
    }),
    { numRuns: 500 },
  );
});

test("combining characters in globs never make an example that is not in NFC", () => {
  const marked = globs(["e", "a", "\u0301", "\u0323", "*", "?", "\u1100", "\u1161"], 4, 2);
  fc.assert(
    fc.property(marked, marked, (a, b) => {
      const [one, other] = [a, b].map((glob) => ({ scope: [glob], allow: ["**"], forbid: [] }));
      if (!one || !other) throw new Error("two globs went in");
      const found = overlap(compileReach(one), compileReach(other));
      expect(found.kind).not.toBe("undecided");
      if (found.kind === "overlaps") expect(invalidPath(found.path)).toBeNull();
    }),
    { numRuns: 3_000 },
  );
});

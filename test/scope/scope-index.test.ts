/** The index of many scopes against minimatch, which defines the dialect. */
import fc from "fast-check";
import { minimatch } from "minimatch";
import { expect, test } from "vitest";
import { parsedGlobs } from "../../src/scope/parsed-globs.ts";
import { scopeIndex } from "../../src/scope/scope-index.ts";
import { dialect, richGlob, richPath, shortPaths, smallGlob } from "./arbitraries.ts";

/** The numbers of the scopes with a glob that minimatch says matches. */
function byMinimatch(scopes: readonly (readonly string[])[], path: string): readonly number[] {
  return [...scopes.keys()].filter((at) => scopes[at]?.some((glob) => minimatch(path, glob, dialect)));
}

function indexOf(scopes: readonly (readonly string[])[], memory?: number) {
  return scopeIndex(
    scopes.map((scope) => parsedGlobs(scope)),
    (members) => members,
    memory,
  );
}

test("P9: it says of any text without empty segments what minimatch says, for many scopes at once", () => {
  const scopes = fc.array(fc.array(richGlob, { maxLength: 4 }), { maxLength: 12 });
  const paths = fc.array(
    richPath.filter((path) => path.split("/").every((part) => !["", ".", ".."].includes(part))),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(scopes, paths, (lists, texts) => {
      const index = indexOf(lists);
      for (const path of texts) expect(index(path)).toEqual(byMinimatch(lists, path));
    }),
    { numRuns: 2_000 },
  );
});

test("P9: the same for every short path, so that matches are not rare, and with hardly any memory", () => {
  const scopes = fc.array(fc.array(smallGlob, { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(scopes, (lists) => {
      const index = indexOf(lists);
      const forgetful = indexOf(lists, 0);
      for (const path of shortPaths) {
        const expected = byMinimatch(lists, path);
        expect(index(path)).toEqual(expected);
        expect(forgetful(path)).toEqual(expected);
      }
    }),
    { numRuns: 60 },
  );
});

test("an answer is made once for each combination of scopes", () => {
  let made = 0;
  const index = scopeIndex([parsedGlobs(["a/**"]), parsedGlobs(["**/b"])], (members) => {
    made += 1;
    return members.join();
  });
  expect(["a/b", "c/b", "a/a/b", "c", "x/b", "a/c"].map(index)).toEqual(["0,1", "1", "0,1", "", "1", "0"]);
  expect(made).toBe(4);
});

import { describe, expect, test } from "vitest";
import { contains } from "../../src/scope/contains.ts";
import { parseGlob, refuseTogether } from "../../src/scope/glob.ts";

describe("a glob of the dialect is accepted", () => {
  test.each([
    "src/**",
    "**",
    "**/*.ts",
    ".github/workflows/*.yml",
    "servers/*/ethereum-*/**",
    "a?c",
    "\\*.md",
    "\\[id\\]/page.tsx",
    "app/(group)/page.tsx",
    "a!b",
    "#notes",
    "\\!important",
    "x\\{y\\}",
    "Ünïcode/日本語/*",
    "a/**/b/**/c",
    "*a*b*c*d*e*f*g*h",
    "a".repeat(256),
  ])("%s", (text) => {
    expect(parseGlob(text)).toMatchObject({ ok: true, glob: { source: text } });
  });
});

describe("a glob outside the dialect is refused, and the message says what to write", () => {
  test.each([
    ["", "a glob may not be empty; for the whole repository write `**`"],
    [
      "!src/**",
      "`!` at the start would negate, which globs here do not do; for a real exclamation mark write `\\!`",
    ],
    ["/src/**", "a glob starts at the root of the repository; leave out the leading `/`"],
    ["src/", "a glob may not end with `/`; for a folder and all it holds write `src/**`"],
    ["src//a", "a glob may not have an empty segment (`//`)"],
    ["./src", "a glob may not have a segment `.`"],
    ["src/../lib", "a glob may not have a segment `..`"],
    [
      "pages/[id].tsx",
      "`[` would start a character class, which globs here do not have; for a real bracket write `\\[`",
    ],
    [
      "src/{a,b}.ts",
      "`{` would start a brace list, which globs here do not have; write one glob for each, or `\\{` for a real brace",
    ],
    [
      "src/+(a|b)",
      "`+(` would start an extended pattern, which globs here do not have; for a real parenthesis write `+\\(`",
    ],
    [
      "src/!(a)",
      "`!(` would start an extended pattern, which globs here do not have; for a real parenthesis write `!\\(`",
    ],
    ["src/**.ts", "`**` must be a whole segment; write `*` within a segment, or `**/` before it"],
    ["src\\lib", "`\\l` escapes nothing; separate folders with `/`"],
    ["src\\", "a backslash must be followed by the character it escapes"],
    ["src\\/lib", "a backslash must be followed by the character it escapes"],
    ["a\\\\b", "no path may contain a backslash"],
    ["C:/a", "no path may contain a colon (a drive or a stream on Windows)"],
    ["a\0b", "no path may contain a control character (U+0000)"],
    ["a\u200Db", "no path may contain an invisible character (U+200D)"],
    ["a\u202Eb", "no path may contain an invisible character (U+202E)"],
    ["src/a.", "no path may have a segment that ends with a dot"],
    ["src/a ", "no path may have a segment that ends with a space"],
    ["a%2E*", "no path may contain a percent-encoded separator, dot or NUL"],
    ["*a*b*c*d*e*f*g*h*", "a segment may have at most 8 wildcards"],
    ["a".repeat(257), "a glob may have at most 256 characters"],
    ["cafe\u0301/**", "a glob must be in Unicode form NFC; write `caf\u00E9/**`"],
    ["*\u0301", "a combining character may not follow a wildcard"],
  ])("P9: %j: %s", (text, problem) => {
    expect(parseGlob(text)).toEqual({ ok: false, problem });
  });
});

describe("what a glob matches", () => {
  test.each([
    ["a/**", "a/b/c", true],
    ["a/**", "a", false],
    ["**/a", "a", true],
    ["a/**/b", "a/b", true],
    ["*", "a/b", false],
    ["*", ".env", true],
    ["**/*.yml", ".github/workflows/a.yml", true], // without `dot` this is a hole in a boundary
    ["\\*", "*", true],
    ["\\*", "a", false],
    ["?", "😀", true],
    ["!a".replace("!", "\\!"), "!a", true],
    ["#a", "#a", true],
    ["\\[id\\]/*", "[id]/x", true],
    ["app/(group)/*", "app/(group)/x", true],
    ["src/**", "SRC/a", false], // P3: allow matching is exact
  ])("P9: %s · %s: %s", (glob, path, expected) => {
    expect(contains([glob], path)).toBe(expected);
  });

  test("no glob matches nothing; several match what one of them does", () => {
    expect(contains([], "a")).toBe(false);
    expect(contains(["a", "b"], "b")).toBe(true);
  });
});

test("P10: the globs of a list may have 8,000 characters together", () => {
  expect(refuseTogether(Array.from({ length: 200 }, () => "a".repeat(40)))).toBeNull();
  expect(refuseTogether(Array.from({ length: 200 }, () => "a".repeat(41)))).toBe(
    "the globs of a list may have at most 8000 characters together, and these have 8200; write wider ones",
  );
});

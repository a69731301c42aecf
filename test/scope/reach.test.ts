import { describe, expect, test } from "vitest";
import { ANY, lazyMatcher, START } from "../../src/scope/lazy-matcher.ts";
import { parsedGlobs } from "../../src/scope/parsed-globs.ts";
import { compileReach, inReach } from "../../src/scope/reach.ts";
import { sharedPaths } from "../../src/scope/shared-paths.ts";
import { shortest } from "../../src/scope/shortest.ts";

const reach = compileReach({
  scope: ["servers/eth/**", "docs/eth.md"],
  allow: ["servers/**"],
  forbid: ["servers/*/secret/**", "**/*.pem"],
});

// R03
describe("reach is scope ∩ allow − forbid", () => {
  test.each([
    ["servers/eth/src/index.ts", { ok: true }],
    ["servers/eth/.env", { ok: true }],
    ["servers/sol/src/index.ts", { ok: false, rule: "scope" }],
    ["docs/eth.md", { ok: false, rule: "allow" }],
    ["servers/eth/secret/key", { ok: false, rule: "forbid", detail: "servers/*/secret/**" }],
    ["servers/eth/key.pem", { ok: false, rule: "forbid", detail: "**/*.pem" }],
    ["servers/eth/../sol/a", { ok: false, rule: "path", detail: "it has a segment `..`" }],
    ["servers/eth/a/", { ok: false, rule: "path", detail: "it has an empty segment" }],
    ["Servers/eth/a", { ok: false, rule: "allow" }],
  ])("P2 P9: %s", (path, verdict) => {
    expect(inReach(reach, path)).toEqual(verdict);
  });

  test("a forbidden path is called forbidden even where it is also out of scope", () => {
    expect(inReach(reach, "elsewhere/key.pem")).toEqual({ ok: false, rule: "forbid", detail: "**/*.pem" });
  });

  test("no allow list allows nothing", () => {
    expect(inReach(compileReach({ scope: ["**"], allow: [], forbid: [] }), "a")).toEqual({
      ok: false,
      rule: "allow",
    });
  });
});

test("a glob that was not parsed where it entered is a mistake of ours and throws", () => {
  expect(() => compileReach({ scope: ["[a]"], allow: [], forbid: [] })).toThrow('glob "[a]" was not parsed');
});

test("P10: what is remembered for hostile globs on long paths stays bounded, and so does the work", () => {
  const matcher = lazyMatcher(
    Array.from({ length: 31 }, (_, at) => ({
      letters: [...Array.from({ length: 250 }, (_letter, place) => (place % 40 === 39 ? ANY : 0)), at],
      loops: new Set([0, 60, 120]),
    })),
    (symbol) => [symbol],
    10_000,
  );
  let at = START;
  // One symbol in 120 differs, at places that do not repeat: each step leads somewhere new.
  let chance = 1;
  for (let index = 0; index < 4_095; index += 1) {
    chance = (Math.imul(chance, 1_103_515_245) + 12_345) & 0x7fffffff;
    at = matcher.step(at, (chance >> 16) % 120 === 0 ? 1 : 0);
    expect(matcher.memory()).toBeLessThan(12_000);
  }
  // 31 patterns of 252 places are 245 words; a step looks at the places, the letters and the result, a word and its bits each.
  expect(matcher.work()).toBeLessThan(4_095 * 245 * 2 * 4);
});

test("P10: hostile globs are judged right on a path of 4 KiB", () => {
  const globs = ["*a*a*a*a*a*a*a*b", "**/*a*/**/*a*/**/*a*/**/*a*/**/b", "?*?*?*?*"];
  const hostile = compileReach({ scope: globs, allow: ["**"], forbid: ["*a*a*a*a*a*a*a*c"] });
  expect(inReach(hostile, "a".repeat(4_000))).toEqual({ ok: true });
  expect(inReach(hostile, `${"a".repeat(4_000)}c`)).toMatchObject({ rule: "forbid" });
  expect(inReach(hostile, `${"a/".repeat(2_000)}c`)).toEqual({ ok: false, rule: "scope" });
  expect(inReach(hostile, `${"a/".repeat(2_000)}b`)).toEqual({ ok: true });
});

test("P10: a search that may look at too little is undecided", () => {
  const [glob] = parsedGlobs(["a/b/c"]);
  if (!glob) throw new Error("one glob went in");
  const paths = sharedPaths([{ scope: [glob], allow: [glob], forbid: [] }]);
  if (!paths) throw new Error("five characters are too many");
  expect(shortest(paths)).toEqual({ kind: "found", path: "a/b/c" });
  expect(shortest(paths, 60)).toEqual({ kind: "undecided" });
});

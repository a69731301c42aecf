/** Globs within every limit that are made to be costly: what is looked at is counted, because clocks differ (FAULTS.md P10). */
import { describe, expect, test } from "vitest";
import { hostileLists, hostilePaths } from "../../bench/hostile-globs.ts";
import type { Effort } from "../../src/scope/effort.ts";
import { type Glob, parseGlob } from "../../src/scope/glob.ts";
import { globTrie, ownersMeeting } from "../../src/scope/glob-trie.ts";
import { isInside } from "../../src/scope/is-inside.ts";
import { overlap } from "../../src/scope/overlap.ts";
import { parsedGlobs } from "../../src/scope/parsed-globs.ts";
import { compileReach, inReach } from "../../src/scope/reach.ts";
import { segmentCodes, segmentsMeet } from "../../src/scope/segments-meet.ts";
import { sharedPaths } from "../../src/scope/shared-paths.ts";

function segment(text: string) {
  const parsed = parseGlob(text);
  const [only] = parsed.ok ? parsed.glob.segments : [];
  if (only === undefined || only === "**") throw new Error(`${text} is no segment`);
  return segmentCodes(only);
}

test("P10: two names are compared within a bound on characters, and beyond it they may meet", () => {
  const [pattern, text] = [segment(`*${"a".repeat(200)}b`), segment("a".repeat(250))];
  const plenty: Effort = { left: 100_000 };
  expect(segmentsMeet(pattern, text, plenty)).toBe(false);
  expect(plenty.left).toBeLessThan(95_000);
  const little: Effort = { left: 1_000 };
  expect(segmentsMeet(pattern, text, little)).toBe(true);
  expect(little.left).toBe(-1);
});

test("P10: two trees are compared within a bound on nodes, and beyond it everybody may meet", () => {
  const deep = Array.from({ length: 39 }, (_, at) => `${"*/".repeat(100)}a${at}`);
  const other = Array.from({ length: 39 }, (_, at) => `${"*/".repeat(100)}b${at}`);
  const [held, wanted] = [globTrie(parsedGlobs(deep)), globTrie(parsedGlobs(other))];
  expect(ownersMeeting(held, wanted).size).toBe(0);
  expect(ownersMeeting(held, wanted, 200).size).toBe(39);
});

test("P10: lists that can all matter are not laid out beyond a bound on characters", () => {
  const globs: readonly Glob[] = parsedGlobs(Array.from({ length: 190 }, (_, at) => `**/a*b*c*/**/d*${at}`));
  const reach = { scope: globs, allow: parsedGlobs(["*/**"]), forbid: [] };
  expect(sharedPaths([reach])).not.toBeNull();
  expect(sharedPaths([reach], 1_000)).toBeNull();
});

test("P10: of lists at their limit only what can matter is laid out, and the answer is exact", () => {
  const far = (name: string) => Array.from({ length: 190 }, (_, at) => `${name}/${"x".repeat(30)}${at}/**`);
  const reach = (name: string) =>
    compileReach({
      scope: ["src/**"],
      allow: ["src/*/**", ...far(name)],
      forbid: [...far(`no-${name}`), "src/*/x"],
    });
  expect(overlap(reach("a"), reach("b"))).toEqual({ kind: "overlaps", path: "src/y/y" });
});

describe("hostile lists at their limit are answered, each with each", () => {
  test.each(hostileLists)("P10: %s", (_family, globs) => {
    for (const [, others] of hostileLists) {
      const [one, other] = [globs, others].map((scope) => compileReach({ scope, allow: ["**"], forbid: [] }));
      if (!one || !other) throw new Error("two lists went in");
      const found = overlap(one, other);
      // What is found is checked by the index, which shares no code with the search.
      if (found.kind !== "overlaps") continue;
      expect([inReach(one, found.path), inReach(other, found.path)]).toEqual([{ ok: true }, { ok: true }]);
    }
    for (const path of hostilePaths)
      expect(inReach(compileReach({ scope: globs, allow: globs, forbid: [] }), path)).toBeTypeOf("object");
  });
});

const kinds = ["src", "test", "docs", "web", "api", "core", "cli"] as const;
const endings = ["ts", "tsx", "md", "json", "css"] as const;

/** Ordinary, and many. */
function agent(from: number, count: number) {
  const scope = Array.from({ length: count }, (_, at) => {
    const kind = kinds[(at * 3 + from) % kinds.length];
    return `packages/p${from + at}-${kinds[at % kinds.length]}/${kind}/**/*.${endings[(at + from) % endings.length]}`;
  });
  const allow = Array.from({ length: count }, (_, at) =>
    at % 7 === 0
      ? `**/${kinds[at % kinds.length]}/**/*.${endings[at % endings.length]}`
      : `packages/p${at}-*/**`,
  );
  const forbid = [
    "**/*.pem",
    "**/generated*/**",
    "**/node_modules/**",
    "**/*secret*/**",
    ".github/**",
    "**/*.lock",
    "packages/*/dist/**",
    "**/.env*",
  ];
  return compileReach({ scope, allow, forbid });
}

test("P10: the bounds leave room for agents with 60 ordinary globs and eight forbidden ones: each with each is decided", () => {
  const agents = [0, 1, 7, 35].map((from) => agent(from, 60));
  const answers = agents.flatMap((one) => agents.map((other) => overlap(one, other).kind));
  expect(answers).not.toContain("undecided");
  expect(answers.filter((kind) => kind === "overlaps").length).toBeGreaterThanOrEqual(4);
  expect(isInside(agents[0]?.source.allow ?? [], agents[0]?.source.forbid ?? [])).toMatchObject({
    kind: "outside",
  });
});

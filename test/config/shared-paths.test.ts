/** `shared`: what a list of policies may not say. */
// R04
import { expect, test } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";

function problems(shared: string): readonly string[] {
  const parsed = parseConfig(`agents: { eth: {}, docs: {} }\nshared: ${shared}`);
  return parsed.ok ? [] : parsed.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

test.each([
  ["[{ paths: [package.json], policy: serialize }]"],
  ["[{ paths: [a], policy: owner, owner: eth }, { paths: [b], policy: forbid }]"],
  ["[{ paths: ['.github/**', CODEOWNERS], policy: forbid }]"],
  ["[{ paths: ['*/a.json'], policy: person }, { paths: ['b.json'], policy: serialize }]"],
])("%s is in order", (shared) => {
  expect(problems(shared)).toEqual([]);
});

test.each([
  [
    "[{ paths: [a], policy: owner, owner: ethh }]",
    "2:46 `shared[0].owner` must be an agent of the roster (eth, docs), perhaps `eth`, but is the text `ethh`",
  ],
  [
    "[{ paths: [a], policy: owner }]",
    "2:10 `shared[0].owner` is missing; it must be an agent of the roster (eth, docs)",
  ],
  [
    "[{ paths: [a], policy: person, owner: eth }]",
    "2:47 `shared[0].owner` must be left out where the policy is person: only `owner` has one, but is the text `eth`",
  ],
  [
    "[{ paths: [docs/a], policy: forbid }, { paths: [b, 'docs/*'], policy: person }]",
    "2:56 `shared[1].paths`: `docs/a` stands in shared[0] too, and a path can have only one policy",
  ],
  [
    "[{ paths: [a], policy: queue }]",
    "2:32 `shared[0].policy` must be forbid or owner or serialize or person, but is the text `queue`",
  ],
  ["[{ paths: [], policy: forbid }]", "2:19 `shared[0].paths` must name at least one path, but is a list"],
  [
    "[{ paths: ['.github/**'], policy: serialize }]",
    "2:20 `shared[0].paths[0]`: `.github/**` steers people, agents or CI, which no policy but `forbid` may be about",
  ],
  [
    "[{ paths: ['**/AGENTS.md'], policy: owner, owner: eth }]",
    "2:20 `shared[0].paths[0]`: `**/AGENTS.md` steers people, agents or CI, which no policy but `forbid` may be about",
  ],
  ["[{ policy: forbid }]", "2:10 `shared[0].paths` is missing; it must be a list"],
])("%s is refused", (shared, problem) => {
  expect(problems(shared)).toEqual([problem]);
});

test("P10: lists that nobody could tell apart quickly are refused", () => {
  const list = (letter: string) =>
    Array.from({ length: 20 }, (_, at) => `${letter.repeat(240)}${at}`).join(", ");
  const [first, second] = ["a", "b"].map((letter) => `{ paths: [${list(letter)}], policy: forbid }`);
  expect(problems(`[${first}, ${second}]`)).toEqual([
    expect.stringContaining("at most 8000 characters together"),
  ]);
});

test("P6: only `forbid` may be said of what steers people, agents and CI", () => {
  for (const policy of ["serialize", "person", "owner, owner: eth"])
    expect(problems(`[{ paths: [CODEOWNERS], policy: ${policy} }]`)).toHaveLength(1);
  expect(problems("[{ paths: [CODEOWNERS], policy: forbid }]")).toEqual([]);
});

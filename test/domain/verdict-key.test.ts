/** What a verdict was made for, and so when it does not stand any more. */
import { expect, test } from "vitest";
import { type GateName, gateNames } from "../../src/domain/verdict.ts";
import { type Judging, verdictKey } from "../../src/domain/verdict-key.ts";
import { pullOf, sha } from "../support/observation.ts";

const judging: Judging = {
  pull: pullOf(31, "agent/sol/12-x"),
  task: { number: 12, agent: "sol", scope: ["servers/sol/**"], overrides: [] },
  config: sha(9),
  vouched: false,
  reports: [],
  beside: "facts",
  tip: sha(1),
};

/** The gates whose verdict ends with this change. */
function ended(change: Partial<Judging>): readonly GateName[] {
  return gateNames.filter(
    (gate) => verdictKey(gate, judging) !== verdictKey(gate, { ...judging, ...change }),
  );
}

// B02 R29
test("G2: when the default branch moves, only what looks at its tip is judged again", () => {
  expect(ended({ tip: sha(2) })).toEqual(["conflicts"]);
});

test("G3: when another pull request opens, closes or moves, only what is compared with it is judged again", () => {
  expect(ended({ beside: "other facts" })).toEqual(["duplicates", "conflicts"]);
});

test("G1 G2: another head, another base or other rules end every verdict", () => {
  expect(ended({ pull: { ...judging.pull, head: sha(77) } })).toEqual(gateNames);
  expect(ended({ pull: { ...judging.pull, base: "next" } })).toEqual(gateNames);
  expect(ended({ config: sha(10) })).toEqual(gateNames);
});

test("G2: titles that were made to have one checksum of 32 bits do not share a verdict", () => {
  const titled = (title: string) => verdictKey("naming", { ...judging, pull: { ...judging.pull, title } });
  // Found by trying for a quarter of a second; both have the same FNV-1a.
  expect(titled("Extract the tools, part 128109")).not.toBe(titled("WIP do not care 363082"));
});

// B03
test("G2: a task that comes back with another scope, or another agent, is judged by that", () => {
  const { task } = judging;
  expect(ended({ task: { ...task, scope: ["servers/sol/a/**"] } })).toEqual(["boundaries", "protected"]);
  expect(ended({ task: { ...task, agent: "eth" } })).toEqual(["boundaries", "protected"]);
});

test("G2 G7: a person's approval is a fact only for the gates that ask for one", () => {
  expect(ended({ vouched: true })).toEqual(["protected", "size", "tests"]);
});

test("G2: another report ends the verdict on numbers alone", () => {
  expect(ended({ reports: ["CR_9"] })).toEqual(["metrics"]);
});

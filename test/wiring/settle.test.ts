import { expect, test } from "vitest";
import { decide } from "../../src/reconcile/decide.ts";
import type { AppliedEffect, Pass } from "../../src/reconcile/reconcile.ts";
import { readSnapshot } from "../../src/reconcile/snapshot.ts";
import { settle } from "../../src/wiring/settle.ts";
import { at, observationOf } from "../support/observation.ts";

const snapshot = readSnapshot(observationOf({}));
const decision = decide(snapshot, at(0));

function passOf({ recorded = false, results = [] as readonly AppliedEffect["result"][] }): Pass {
  const effect = { kind: "close", issue: 1, issueId: "I_1" } as const;
  return {
    snapshot,
    decision,
    changes: { additions: [], deletions: recorded ? ["tasks/1.json"] : [] },
    applied: results.map((result) => ({ effect, result, message: null })),
  };
}

/** What `settle` makes of passes that end so; the last one goes on for ever. */
async function settling(...ends: readonly Pass[]) {
  const seen: Pass[] = [];
  const settled = await settle(
    async () => ends[Math.min(seen.length, ends.length - 1)] ?? passOf({}),
    (pass) => seen.push(pass),
  );
  return { settled, passes: seen.length };
}

test.each([
  ["E12: a pass that writes nothing is the only one", [passOf({})], 1],
  ["a pass that recorded is looked after", [passOf({ recorded: true }), passOf({})], 2],
  ["a pass that changed GitHub is looked after", [passOf({ results: ["done"] }), passOf({})], 2],
  ["what is there already is no write", [passOf({ results: ["already"] })], 1],
  ["a refusal is not asked for again", [passOf({ results: ["refused"] })], 1],
  ["what got no answer is not looked for a moment later", [passOf({ results: ["uncertain"] })], 1],
  [
    "a write beside a refusal is looked after",
    [passOf({ results: ["refused", "done"] }), passOf({ results: ["refused"] })],
    2,
  ],
] as const)("%s", async (_, ends, passes) => {
  expect(await settling(...ends)).toEqual({ settled: true, passes });
});

test("five passes that all write are enough: that it goes on is said", async () => {
  expect(await settling(passOf({ recorded: true }))).toEqual({ settled: false, passes: 5 });
});

test("a pass that throws ends it, and those before it are known", async () => {
  const seen: Pass[] = [];
  const passes = [passOf({ recorded: true })];
  const pass = async () => {
    const next = passes.shift();
    if (!next) throw new Error("GitHub is down");
    return next;
  };
  await expect(settle(pass, (each) => seen.push(each))).rejects.toThrow("GitHub is down");
  expect(seen).toHaveLength(1);
});

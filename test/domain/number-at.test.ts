/** Where a number stands in a report, and what is there instead. */
// R23
import { expect, test } from "vitest";
import { numberAt } from "../../src/domain/number-at.ts";

const report = {
  total: { lines: { pct: 91.2 }, text: "91", none: null, flag: true },
  results: [{ mean: 3 }],
};

test.each([
  ["total.lines.pct", 91.2],
  ["results.0.mean", 3],
])("%s is %d", (path, value) => {
  expect(numberAt(report, path)).toEqual({ ok: true, value });
});

test.each([
  ["total.lines", "an object"],
  ["total.text", "text"],
  ["total.none", "null"],
  ["total.flag", "true or false"],
  ["results", "a list"],
  ["total.branches.pct", "nothing"],
  ["total.text.length", "nothing"],
  ["results.1.mean", "nothing"],
  ["toString", "nothing"],
  ["constructor.length", "nothing"],
])("G4: %s is %s, which is no number", (path, found) => {
  expect(numberAt(report, path)).toEqual({ ok: false, found });
});

test("G4: a number beyond all bounds is none", () => {
  expect(numberAt(JSON.parse("[1e999]"), "0")).toEqual({ ok: false, found: "a number beyond all bounds" });
});

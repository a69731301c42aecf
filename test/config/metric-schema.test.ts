/** `gates.metrics`: what a number may be asked of. */
// R23
import { expect, test } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";

function problems(metric: string): readonly string[] {
  const parsed = parseConfig(
    `gates:\n  checks: { tests: ci/test, scan: { check: scan, app: other } }\n  metrics: [${metric}]\n`,
  );
  return parsed.ok ? [] : parsed.problems.map(({ message }) => message);
}

const metric = (over: string) => `{ name: a, check: tests, file: c.json, path: total, min: 1${over} }`;

test.each([
  metric(""),
  metric(", max: 1"),
  metric(", artifact: coverage report"),
  metric(", regression: 5"),
  "{ name: a, check: tests, file: out/c.json, path: results.0.mean, max: 0.5 }",
])("%s is in order", (text) => {
  expect(problems(text)).toEqual([]);
});

test.each([
  [
    "{ name: a, check: test, file: c.json, path: total, min: 1 }",
    "`gates.metrics[0].check` must be a key of `gates.checks` (tests, scan), but is the text `test`",
  ],
  [
    "{ name: a, check: scan, file: c.json, path: total, min: 1 }",
    "`gates.metrics[0].check` must be a check of github-actions: the report is an artifact of its workflow run, but is the text `scan`",
  ],
  [
    "{ name: a, check: tests, file: c.json, path: total }",
    "`gates.metrics[0]`: this metric has neither `min` nor `max`, so it would stop nothing",
  ],
  [
    metric(", max: 2, regression: 5"),
    "`gates.metrics[0].regression` must stand beside `min` or `max` alone, which says what is worse, but is 5",
  ],
  [metric(", max: 0"), "`gates.metrics[0].max` must be at least as large as `min`, but is 0"],
  [
    `${metric("")}, ${metric("")}`,
    "`gates.metrics[1].name` must be a name that no other metric has, but is the text `a`",
  ],
  [
    "{ name: a, check: tests, file: ../c.json, path: total, min: 1 }",
    "`gates.metrics[0].file` must be the path of a file in an artifact, such as coverage.json, but is the text `../c.json`",
  ],
  [
    "{ name: a, check: tests, file: c.json, path: total..pct, min: 1 }",
    "`gates.metrics[0].path` must be keys joined by dots, such as total.lines.pct, but is the text `total..pct`",
  ],
  [
    '{ name: a, check: tests, file: c.json, path: total, min: "90" }',
    "`gates.metrics[0].min` must be a number, but is the text `90`",
  ],
])("%s is refused", (text, problem) => {
  expect(problems(text)).toEqual([problem]);
});

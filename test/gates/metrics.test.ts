/** Gate `metrics`: numbers of checks keep their bounds, and what is not there passes nothing. */
// R23
import { expect, test } from "vitest";
import type { MetricReading } from "../../src/domain/metric-reading.ts";
import { metrics } from "../../src/gates/metrics.ts";
import { inputOf, rulesOf, said } from "./change.ts";

const config = rulesOf(`
gates:
  checks: { tests: ci/test }
  metrics:
    - { name: coverage, check: tests, file: coverage.json, path: total, min: 90 }
    - { name: latency, check: tests, file: bench.json, path: p95, max: 200 }
`);

function judge(readings: Readonly<Record<string, MetricReading>>) {
  return metrics.judge(inputOf({ config, metrics: new Map(Object.entries(readings)) }));
}

const number = (value: number): MetricReading => ({ kind: "number", value, base: null });
const good = { coverage: number(95), latency: number(100) };

test.each([
  [95, 100, ["pass"]],
  [90, 200, ["pass"]],
  [89.99, 200, ["fail", "coverage"]],
  [90, 200.1, ["fail", "latency"]],
  [0, 900, ["fail", "coverage", "latency"]],
])("coverage %d of at least 90, latency %d of at most 200", (coverage, latency, expected) => {
  expect(said(judge({ coverage: number(coverage), latency: number(latency) }))).toEqual(expected);
});

test.each(["check", "run", "refused", "download"] as const)(
  "G4: a number that is not there yet (%s) waits",
  (why) => {
    expect(said(judge({ ...good, coverage: { kind: "pending", why } }))).toEqual(["wait", "coverage"]);
  },
);

test("G4: a number that nobody read waits", () => {
  expect(said(judge({}))).toEqual(["wait", "coverage", "latency"]);
});

test.each([
  [{ what: "run" }],
  [{ what: "file", artifacts: ["a"], passedOver: [] }],
  [{ what: "several", artifacts: ["a", "b"] }],
  [{ what: "many", count: 11, limit: 10 }],
  [{ what: "unreadable", artifact: "a", problem: "JSON" }],
  [{ what: "number", found: "text" }],
] as const)("G4: a report without the number fails: %j", (gap) => {
  expect(said(judge({ ...good, coverage: { kind: "missing", gap } }))).toEqual(["fail", "coverage"]);
});

test("what fails does not wait for what is not there yet", () => {
  expect(said(judge({ coverage: number(1), latency: { kind: "pending", why: "check" } }))).toEqual([
    "fail",
    "coverage",
  ]);
});

test("no metrics: nothing to judge", () => {
  expect(said(metrics.judge(inputOf()))).toEqual(["pass"]);
});

const missing = "coverage is missing although the check `tests` has ended:";

test.each([
  [
    number(71.5),
    "coverage is 71.5, below 90, the least allowed (`total` in `coverage.json` of the check `tests`). Raise it.",
  ],
  [
    { kind: "pending", why: "check" },
    "coverage is not known yet: the check `tests` has not ended on this commit. It is read when the check ends.",
  ],
  [
    {
      kind: "missing",
      gap: { what: "file", artifacts: ["logs"], passedOver: [{ artifact: "site", why: "too large" }] },
    },
    `${missing} no file \`coverage.json\` is in \`logs\` (\`site\` is too large). Upload the report in that workflow with actions/upload-artifact.`,
  ],
  [
    { kind: "missing", gap: { what: "file", artifacts: [], passedOver: [] } },
    `${missing} its run has no artifact that could be looked into. Upload the report in that workflow with actions/upload-artifact.`,
  ],
  [
    { kind: "missing", gap: { what: "number", found: "text" } },
    `${missing} \`coverage.json\` has text at \`total\`, where a number is looked for. Correct \`path\`, or the report.`,
  ],
] as const)("what is said of %j", (reading, message) => {
  expect(judge({ ...good, coverage: reading }).reasons.map((reason) => reason.message)).toEqual([message]);
});

const compared = rulesOf(`
gates:
  checks: { tests: ci/test }
  metrics:
    - { name: coverage, check: tests, file: coverage.json, path: total, min: 50, regression: 5 }
    - { name: latency, check: tests, file: bench.json, path: p95, max: 1000, regression: 5 }
`);

test.each([
  [91, 95, 200, 200, ["pass"]],
  [90.25, 95, 210, 200, ["pass"]],
  [99, 80, 100, 200, ["pass"]],
  [90.2, 95, 200, 200, ["fail", "coverage"]],
  [95, 95, 210.1, 200, ["fail", "latency"]],
  [49, 49, 200, 200, ["fail", "coverage"]],
  [95, null, 200, 200, ["wait", "coverage"]],
])(
  "G4: coverage %d where the base has %s, latency %d where it has %d",
  (coverage, before, latency, was, expected) => {
    const readings = new Map<string, MetricReading>([
      ["coverage", { kind: "number", value: coverage, base: before }],
      ["latency", { kind: "number", value: latency, base: was }],
    ]);
    expect(said(metrics.judge(inputOf({ config: compared, metrics: readings })))).toEqual(expected);
  },
);

/** Gate `ready`: who approved, what was checked, and what is still open. */
// R26
import { expect, test } from "vitest";
import { requirementNames } from "../../src/domain/requirement.ts";
import { type GateName, passed, type Verdict } from "../../src/domain/verdict.ts";
import { type ReadyInput, readyConditions } from "../../src/gates/ready.ts";
import { at, checkOf, mira, noor, pullOf, reviewOf } from "../support/observation.ts";

interface Given extends Partial<Omit<ReadyInput, "pull">> {
  readonly pull?: Partial<ReadyInput["pull"]>;
}

function conditions({ pull = {}, ...over }: Given): readonly string[] {
  return readyConditions({
    pull: { ...pullOf(31, "agent/ethereum/12-x"), ...pull },
    verdicts: verdictsOf(passed),
    checks: {},
    approvals: 0,
    requester: null,
    pushed: false,
    hold: null,
    freeze: null,
    blockers: [],
    required: requirementNames,
    dependencies: new Map(),
    base: "main",
    ...over,
  }).map(({ name, status }) => `${name}: ${status}`);
}

function verdictsOf(verdict: Verdict): ReadonlyMap<GateName, Verdict> {
  return new Map([["boundaries", verdict]]);
}

// GitHub does not say who pushed, so one approval may be the last pusher's own; what a commit says of its author is not asked.
test("G7: a head that somebody pushed wants one approval more", () => {
  const reviews = [reviewOf(noor, "approved")];
  expect(conditions({ approvals: 1, pushed: true, pull: { reviews } })).toContain("approvals: waiting");
  const both = [...reviews, reviewOf(mira, "approved")];
  expect(conditions({ approvals: 1, pushed: true, pull: { reviews: both } })).toContain("approvals: met");
  expect(conditions({ approvals: 0, pushed: true })).toEqual(["boundaries: met"]);
});

test("G6: a check that was reported twice is met by the newest, not by whichever comes first", () => {
  const checks = { tests: { check: "ci/test", app: "github-actions" } };
  const [passed, failed] = [
    checkOf("ci/test"),
    checkOf("ci/test", { conclusion: "failure", startedAt: at(10) }),
  ];
  expect(conditions({ checks, pull: { checks: [passed, failed] } })).toContain("check tests: failed");
});

test("within reach and nothing else asked: ready", () => {
  expect(conditions({})).toEqual(["boundaries: met"]);
});

test.each([
  ["pass", "met"],
  ["wait", "waiting"],
  ["fail", "failed"],
] as const)("boundaries that %s are %s", (status, condition) => {
  expect(conditions({ verdicts: verdictsOf({ ...passed, status }) })).toEqual([`boundaries: ${condition}`]);
});

// Whose reviews stand: test/domain/approvals.test.ts.
test.each([
  ["enough people approved", 1, [reviewOf(noor, "approved")], "met"],
  ["nobody approved", 1, [], "waiting"],
  ["one of two approved", 2, [reviewOf(noor, "approved")], "waiting"],
  ["two of two approved", 2, [reviewOf(noor, "approved"), reviewOf(mira, "approved")], "met"],
  [
    "enough approved and one objects",
    1,
    [reviewOf(noor, "approved"), reviewOf(mira, "changes_requested")],
    "waiting",
  ],
  ["none is asked for and one objects", 0, [reviewOf(mira, "changes_requested")], "waiting"],
] as const)("G7: %s", (_what, asked, reviews, status) => {
  expect(conditions({ approvals: asked, pull: { reviews } })).toContain(`approvals: ${status}`);
});

const tests = { check: "ci/test", app: "github-actions" };

test.each([
  ["succeeded", [checkOf("ci/test")], "met"],
  ["has not reported", [], "waiting"],
  ["is running", [checkOf("ci/test", { status: "pending", conclusion: null })], "waiting"],
  ["failed", [checkOf("ci/test", { conclusion: "failure" })], "failed"],
  ["was cancelled", [checkOf("ci/test", { conclusion: "cancelled" })], "failed"],
  ["timed out", [checkOf("ci/test", { conclusion: "timed_out" })], "failed"],
  ["wants an action", [checkOf("ci/test", { conclusion: "action_required" })], "failed"],
  ["was neutral: nobody passed anything", [checkOf("ci/test", { conclusion: "neutral" })], "failed"],
  ["was skipped", [checkOf("ci/test", { conclusion: "skipped" })], "failed"],
  ["is completed without an answer", [checkOf("ci/test", { conclusion: null })], "failed"],
  ["was reported by another App", [checkOf("ci/test", { app: "evil" })], "waiting"],
  ["was reported by no App", [checkOf("ci/test", { app: null })], "waiting"],
  ["has another name", [checkOf("ci/tests")], "waiting"],
  [
    "failed, though another App says success",
    [checkOf("ci/test", { app: "evil" }), checkOf("ci/test", { conclusion: "failure" })],
    "failed",
  ],
] as const)("G6 G12: a named check that %s", (_what, checks, status) => {
  expect(conditions({ checks: { tests }, pull: { checks } })).toContain(`check tests: ${status}`);
});

test("a draft and a hold wait for people", () => {
  expect(conditions({ hold: { by: "mira", reason: null }, pull: { draft: true } })).toEqual([
    "boundaries: met",
    "draft: waiting",
    "hold: waiting",
  ]);
});

// R26
test("each dependency has its line: met when it is done, waiting otherwise", () => {
  const dependencies = new Map([
    [3, "done"],
    [4, "open"],
    [5, "dropped"],
    [6, "missing"],
  ] as const);
  expect(conditions({ dependencies })).toEqual([
    "boundaries: met",
    "#3: met",
    "#4: waiting",
    "#5: waiting",
    "#6: waiting",
  ]);
});

test("work that goes to another base than its task promises waits", () => {
  expect(conditions({ pull: { base: "release" } })).toEqual(["base: waiting", "boundaries: met"]);
});

const sibling = { number: 40, branch: "topic", fromFork: false, base: "main" };

test.each([
  ["goes to another base", { base: "release" }, "waiting"],
  ["comes from a fork and goes to another base", { base: "release", fromFork: true }, "waiting"],
  ["is another agent's", { branch: "agent/docs/14-y" }, "waiting"],
  ["has a branch that only looks like an agent's", { branch: "agent/Docs" }, "waiting"],
  [
    "goes to another base from another agent's branch",
    { branch: "agent/docs/14-y", base: "release" },
    "waiting",
  ],
  ["brings the same to the same base", {}, "met"],
  ["brings the same from a fork to the same base", { fromFork: true }, "met"],
  [
    "brings the same from a fork whose branch is named like an agent's",
    { fromFork: true, branch: "agent/docs/14-y" },
    "met",
  ],
] as const)("G3: another pull request with the very same head that %s", (_what, over, status) => {
  const seen = conditions({ pull: { siblings: [{ ...sibling, ...over }] } });
  expect(seen).toEqual(["boundaries: met", ...(status === "met" ? [] : ["sibling #40: waiting"])]);
});

test("G3: siblings that could not be seen are not taken for none", () => {
  expect(conditions({ pull: { siblings: null } })).toContain("siblings: waiting");
});

// R26
test("a gate that is not required is no condition, and neither are the named checks", () => {
  const failing = verdictsOf({ ...passed, status: "fail" });
  expect(conditions({ verdicts: failing, checks: { tests }, required: [] })).toEqual([]);
  expect(conditions({ verdicts: failing, checks: { tests }, required: ["checks"] })).toEqual([
    "check tests: waiting",
  ]);
  expect(conditions({ verdicts: failing, checks: { tests }, required: ["boundaries"] })).toEqual([
    "boundaries: failed",
  ]);
});

/** Gate `ready`: who approved, what was checked, and what is still open. */
// R26
import { expect, test } from "vitest";
import type { Review } from "../../src/domain/pull.ts";
import { type GateName, passed, type Verdict } from "../../src/domain/verdict.ts";
import { type ReadyInput, readyConditions } from "../../src/gates/ready.ts";
import { at, checkOf, mira, noor, pullOf, reviewOf, self, sha } from "../support/observation.ts";

interface Given extends Partial<Omit<ReadyInput, "pull">> {
  readonly pull?: Partial<ReadyInput["pull"]>;
}

function conditions({ pull = {}, ...over }: Given): readonly string[] {
  return readyConditions({
    pull: { ...pullOf(31, "agent/ethereum/12-x"), ...pull },
    verdicts: verdictsOf(passed),
    checks: {},
    approvals: 0,
    pushed: false,
    hold: null,
    ...over,
  }).map(({ name, status }) => `${name}: ${status}`);
}

function verdictsOf(verdict: Verdict): ReadonlyMap<GateName, Verdict> {
  return new Map([["boundaries", verdict]]);
}

/** Whether one approval is there, with these reviews. */
function approved(...reviews: readonly Review[]): boolean {
  return conditions({ approvals: 1, pull: { reviews } }).includes("approvals: met");
}

// G7: GitHub does not say who pushed, so one approval may be the last pusher's own.
test("a head that somebody pushed wants one approval more", () => {
  const reviews = [reviewOf(noor, "approved")];
  expect(conditions({ approvals: 1, pushed: true, pull: { reviews } })).toContain("approvals: waiting");
  const both = [...reviews, reviewOf(mira, "approved")];
  expect(conditions({ approvals: 1, pushed: true, pull: { reviews: both } })).toContain("approvals: met");
  expect(conditions({ approvals: 0, pushed: true })).toEqual(["boundaries: met"]);
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

test.each([
  ["a person with write access, on this very head", [reviewOf(noor, "approved")], true],
  ["nobody", [], false],
  ["Signalbox, who opened it", [reviewOf(self, "approved")], false],
  ["another bot", [reviewOf({ login: "helper[bot]", id: 9, bot: true }, "approved")], false],
  ["somebody who may not push now", [reviewOf(noor, "approved", { canPush: false })], false],
  ["a deleted user", [reviewOf(null, "approved")], false],
  ["a user without an id", [reviewOf({ login: "noor", id: null, bot: false }, "approved")], false],
  ["a person, for an older head", [reviewOf(noor, "approved", { commit: sha(49) })], false],
  ["a person, for a commit that is not known", [reviewOf(noor, "approved", { commit: null })], false],
  ["a mere comment", [reviewOf(noor, "commented")], false],
  [
    "an approval that was dismissed",
    [reviewOf(noor, "approved"), reviewOf(noor, "dismissed", { submittedAt: at(1) })],
    false,
  ],
  [
    "an approval that the same person took back",
    [reviewOf(noor, "approved"), reviewOf(noor, "changes_requested", { submittedAt: at(1) })],
    false,
  ],
  [
    "an approval after the same person's objection",
    [reviewOf(noor, "changes_requested"), reviewOf(noor, "approved", { submittedAt: at(1) })],
    true,
  ],
  [
    "an approval, then a comment",
    [reviewOf(noor, "approved"), reviewOf(noor, "commented", { submittedAt: at(1) })],
    true,
  ],
  [
    "an approval beside another's objection",
    [reviewOf(noor, "approved"), reviewOf(mira, "changes_requested")],
    false,
  ],
  [
    "an approval beside an objection that was dismissed",
    [reviewOf(noor, "approved"), reviewOf(mira, "dismissed")],
    true,
  ],
  [
    "an approval beside the objection of one who may not push",
    [reviewOf(noor, "approved"), reviewOf(mira, "changes_requested", { canPush: false })],
    true,
  ],
  [
    "an approval beside an objection to an older head",
    [reviewOf(noor, "approved"), reviewOf(mira, "changes_requested", { commit: sha(49) })],
    false,
  ],
  [
    "reviews in whatever order GitHub lists them",
    [reviewOf(noor, "approved", { submittedAt: at(1) }), reviewOf(noor, "changes_requested")],
    true,
  ],
] as const)("approved by %s: %s", (_who, reviews, met) => {
  // G7
  expect(approved(...reviews)).toBe(met);
});

test("the author of a pull request does not approve it, whoever that is", () => {
  const pull = { author: noor, reviews: [reviewOf(noor, "approved")] };
  expect(conditions({ approvals: 1, pull })).toContain("approvals: waiting");
});

test("one person counts once, however often they approve or rename themselves", () => {
  const twice = [
    reviewOf(noor, "approved"),
    reviewOf({ ...noor, login: "noor2" }, "approved", { submittedAt: at(1) }),
  ];
  expect(conditions({ approvals: 2, pull: { reviews: twice } })).toContain("approvals: waiting");
  const two = [reviewOf(noor, "approved"), reviewOf(mira, "approved")];
  expect(conditions({ approvals: 2, pull: { reviews: two } })).toContain("approvals: met");
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
] as const)("a check that %s", (_what, checks, status) => {
  // G4 G6 G12
  expect(conditions({ checks: { tests }, pull: { checks } })).toContain(`check tests: ${status}`);
});

test("a draft and a hold wait for people", () => {
  expect(conditions({ hold: { by: "mira", reason: null }, pull: { draft: true } })).toEqual([
    "boundaries: met",
    "draft: waiting",
    "hold: waiting",
  ]);
});

/** The one question about a freeze. B16. */
import { expect, test } from "vitest";
import { takeClaim } from "../../src/ledger/fencing.ts";
import { frozenBy } from "../../src/ledger/freeze.ts";
import { startAttempt } from "../../src/ledger/transitions.ts";
import { compileReach } from "../../src/scope/reach.ts";
import { at, sha, taskOf } from "../support/observation.ts";

const freeze = { by: "mira", at: at(0).toISOString(), until: null, scope: [], reason: null, drain: false };
const reach =
  (...scope: string[]) =>
  () =>
    compileReach({ scope, allow: ["**"], forbid: ["secret/**"] });

test.each([
  ["without a scope holds everything", freeze, "docs/**", true],
  ["holds until its time", { ...freeze, until: at(61).toISOString() }, "docs/**", true],
  ["holds nothing at its time", { ...freeze, until: at(60).toISOString() }, "docs/**", false],
  ["of a path holds who may touch it", { ...freeze, scope: ["docs/a.md"] }, "docs/**", true],
  ["of other paths holds nobody here", { ...freeze, scope: ["src/**"] }, "docs/**", false],
  ["of several paths holds by any of them", { ...freeze, scope: ["src/**", "**/a.md"] }, "docs/**", true],
  ["does not hold by what is forbidden to the task anyway", { ...freeze, scope: ["secret/**"] }, "**", false],
] as const)("a freeze %s", (_what, standing, scope, held) => {
  const found = frozenBy({ ...standing, scope: [...standing.scope] }, reach(scope), at(60));
  expect(found !== null).toBe(held);
  if (held) expect(found?.by).toBe("mira");
});

test("paths that several tasks may have in hand at once are no lease, but can be frozen", () => {
  const shared = () =>
    compileReach({ scope: ["docs/**", "package.json"], allow: ["**"], forbid: [], common: ["package.json"] });
  expect(frozenBy({ ...freeze, scope: ["package.json"] }, shared, at(60))).not.toBeNull();
});

test("no freeze holds nobody, and asks for no reach", () => {
  const never = () => {
    throw new Error("asked");
  };
  expect(frozenBy(null, never, at(60))).toBeNull();
});

test("no run takes the claim of a frozen task", () => {
  // B06, B16
  const started = startAttempt(taskOf(12), sha(1), at(0));
  expect(takeClaim(started, 1, 7, { ...freeze, drain: true }, at(1))).toEqual({
    ok: false,
    reason: "#12 is frozen by mira",
  });
  expect(takeClaim(started, 1, 7, null, at(1)).ok).toBe(true);
});

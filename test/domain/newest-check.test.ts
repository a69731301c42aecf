/** Which of several check runs of one name counts. */
import { expect, test } from "vitest";
import { newestCheck } from "../../src/domain/newest-check.ts";
import { findOwnCheck } from "../../src/domain/own-check.ts";
import { at, checkOf, self } from "../support/observation.ts";

const passed = (seconds: number) => checkOf("ci/test", { id: `passed ${seconds}`, startedAt: at(seconds) });
const failed = (seconds: number) =>
  checkOf("ci/test", { id: `failed ${seconds}`, startedAt: at(seconds), conclusion: "failure" });
const running = (seconds: number) =>
  checkOf("ci/test", {
    id: `running ${seconds}`,
    startedAt: at(seconds),
    status: "pending",
    conclusion: null,
  });
const named = { name: "ci/test", app: "github-actions" };

test.each([
  ["the newest", [passed(0), failed(10)], "failed 10"],
  ["the newest, whatever its place", [failed(10), passed(0)], "failed 10"],
  ["the newest, once it was run again", [failed(0), passed(10)], "passed 10"],
  ["one that is at work, though another is newer", [passed(10), running(0)], "running 0"],
  ["the one that did not pass, of the same second", [passed(0), failed(0)], "failed 0"],
  ["that of the App that was asked", [passed(0), { ...failed(10), app: "other" }], "passed 0"],
])("G6: %s", (_what, checks, wanted) => {
  expect(newestCheck(checks, named)?.id).toBe(wanted);
});

test("G6: one that does not say since when it is there passes nothing", () => {
  const unknown = { ...failed(0), startedAt: null };
  expect(newestCheck([passed(10), unknown], named)).toBe(unknown);
  expect(newestCheck([], named)).toBeUndefined();
});

test("G9: of our own check runs of a name the newest is what GitHub shows", () => {
  const own = (id: string, seconds: number) =>
    checkOf("signalbox/ready", { id, app: "signalbox", startedAt: at(seconds) });
  expect(findOwnCheck([own("old", 0), own("new", 10)], self, "signalbox/ready")?.id).toBe("new");
});

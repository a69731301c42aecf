/** What mira makes of the readiness lists that Signalbox writes. */
import { expect, test } from "vitest";
import { readReadiness, waitsForAnother, waitsForApproval } from "../../src/demo/readiness-list.ts";
import type { Condition } from "../../src/domain/verdict.ts";
import { approvalText, checkText, holdText } from "../../src/text/conditions.ts";
import { waitsToLandText } from "../../src/text/gates/conflicts.ts";
import { sharedWithPersonText } from "../../src/text/gates/protected.ts";
import { readySummary } from "../../src/text/ready.ts";

const line = (name: string, status: Condition["status"], detail: string): Condition => ({
  name,
  gate: null,
  status,
  detail,
});

const passed = line("check tests", "met", checkText("ci/test", "github-actions", undefined));
const approval = line(
  "approvals",
  "waiting",
  approvalText({ approvers: [], setAside: [], objectors: [] }, 1, false),
);
const shared = line("protected", "waiting", sharedWithPersonText("CHANGELOG.md"));
const running = line("check tests", "waiting", checkText("ci/test", "github-actions", undefined));
const behind = line(
  "conflicts",
  "waiting",
  waitsToLandText({ task: 1, pull: 17, agent: "bsc" }, ["CHANGELOG.md"], "main", "queued"),
);
const held = line("hold", "waiting", holdText({ by: "noor", reason: "not before Monday | or Tuesday" }));
const broken = line(
  "naming",
  "failed",
  "`a.js:3`: the name `getX` is not as tools wants it; nobody approves that",
);

// R26
test("the list is read as it was written, line by line", () => {
  const list = [passed, approval, shared, behind, held, broken];
  expect(readReadiness(readySummary(list))).toEqual(
    list.map(({ name, status, detail }) => ({ name, status, detail })),
  );
  expect(readReadiness("")).toEqual([]);
});

test.each([
  ["her approval is all that is missing", [passed, approval], true],
  ["a shared path waits for her approval too", [shared, approval], true],
  ["a check is still running", [running, approval], false],
  ["another task lands first", [behind, shared, approval], false],
  ["somebody holds it", [held, approval], false],
  ["a gate has failed", [broken, approval], false],
  ["nothing is open", [passed], false],
  ["there is no list yet", [], false],
])("mira approves when nothing but approvals is missing: %s", (_case, list, approves) => {
  expect(waitsForApproval(readReadiness(readySummary(list)))).toBe(approves);
});

// B02
test("a line that waits for another task is told from one that waits for people or checks", () => {
  const read = readReadiness(readySummary([running, approval, shared, held, behind]));
  expect(read.filter(waitsForAnother).map(({ name }) => name)).toEqual(["conflicts"]);
});

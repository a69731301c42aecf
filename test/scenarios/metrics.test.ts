/** A number of CI decides: coverage that is too low sends the work back, one that is missing is never taken for enough. */
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo, type Scene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
gates:
  checks: { tests: ci/test }
  metrics: [{ name: coverage, check: tests, file: coverage.json, path: total.lines, min: 90 }]
merge: { approvals: 0 }
`;
const files = { ".github/workflows/ci.yml": "name: CI\non: pull_request\n" };
const scripts = {
  "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" }), writes({ "servers/eth/a.js": "2;\n" })),
};

/** CI on the head of a task's pull request: the check of its job succeeds; the report is what it uploads. */
async function ci(scene: Scene, task: number, reports: readonly unknown[]): Promise<number> {
  const { head, number } = await scene.pull(task);
  const { data } = await scene.as(owner).octokit.rest.pulls.get({ owner, repo, pull_number: number });
  const run = await scene.github.triggerRun({
    workflow: "ci.yml",
    event: "pull_request",
    branch: data.head.ref,
  });
  for (const [index, report] of reports.entries()) {
    const archive = zipSync({ "coverage.json": strToU8(JSON.stringify(report)) });
    await scene.github.uploadArtifact(run, `report-${index}`, archive);
  }
  await scene.workflow().report(head, "ci/test", "success", "9 tests passed");
  return run;
}

// R23 R27
test("coverage below the least: the agent is told the number, and the next attempt's coverage makes it ready", async () => {
  const scene = await openScene({ config, files, scripts });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  const first = await scene.pull(issue);
  expect(await scene.check(first.head, "signalbox/metrics")).toEqual({
    result: "in_progress",
    text: expect.stringContaining("the check `tests` has not ended on this commit"),
  });

  const run = await ci(scene, issue, [{ total: { lines: 71.5 } }]);
  await scene.github.completeRun(run, "success");
  await scene.quiet();
  expect((await scene.check(first.head, "signalbox/metrics")).result).toBe("failure");
  expect(scene.packets.at(-1)?.feedback.join()).toContain("coverage is 71.5, below 90, the least allowed");
  const second = await scene.pull(issue);
  expect(second.head).not.toBe(first.head);
  expect((await scene.check(second.head, "signalbox/metrics")).result).toBe("in_progress");

  await scene.github.completeRun(await ci(scene, issue, [{ total: { lines: 93 } }]), "success");
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({ state: "ready", reworks: 1 });
  expect(await scene.check(second.head, "signalbox/metrics")).toMatchObject({ result: "success" });
  await quietTwice(scene);

  // Another process asks for no report again: the success stands.
  const again = await scene.restart();
  await again.as(owner).comment(issue, "/why");
  await again.quiet();
  expect((await again.said(issue)).at(-1)).toContain("ready");
  const asked = [...again.github.requests.byRoute.keys()];
  expect(asked.filter((route) => route.includes("artifacts"))).toEqual([]);
});

// R23
test("G4: a report that cannot be read waits while its run is at work, and fails after it", async () => {
  const scene = await openScene({ config, files, scripts });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  const { head } = await scene.pull(issue);
  const run = await ci(scene, issue, []);
  await scene.quiet();
  expect(await scene.check(head, "signalbox/metrics")).toEqual({
    result: "in_progress",
    text: expect.stringContaining("its workflow run is still at work"),
  });
  expect(await scene.task(issue)).toMatchObject({ state: "review" });

  await scene.github.completeRun(run, "success");
  await scene.quiet();
  expect(await scene.check(head, "signalbox/metrics")).toEqual({
    result: "failure",
    text: expect.stringContaining("its run has no artifact that could be looked into"),
  });
  expect((await scene.check(head, "signalbox/ready")).result).toBe("failure");
});

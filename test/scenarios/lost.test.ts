import { expect, test } from "vitest";
import { startEmbeddedGitHub } from "../../src/local/server.ts";
import { createGate } from "../support/gate.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo } from "../support/scene.ts";
import { does, pause, script, writes } from "../support/scripts.ts";
import { secondOrchestrator } from "../support/second-orchestrator.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
merge: { approvals: 0 }
`;
const scripts = { "Add a tool": script(does(pause, { write: "servers/eth/a.js", content: "1;\n" })) };

// B05 B06
test("everything is stopped in the middle of an attempt: at the next start it is found lost, tried again, and ends the same", async () => {
  const gate = createGate();
  const before = await openScene({ config, scripts, wait: gate.wait });
  const issue = await before.as("mira").openIssue("Add a tool", "");
  await before.as("mira").label(issue, "agent:ethereum");
  await gate.reached(1);
  await before.still();
  expect((await before.task(issue))?.attempt).toMatchObject({ n: 1, end: null });

  const scene = await before.restart({ wait: () => Promise.resolve() });
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({
    state: "ready",
    retries: 0,
    attempt: { n: 2, cause: "retry" },
  });
  expect((await scene.task(issue))?.tried.map(({ end }) => end.kind)).toEqual(["lost"]);
  expect(await scene.said(issue)).toHaveLength(1);
  const { data: pulls } = await scene.as("mira").octokit.rest.pulls.list({ owner, repo, state: "all" });
  expect(pulls.map(({ head }) => head.ref)).toEqual([`agent/ethereum/${issue}-add-a-tool`]);
  await scene.as("mira").merge(pulls[0]?.number ?? 0);
  await scene.quiet();
  expect(await scene.issue(issue)).toEqual({ state: "closed", labels: ["agent:ethereum", "status:done"] });
  await quietTwice(scene);
});

// B05: between the dispatch and the claim.
test("everything is stopped before a dispatched run took its attempt: at the next start the same run takes it", async () => {
  const before = await openScene({ config, scripts });
  before.github.setWebhook(null);
  const issue = await before.as("mira").openIssue("Add a tool", "");
  await before.as("mira").label(issue, "agent:ethereum");
  await before.close();
  const { clock } = before;
  const github = await startEmbeddedGitHub({ dir: before.github.dir, clock: clock.now, startRun: () => {} });
  const errors: unknown[] = [];
  const orchestrator = secondOrchestrator({ github, clock }, errors);
  await orchestrator.pass({ dryRun: false });
  await github.settled();
  await orchestrator.close();
  expect(github.pendingRuns()).toMatchObject([{ inputs: { attempt: "1" }, status: "in_progress" }]);
  await github.close();

  const scene = await before.restart();
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({ state: "ready", retries: 0, attempt: { n: 1 }, tried: [] });
  expect(scene.runEnds.map(({ kind }) => kind)).toEqual(["recorded"]);
  expect(errors).toEqual([]);
  await quietTwice(scene);
});

// A9: nobody tells; the minute's look finds it.
test("a run dies without a word while Signalbox lives: it is found by itself within a minute, and tried again", async () => {
  const gate = createGate();
  const scene = await openScene({ config, scripts, wait: gate.wait });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await gate.reached(1);
  await scene.still();
  const run = (await scene.task(issue))?.attempt?.claim?.run ?? 0;
  scene.github.setWebhook(null);
  await scene.github.completeRun(run, "failure");
  scene.clock.advance(61);
  await gate.reached(2);
  expect(await scene.task(issue)).toMatchObject({ state: "working", attempt: { n: 2, cause: "retry" } });

  // The dead run turns out to be a zombie: what it brings now is refused.
  gate.open();
  await scene.quiet();
  await scene.orchestrator.pass({ dryRun: false });
  expect(scene.runEnds.map(({ kind }) => kind).toSorted()).toEqual(["recorded", "stale"]);
  expect(await scene.git("rev-list", "--count", `main..agent/ethereum/${issue}-add-a-tool`)).toBe("1");
  expect(
    await scene.git(
      "log",
      "-1",
      "--format=%(trailers:key=Signalbox-Attempt,valueonly)",
      `agent/ethereum/${issue}-add-a-tool`,
    ),
  ).toBe("2");
});

// B05
test("W7: all webhooks are lost: one pass does what they would have done", async () => {
  const scene = await openScene({
    config,
    scripts: { "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" })) },
  });
  scene.github.setWebhook(null);
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  expect(await scene.task(issue)).toBeNull();

  await scene.orchestrator.pass({ dryRun: false });
  await scene.quiet();
  await scene.orchestrator.pass({ dryRun: false });
  await scene.orchestrator.pass({ dryRun: false });
  expect((await scene.task(issue))?.state).toBe("ready");
  await mira.merge((await scene.pull(issue)).number);
  await scene.orchestrator.pass({ dryRun: false });
  expect(await scene.issue(issue)).toEqual({ state: "closed", labels: ["agent:ethereum", "status:done"] });
  await scene.orchestrator.pass({ dryRun: false });
  await quietTwice(scene);
});

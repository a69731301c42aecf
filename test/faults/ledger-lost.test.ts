import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, resumeScene } from "../support/scene.ts";
import { createSceneClock } from "../support/scene-clock.ts";
import { secondOrchestrator } from "../support/second-orchestrator.ts";
import { brokenInvariants } from "./invariants.ts";
import { readWorld } from "./reading.ts";
import { playOut, rules, twoTasks } from "./two-tasks.ts";

// DESIGN.md §3: losing the ledger loses history and attempt counts, not tasks.
test("E15: the ledger branch is deleted while a task is in review: it is found again with its pull request, and nothing is done twice", async () => {
  const scene = await openScene(twoTasks);
  const mira = scene.as(owner);
  const first = await mira.openIssue("Add a tool", "Scope: `servers/eth/**`");
  await mira.label(first, "agent:ethereum");
  const second = await mira.openIssue("Describe the tool", `Depends on #${first}`);
  await mira.label(second, "agent:docs");
  await scene.quiet();
  await mira.comment(first, "/why");
  await scene.quiet();
  const before = await readWorld(scene);
  expect((await scene.task(first))?.state).toBe("review");
  await scene.close();
  await scene.git("update-ref", "-d", "refs/heads/signalbox/ledger");

  const after = await resumeScene(scene.github.dir, twoTasks, createSceneClock(scene.clock.ahead()));
  after.orchestrator.hint();
  await after.quiet();
  expect(await after.task(first)).toMatchObject({
    state: "review",
    attempt: { n: 2, claim: null, end: { kind: "complete", summary: "Did the work" } },
    pull: before.pulls[0]?.number,
    head: before.pulls[0]?.head,
  });
  expect(await after.task(second)).toMatchObject({ state: "queued", dependsOn: [first] });
  const now = await readWorld(after);
  expect([now.pulls, now.branches, now.runs]).toEqual([before.pulls, before.branches, before.runs]);
  expect(now.issues.map(({ labels, markers }) => ({ labels, markers }))).toEqual(
    before.issues.map(({ labels, markers }) => ({ labels, markers })),
  );
  await playOut(after);
  await quietTwice(after);
  const end = await readWorld(after);
  expect(brokenInvariants(end, rules)).toEqual([]);
  expect(end.pulls.map(({ state }) => state)).toEqual(["merged", "merged"]);
});

test("E15: a process that is started anew knows all that the one before it knew, and one that slept learns it", async () => {
  const scene = await openScene(twoTasks);
  const slept = secondOrchestrator(scene, []);
  await slept.pass({ dryRun: false });
  await slept.close();
  const mira = scene.as(owner);
  const issue = await mira.openIssue("Add a tool", "Scope: `servers/eth/**`");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  const before = await readWorld(scene);
  // Its memory is of before the first issue: what it once saw, and nothing since.
  expect((await slept.pass({ dryRun: false })).applied).toEqual([]);
  expect(await readWorld(scene)).toEqual(before);
  // All that Signalbox keeps outside of GitHub lies in its memory: a new start has none of it.
  const later = await scene.restart();
  later.orchestrator.hint();
  await later.quiet();
  expect(await readWorld(later)).toEqual(before);
  await quietTwice(later);
});

/** A webhook says where to look, never what happened: an old one that comes again finds the repository as it is now. */
import { expect, test } from "vitest";
import { plan } from "../../src/local/faults/plan.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo, type Scene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
merge: { approvals: 0 }
`;

/** Sends every delivery of that kind again, as it was. */
async function replay(scene: Scene, event: string, action: string): Promise<number> {
  const old = scene.github.deliveries().filter((one) => one.event === event && one.action === action);
  const again = await Promise.all(old.map(({ guid }) => scene.github.redeliver(guid)));
  await scene.quiet();
  return again.filter(Boolean).length;
}

/** What a person would see of an issue, and of what came of it. */
async function seen(scene: Scene, issue: number) {
  const branches = await scene.git("for-each-ref", "--format=%(refname)", "refs/heads/agent");
  return {
    issue: await scene.issue(issue),
    said: await scene.said(issue),
    branches,
    runs: scene.packets.length,
  };
}

const scripts = { "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" })) };
const LATE = 60;

/** A scene in which that kind of delivery comes a minute late. */
function late(route: string): Promise<Scene> {
  const faults = plan([{ route, when: "before", do: { kind: "delay", milliseconds: LATE * 1_000 } }]);
  return openScene({ config, scripts, faults });
}

test("W10: the delivery of a label that is gone again starts nothing", async () => {
  const scene = await late("webhook issues.labeled");
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await scene.quiet();
  await mira.label(issue, "agent:ethereum");
  await mira.unlabel(issue, "agent:ethereum");
  await scene.orchestrator.idle();
  const before = await seen(scene, issue);
  expect(before).toMatchObject({ runs: 0, branches: "" });
  scene.clock.advance(LATE);
  await scene.quiet();
  expect(await seen(scene, issue)).toEqual(before);
  expect(await replay(scene, "issues", "labeled")).toBe(1);
  expect(await seen(scene, issue)).toEqual(before);
  await quietTwice(scene);
});

test("W10: the delivery of a comment that is gone again commands nothing", async () => {
  const scene = await late("webhook issue_comment.created");
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await scene.quiet();
  const comment = await mira.comment(issue, "/assign ethereum");
  await mira.octokit.rest.issues.deleteComment({ owner, repo, comment_id: comment });
  await scene.orchestrator.idle();
  const before = await seen(scene, issue);
  expect(before).toMatchObject({ runs: 0, branches: "", said: [] });
  scene.clock.advance(LATE);
  await scene.quiet();
  expect(await replay(scene, "issue_comment", "created")).toBe(1);
  expect(await seen(scene, issue)).toEqual(before);
  await quietTwice(scene);
});

test("W5: a delivery that comes fifty times under its GUID leaves what the first one left", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  const before = await seen(scene, issue);
  expect(before.runs).toBe(1);
  const { writes: written } = scene.requests();
  const [first] = scene.github.deliveries().filter(({ action }) => action === "labeled");
  for (let times = 0; times < 50; times += 1)
    expect(await scene.github.redeliver(first?.guid ?? "")).toBe(true);
  await scene.quiet();
  expect(await seen(scene, issue)).toEqual(before);
  expect(scene.requests().writes).toBe(written);
  await quietTwice(scene);
});

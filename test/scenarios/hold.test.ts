import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
merge: { approvals: 0 }
`;
const scripts = { "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" })) };

test("/hold keeps a task from starting, and /unhold lets it start", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const other = await mira.openIssue("Something first", "");
  const issue = await mira.openIssue("Add a tool", `Depends on #${other}`);
  await mira.label(issue, "agent:ethereum");
  await mira.comment(issue, "/hold until the freeze is over");
  await mira.edit(issue, "");
  await scene.quiet();
  expect((await scene.issue(issue)).labels).toEqual(["agent:ethereum", "hold", "status:queued"]);
  expect((await scene.task(issue))?.attempt).toBeNull();
  expect(await scene.card(issue)).toContain("is held by `@mira`: until the freeze is over. Type `/unhold`");
  await quietTwice(scene);
  await mira.comment(issue, "/unhold");
  await scene.quiet();
  expect((await scene.issue(issue)).labels).toEqual(["agent:ethereum", "status:ready"]);
  await quietTwice(scene);
});

test("/hold on a ready task: it is not ready any more, on its check and its label, until /unhold", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  const { head } = await scene.pull(issue);
  await mira.comment(issue, "/hold");
  await scene.quiet();
  expect((await scene.issue(issue)).labels).toEqual(["agent:ethereum", "hold", "status:review"]);
  expect((await scene.check(head, "signalbox/ready")).result).not.toBe("success");
  await mira.comment(issue, "/unhold");
  await scene.quiet();
  expect((await scene.issue(issue)).labels).toEqual(["agent:ethereum", "status:ready"]);
  expect((await scene.check(head, "signalbox/ready")).result).toBe("success");
  await quietTwice(scene);
});

test("a person without write access can neither hold nor let go", async () => {
  const scene = await openScene({ config, scripts });
  scene.github.seedUser("tom", "triage");
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  await scene.as("tom").comment(issue, "/hold");
  await scene.quiet();
  expect((await scene.task(issue))?.hold).toBeNull();
  expect((await scene.said(issue)).at(-1)).toContain("`/hold` needs write access");
  await quietTwice(scene);
});

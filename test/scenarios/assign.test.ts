// R09
import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
`;
const scripts = { "Add a tool": script(writes({ "servers/eth/tool.js": "1;\n" })) };

// R02 R15
test("a label assigns the agent: a branch of its own, one status label, one card", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "Scope: `servers/eth/**`");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  expect(await scene.issue(issue)).toEqual({ state: "open", labels: ["agent:ethereum", "status:ready"] });
  expect(await scene.git("for-each-ref", "--format=%(refname:short)", "refs/heads/agent")).toBe(
    `agent/ethereum/${issue}-add-a-tool`,
  );
  expect(await scene.said(issue)).toEqual([await scene.card(issue)]);
  await quietTwice(scene);
});

// A1
test("a label of a triage user is not honoured: said once, taken off, and nothing starts", async () => {
  const scene = await openScene({ config, scripts });
  scene.github.seedUser("tom", "triage");
  const issue = await scene.as("mira").openIssue("Add a tool", "");
  await scene.as("tom").label(issue, "agent:ethereum");
  await scene.quiet();
  expect(await scene.issue(issue)).toEqual({ state: "open", labels: [] });
  expect(await scene.said(issue)).toEqual([
    expect.stringMatching(/`agent:ethereum` was not honoured.*tom.*triage access/),
  ]);
  expect(await scene.task(issue)).toBeNull();
  await quietTwice(scene);

  // The same wish of somebody who may.
  await scene.as("mira").label(issue, "agent:ethereum");
  await scene.quiet();
  expect((await scene.task(issue))?.state).toBe("ready");
  await quietTwice(scene);
});

test("C2: a label that a bot sets is not honoured", async () => {
  const scene = await openScene({ config, scripts });
  const issue = await scene.as("mira").openIssue("Add a tool", "");
  await scene.workflow().label(issue, "agent:ethereum");
  await scene.quiet();
  expect((await scene.issue(issue)).labels).toEqual([]);
  expect(await scene.said(issue)).toEqual([expect.stringContaining("was not honoured")]);
  expect(await scene.task(issue)).toBeNull();
  await quietTwice(scene);
});

// R02
test("a label that names no agent is answered with the roster and taken off", async () => {
  const scene = await openScene({ config });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:etherium", "help wanted");
  await scene.quiet();
  expect((await scene.issue(issue)).labels).toEqual(["help wanted"]);
  expect(await scene.said(issue)).toEqual([
    expect.stringMatching(/`agent:etherium` names no agent.*`ethereum`, `docs`/),
  ]);
  await quietTwice(scene);
});

// R02
test("C1: /assign of a writer starts the task; /assign of a reader is refused with what they may do", async () => {
  const scene = await openScene({ config, scripts });
  scene.github.seedUser("noor", "write");
  scene.github.seedUser("rhea", "read");
  const issue = await scene.as("mira").openIssue("Add a tool", "");
  const asked = await scene.as("rhea").comment(issue, "/assign ethereum");
  await scene.quiet();
  expect(await scene.task(issue)).toBeNull();
  expect(await scene.said(issue)).toEqual([
    expect.stringMatching(/`\/assign` needs write access.*rhea.*read access/),
  ]);
  const { data: thumbs } = await scene
    .as("mira")
    .octokit.rest.reactions.listForIssueComment({ owner, repo, comment_id: asked });
  expect(thumbs.map(({ content, user }) => [content, user?.login])).toEqual([["-1", "signalbox[bot]"]]);
  await quietTwice(scene);

  await scene.as("noor").comment(issue, "/assign ethereum");
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({ agent: "ethereum", state: "ready" });
  expect((await scene.story()).join("\n")).toContain("accepted from noor");
  await quietTwice(scene);
});

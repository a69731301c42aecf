import { expect, test } from "vitest";
import { createGate } from "../support/gate.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo } from "../support/scene.ts";
import { asks, does, pause, script, writes } from "../support/scripts.ts";
import { secondOrchestrator } from "../support/second-orchestrator.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
`;

// B06 A11
test("an attempt is dispatched twice: one run takes the claim, the other declines and does nothing", async () => {
  const gate = createGate();
  const scene = await openScene({
    config,
    scripts: { "Add a tool": script(does(pause, { write: "servers/eth/a.js", content: "1;\n" })) },
    wait: gate.wait,
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await gate.reached(1);
  await mira.octokit.rest.actions.createWorkflowDispatch({
    owner,
    repo,
    workflow_id: "signalbox-agent.yml",
    ref: "main",
    inputs: { task: String(issue), attempt: "1" },
  });
  await scene.still();
  gate.open();
  await scene.quiet();
  expect(scene.runEnds.map(({ kind }) => kind).toSorted()).toEqual(["declined", "recorded"]);
  expect(scene.packets).toHaveLength(1);
  expect((await scene.task(issue))?.state).toBe("ready");
  expect(await scene.git("rev-list", "--count", `main..agent/ethereum/${issue}-add-a-tool`)).toBe("1");
  await quietTwice(scene);
});

// B05 B06
test("E8: two orchestrators at once: nothing is said, opened, started or published twice", async () => {
  const scene = await openScene({
    config,
    scripts: {
      "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" })),
      "Add another": script(writes({ "servers/eth/b.js": "1;\n" })),
      "Describe them": script(asks("Which tone?"), writes({ "docs/a.md": "# A\n" })),
    },
  });
  const errors: unknown[] = [];
  const other = secondOrchestrator(scene, errors);
  const mira = scene.as("mira");
  const calm = async () => {
    await scene.quiet();
    await other.idle();
    await scene.quiet();
  };
  const issues = [
    await mira.openIssue("Add a tool", ""),
    await mira.openIssue("Add another", ""),
    await mira.openIssue("Describe them", ""),
  ];
  for (const [at, issue] of issues.entries())
    await mira.label(issue, at < 2 ? "agent:ethereum" : "agent:docs");
  await calm();
  await mira.comment(issues[2] ?? 0, "/unblock Friendly");
  await mira.comment(issues[2] ?? 0, "/why");
  await calm();
  await mira.merge((await scene.pull(issues[0] ?? 0)).number);
  await calm();

  expect(errors).toEqual([]);
  const { data: pulls } = await mira.octokit.rest.pulls.list({ owner, repo, state: "all" });
  expect(pulls.map(({ head }) => head.ref).toSorted()).toEqual([
    "agent/docs/3-describe-them",
    "agent/ethereum/1-add-a-tool",
    "agent/ethereum/2-add-another",
  ]);
  // A card on each issue; of the question one notice, and one answer to /why.
  expect((await scene.said(1)).length).toBe(1);
  expect((await scene.said(2)).length).toBe(1);
  expect((await scene.said(3)).map((body) => /signalbox:(\w+)/.exec(body)?.[1])).toEqual([
    "card",
    "notice",
    "reply",
  ]);
  const { data: runs } = await mira.octokit.rest.actions.listWorkflowRunsForRepo({ owner, repo });
  const titles = runs.workflow_runs.map(({ display_title }) => display_title);
  expect(titles.toSorted()).toEqual(["#1 attempt 1", "#2 attempt 1", "#3 attempt 1", "#3 attempt 2"]);
  const { data: checks } = await mira.octokit.rest.checks.listForRef({
    owner,
    repo,
    ref: (await scene.pull(2)).head,
  });
  const names = checks.check_runs.map(({ name }) => name);
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
  expect(names).toEqual(expect.arrayContaining(["signalbox/boundaries", "signalbox/ready"]));
  const story = await scene.story();
  expect(new Set(story).size).toBe(story.length);
  await quietTwice(scene);
});

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createGate } from "../support/gate.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo } from "../support/scene.ts";
import { does, pause, script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/**"], runner: scripted }
  docs: { allow: ["servers/**"], runner: scripted }
merge: { approvals: 0 }
`;

// R02: one branch for each assignment; the old one is kept.
test("a task is taken from one agent and given to another: a branch of its own, and the first one's work stays where it was", async () => {
  const scene = await openScene({
    config,
    scripts: { "Add a tool": script(writes({ "servers/a.js": "1;\n" })) },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  const first = `agent/ethereum/${issue}-add-a-tool`;
  const tip = await scene.git("rev-parse", first);
  await mira.unlabel(issue, "agent:ethereum");
  await scene.quiet();
  expect((await scene.task(issue))?.end?.kind).toBe("dropped");
  scene.clock.advance(20);
  await mira.label(issue, "agent:docs");
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({
    agent: "docs",
    state: "ready",
    attempt: { n: 1, cause: "first" },
  });
  expect(await scene.git("rev-parse", first)).toBe(tip);
  const branches = await scene.git("for-each-ref", "--format=%(refname:short)", "refs/heads/agent");
  expect(branches.split("\n")).toEqual([expect.stringMatching(/^agent\/docs\/1-add-a-tool/), first]);
  expect((await scene.issue(issue)).labels).toEqual(["agent:docs", "status:ready"]);
  // It is a new assignment, on the same card.
  expect(
    (await scene.said(issue)).filter((body) => body.includes(`signalbox:card task=${issue} `)),
  ).toHaveLength(1);
  await quietTwice(scene);
});

// B06: nothing of a person's is overwritten.
test("a person pushes to the branch while the agent reworks: their commit stays, and the agent does it again on top of it", async () => {
  const gate = createGate();
  const scene = await openScene({
    config: `${config}gates: { checks: { tests: ci/test } }\n`,
    scripts: {
      "Add a tool": script(
        writes({ "servers/a.js": "1;\n" }),
        does(pause, { write: "servers/a.js", content: "2;\n" }),
        writes({ "servers/a.js": "3;\n" }),
      ),
    },
    wait: gate.wait,
  });
  scene.github.seedUser("noor", "write");
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  const branch = `agent/ethereum/${issue}-add-a-tool`;
  await scene.workflow().report((await scene.pull(issue)).head, "ci/test", "failure", "1 of 1 tests failed");
  await gate.reached(1);
  const theirs = await scene
    .as("noor")
    .push(branch, (folder) => writeFile(join(folder, "servers/b.js"), "noor\n"));
  await scene.still();
  gate.open();
  await scene.quiet();

  expect(await scene.git("show", `${branch}:servers/b.js`)).toBe("noor");
  expect(await scene.git("show", `${branch}:servers/a.js`)).toBe("3;");
  expect(await scene.git("rev-parse", `${branch}^`)).toBe(theirs);
  expect(scene.packets[2]?.feedback.join("\n")).toContain(theirs.slice(0, 7));
  await quietTwice(scene);
});

test("a person deletes the branch of a task in review: a person decides", async () => {
  const scene = await openScene({
    config,
    scripts: { "Add a tool": script(writes({ "servers/a.js": "1;\n" })) },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  await mira.octokit.rest.git.deleteRef({ owner, repo, ref: `heads/agent/ethereum/${issue}-add-a-tool` });
  await scene.quiet();
  expect((await scene.pull(issue)).state).toBe("closed");
  expect((await scene.task(issue))?.state).toBe("escalated");
  await quietTwice(scene);
});

// Commands and labels of an earlier life are not those of the next.
test("a dropped task's issue is opened again and labelled: it starts afresh", async () => {
  const scene = await openScene({
    config,
    scripts: { "Add a tool": script(writes({ "servers/a.js": "1;\n" })) },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  await mira.comment(issue, "/hold");
  await scene.quiet();
  await mira.close(issue);
  await scene.quiet();
  expect((await scene.issue(issue)).labels).toEqual([]);
  await mira.octokit.rest.issues.update({ owner, repo, issue_number: issue, state: "open" });
  await scene.quiet();
  expect((await scene.task(issue))?.end?.kind).toBe("dropped");
  scene.clock.advance(20);
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({ state: "ready", hold: null, end: null, attempt: { n: 1 } });
  const branches = await scene.git("for-each-ref", "--format=%(refname:short)", "refs/heads/agent");
  expect(branches.split("\n")).toHaveLength(2);
  await quietTwice(scene);
});

// A1: the author of an issue may open it again without write access.
test("an outsider opens their merged issue again: the label that is still there starts nothing", async () => {
  const scene = await openScene({
    config,
    scripts: { "Add a tool": script(writes({ "servers/a.js": "1;\n" })) },
  });
  scene.github.seedUser("oscar", "read");
  const mira = scene.as("mira");
  const issue = await scene.as("oscar").openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  await mira.merge((await scene.pull(issue)).number);
  await scene.quiet();
  await scene.as("oscar").octokit.rest.issues.update({ owner, repo, issue_number: issue, state: "open" });
  await scene.quiet();
  expect((await scene.task(issue))?.end?.kind).toBe("merged");
  expect(scene.packets).toHaveLength(1);
  await quietTwice(scene);
});

// B07: done is evidence of this life, not of the last one.
test("a merged task's issue is opened again and given out again: a new branch and pull request, which is not merged yet", async () => {
  const scene = await openScene({
    config,
    scripts: { "Add a tool": script(writes({ "servers/a.js": "1;\n" })) },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  await mira.merge((await scene.pull(issue)).number);
  await scene.quiet();
  expect((await scene.task(issue))?.end?.kind).toBe("merged");
  await mira.commitFile("servers/a.js", "broken;\n");
  scene.clock.advance(20);
  await mira.unlabel(issue, "agent:ethereum");
  await mira.octokit.rest.issues.update({ owner, repo, issue_number: issue, state: "open" });
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({ state: "ready", end: null, attempt: { n: 1 } });
  expect((await scene.issue(issue)).state).toBe("open");
  const pull = await scene.pull(issue);
  expect(pull.state).toBe("open");
  expect(await scene.git("show", `${pull.head}:servers/a.js`)).toBe("1;");
  await quietTwice(scene);
});

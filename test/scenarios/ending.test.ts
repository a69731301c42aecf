import { expect, test } from "vitest";
import { createGate } from "../support/gate.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene } from "../support/scene.ts";
import { does, pause, script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
`;
const scripts = {
  "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" }), writes({ "servers/eth/a.js": "2;\n" })),
};

// INV-5: a person's rule; a person may merge at any time.
test("a person merges although it is not ready: the task is done, its issue closed", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  expect((await scene.task(issue))?.state).toBe("review");
  await mira.merge((await scene.pull(issue)).number);
  await scene.quiet();
  expect(await scene.issue(issue)).toEqual({ state: "closed", labels: ["agent:ethereum", "status:done"] });
  expect((await scene.task(issue))?.end).toMatchObject({ kind: "merged", by: "mira" });
  await quietTwice(scene);
});

test("a person closes the pull request unmerged: a person decides, and /unblock makes a new attempt with a pull request of its own", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  const first = await scene.pull(issue);
  await mira.closePull(first.number);
  await scene.quiet();
  expect((await scene.issue(issue)).labels).toEqual(["agent:ethereum", "status:escalated"]);
  expect(await scene.card(issue)).toContain(`pull request #${first.number} was closed without being merged`);
  await quietTwice(scene);
  await mira.comment(issue, "/unblock Try the other way");
  await scene.quiet();
  const second = await scene.pull(issue);
  expect(second.number).toBeGreaterThan(first.number);
  expect(second.state).toBe("open");
  expect((await scene.task(issue))?.state).toBe("review");
  await quietTwice(scene);
});

// B06
test("the issue is closed while the agent works: the lease is released, the agent is ended, and nothing of it is published", async () => {
  const gate = createGate();
  const scene = await openScene({
    config,
    scripts: {
      "Add a tool": script(does(pause, { write: "servers/eth/a.js", content: "late;\n" })),
      "Add another": script(writes({ "servers/eth/b.js": "1;\n" })),
    },
    wait: gate.wait,
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await gate.reached(1);
  const next = await mira.openIssue("Add another", "");
  await mira.label(next, "agent:ethereum");
  await mira.close(issue);
  await scene.still();
  expect((await scene.task(issue))?.end?.kind).toBe("dropped");
  await scene.quiet();
  expect(scene.running()).toEqual([]);
  gate.open();
  await scene.quiet();
  expect(scene.runEnds.map(({ kind }) => kind)).toEqual(["recorded"]);
  expect(await scene.git("for-each-ref", "--format=%(refname:short)", "refs/heads/agent")).toBe(
    `agent/ethereum/${next}-add-another`,
  );
  await quietTwice(scene);
});

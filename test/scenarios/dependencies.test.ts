import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
`;
const scripts = {
  "Add the tool": script(writes({ "servers/eth/a.js": "1;\n" })),
  "Describe the tool": script(writes({ "docs/a.md": "# A\n" })),
};

// R33
test("a dependent task waits for the other and starts by itself when that is merged", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const tool = await mira.openIssue("Add the tool", "");
  const text = await mira.openIssue("Describe the tool", `Depends on #${tool}`);
  await mira.label(text, "agent:docs");
  await scene.quiet();
  expect(await scene.card(text)).toContain(`waits for #${tool}, on which it depends`);
  await mira.label(tool, "agent:ethereum");
  await scene.quiet();
  expect((await scene.task(text))?.attempt).toBeNull();
  await mira.merge((await scene.pull(tool)).number);
  await scene.quiet();
  expect(await scene.task(text)).toMatchObject({ state: "ready", attempt: { n: 1 } });
  expect(await scene.git("cat-file", "-t", `agent/docs/${text}-describe-the-tool:servers/eth/a.js`)).toBe(
    "blob",
  );
  await quietTwice(scene);
});

// INV-6
test("a dependency that was closed without being done, or does not exist, is explained; editing the issue frees the task", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const tool = await mira.openIssue("Add the tool", "");
  const text = await mira.openIssue("Describe the tool", `Depends on #${tool}`);
  await mira.label(text, "agent:docs");
  await mira.octokit.rest.issues.update({
    owner: "mira",
    repo: "shop",
    issue_number: tool,
    state: "closed",
    state_reason: "not_planned",
  });
  await scene.quiet();
  expect(await scene.card(text)).toContain(`#${tool} was closed without being done`);
  await mira.edit(text, "Depends on #4711");
  await scene.quiet();
  expect(await scene.card(text)).toContain("there is no issue #4711");
  await mira.edit(text, "Depends on nothing any more");
  await scene.quiet();
  expect((await scene.task(text))?.state).toBe("ready");
  await quietTwice(scene);
});

// INV-6
test("two tasks that depend on each other are told so; taking one line away starts them in turn", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const tool = await mira.openIssue("Add the tool", "Depends on #2");
  const text = await mira.openIssue("Describe the tool", `Depends on #${tool}`);
  expect([tool, text]).toEqual([1, 2]);
  await mira.label(tool, "agent:ethereum");
  await mira.label(text, "agent:docs");
  await scene.quiet();
  expect(await scene.card(tool)).toContain("waits for itself: #1 → #2 → #1");
  expect(await scene.card(text)).toContain("waits for itself: #2 → #1 → #2");
  await mira.edit(tool, "");
  await scene.quiet();
  expect((await scene.task(tool))?.state).toBe("ready");
  expect(await scene.card(text)).toContain("waits for #1, on which it depends");
  await quietTwice(scene);
});

import { expect, test } from "vitest";
import { signalbox } from "../cli/terminal.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo, type Scene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
`;
const scripts = { "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" })) };

async function reactionsOn(scene: Scene, comment: number): Promise<readonly string[]> {
  const { data } = await scene
    .as("mira")
    .octokit.rest.reactions.listForIssueComment({ owner, repo, comment_id: comment });
  return data.map(({ content }) => content);
}

test("C3: a comment that became a command by an edit is no order, and its author is told so once", async () => {
  const scene = await openScene({ config, scripts });
  scene.github.setWebhook(null);
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  const comment = await mira.comment(issue, "What a fine issue");
  await mira.editComment(comment, "/assign ethereum");
  await scene.orchestrator.pass({ dryRun: false });
  expect(await scene.task(issue)).toBeNull();
  expect(await reactionsOn(scene, comment)).toEqual(["-1"]);
  expect(await scene.said(issue)).toEqual([expect.stringContaining("edited comments are not orders")]);
  await quietTwice(scene);
});

// C4
test("a command in a code block, a quote or mid-line is not read", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  const comment = await mira.comment(
    issue,
    "Type this:\n\n```\n/assign ethereum\n```\n\n> /assign ethereum\n\nor /assign ethereum",
  );
  await scene.quiet();
  expect(await scene.task(issue)).toBeNull();
  expect(await scene.said(issue)).toEqual([]);
  expect(await reactionsOn(scene, comment)).toEqual([]);
  await quietTwice(scene);
});

// C5
test("of a comment with six commands five are read, and the sixth is said to be left out", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  const comment = await mira.comment(
    issue,
    ["/assign ethereum", "/hold one", "/unhold", "/hold two", "/hold three", "/unhold"].join("\n"),
  );
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({ agent: "ethereum", hold: { by: "mira", reason: "three" } });
  expect((await scene.said(issue)).filter((body) => body.includes("first 5 commands"))).toHaveLength(1);
  expect(await reactionsOn(scene, comment)).toEqual(["+1"]);
  await quietTwice(scene);
});

// INV-6 INV-7
test("/why is answered once, to a reader too, with the very text of `signalbox why`", async () => {
  const scene = await openScene({ config, scripts });
  scene.github.seedUser("rhea", "read");
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  await scene.as("rhea").comment(issue, "/why");
  await scene.quiet();
  const answers = (await scene.said(issue)).filter((body) => body.includes("signalbox:reply"));
  expect(answers).toHaveLength(1);
  expect(answers[0]).toMatch(/waits for .*approvals/);
  await quietTwice(scene);

  await scene.close();
  const typed = await signalbox(["why", String(issue), "--dir", scene.github.dir]);
  expect([typed.code, typed.out]).toEqual([0, answers[0]?.split("\n")[0]]);
});

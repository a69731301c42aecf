/** What people type where they look at the change: in the pull request's conversation. */
import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo, type Scene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
`;
const scripts = { "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" })) };

async function inReview(): Promise<{ scene: Scene; issue: number; pull: number }> {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  return { scene, issue, pull: (await scene.pull(issue)).number };
}

async function reactionsOn(scene: Scene, comment: number): Promise<readonly string[]> {
  const { data } = await scene
    .as("mira")
    .octokit.rest.reactions.listForIssueComment({ owner, repo, comment_id: comment });
  return data.map(({ content }) => content);
}

test("C8: a command in the pull request's conversation reaches its task, and is answered there", async () => {
  const { scene, issue, pull } = await inReview();
  const mira = scene.as("mira");
  const before = await scene.said(issue);
  const hold = await mira.comment(pull, "/hold until Monday");
  await scene.quiet();
  expect((await scene.task(issue))?.hold).toMatchObject({ by: "mira", reason: "until Monday" });
  expect(await reactionsOn(scene, hold)).toEqual(["+1"]);
  const why = await mira.comment(pull, "/why");
  await scene.quiet();
  expect(await scene.said(pull)).toEqual([
    expect.stringMatching(/^#\d+ waits for .*held by `@mira`: until Monday/),
  ]);
  expect(await reactionsOn(scene, why)).toEqual(["+1"]);
  expect(await scene.said(issue)).toHaveLength(before.length);
  await quietTwice(scene);

  await mira.comment(issue, "/unhold");
  await scene.quiet();
  expect((await scene.task(issue))?.hold).toBeNull();
  await quietTwice(scene);
});

test("C1: in a pull request too, who may not is refused with the reason", async () => {
  const { scene, issue, pull } = await inReview();
  scene.github.seedUser("rhea", "read");
  await scene.as("rhea").comment(pull, "/hold");
  await scene.quiet();
  expect((await scene.task(issue))?.hold).toBeNull();
  expect(await scene.said(pull)).toEqual([expect.stringMatching(/needs write access.*rhea.*read access/)]);
  await quietTwice(scene);
});

test("C6: a command in a pull request is executed once, also when the process is started again", async () => {
  const { scene, issue, pull } = await inReview();
  await scene.as("mira").comment(pull, "/hold a");
  await scene.quiet();
  const again = await scene.restart();
  again.clock.advance(7_200);
  again.orchestrator.hint();
  await again.quiet();
  expect((await again.story()).filter((line) => line.includes("/hold"))).toHaveLength(1);
  expect((await again.task(issue))?.hold?.reason).toBe("a");
});

test("C8: a command on a pull request that is nobody's task is nobody's, and one on a merged one disturbs nothing", async () => {
  const { scene, issue, pull } = await inReview();
  const mira = scene.as("mira");
  await mira.approve(pull);
  await scene.quiet();
  await mira.merge(pull);
  await scene.quiet();
  const late = await mira.comment(pull, "/hold");
  await scene.quiet();
  expect(await reactionsOn(scene, late)).toEqual([]);
  expect((await scene.task(issue))?.end?.kind).toBe("merged");
  expect(scene.errors).toEqual([]);
  await quietTwice(scene);
});

test("C8: in an archived repository nothing is done and nothing breaks; what was typed counts when it is back", async () => {
  const { scene, issue } = await inReview();
  const mira = scene.as("mira");
  await mira.comment(issue, "/hold");
  await mira.octokit.rest.repos.update({ owner, repo, archived: true });
  await scene.quiet();
  expect((await scene.task(issue))?.hold).toBeNull();
  const told = new Set(scene.errors.map((error) => (error instanceof Error ? String(error.cause) : "")));
  expect([...told]).toEqual([expect.stringContaining("Repository was archived so is read-only")]);
  await mira.octokit.rest.repos.update({ owner, repo, archived: false });
  scene.clock.advance(7_200);
  scene.orchestrator.hint();
  await scene.quiet();
  expect((await scene.task(issue))?.hold?.by).toBe("mira");
});

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";

const agents = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
`;
const scripts = {
  "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" }), writes({ "servers/eth/a.js": "2;\n" })),
};

// R27
test("CI fails on the pull request: the reason goes once into the next attempt, whose commit passes", async () => {
  const scene = await openScene({
    config: `${agents}\ngates: { checks: { tests: ci/test } }\nmerge: { approvals: 0 }\n`,
    scripts,
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  expect((await scene.task(issue))?.state).toBe("review");
  const first = await scene.pull(issue);
  expect((await scene.check(first.head, "signalbox/ready")).text).toContain("Waits for: check tests");

  // Somebody else's report under that name counts for nothing. G6
  await expect(mira.report(first.head, "ci/test", "success", "Trust me")).rejects.toThrow();
  await scene.workflow().report(first.head, "ci/test", "failure", "2 of 9 tests failed: a.test.js");
  await scene.quiet();
  const second = await scene.pull(issue);
  expect(second.number).toBe(first.number);
  expect(second.head).not.toBe(first.head);
  expect(await scene.git("rev-parse", `${second.head}^`)).toBe(first.head);
  expect(scene.packets.map(({ feedback }) => feedback)).toEqual([
    [],
    [expect.stringMatching(/failed "check tests".*ci\/test.*2 of 9 tests failed: a\.test\.js/)],
  ]);
  expect((await scene.check(first.head, "signalbox/ready")).result).toBe("failure");
  await quietTwice(scene);

  await scene.workflow().report(second.head, "ci/test", "success", "9 tests passed");
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({ state: "ready", reworks: 1, feedback: [] });
  expect((await scene.check(second.head, "signalbox/ready")).result).toBe("success");
  await quietTwice(scene);
});

test("G7: only a person who may push, who did not push last, and who saw this very head can approve", async () => {
  const scene = await openScene({ config: agents, scripts });
  scene.github.seedUser("noor", "write");
  scene.github.seedUser("rhea", "read");
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  const { number, head } = await scene.pull(issue);
  const state = async () => (await scene.task(issue))?.state;

  await scene.as("rhea").approve(number);
  await scene.workflow().approve(number);
  await scene.quiet();
  expect(await state()).toBe("review");

  await scene.as("noor").approve(number);
  await scene.quiet();
  expect(await state()).toBe("ready");
  expect((await scene.check(head, "signalbox/ready")).result).toBe("success");

  // noor pushes within reach: the approval was given to an older head, and noor is now the last pusher.
  const pushed = await scene.as("noor").push(`agent/ethereum/${issue}-add-a-tool`, async (folder) => {
    await writeFile(join(folder, "servers/eth/b.js"), "1;\n");
  });
  await scene.quiet();
  expect(await state()).toBe("review");
  expect((await scene.check(pushed, "signalbox/boundaries")).result).toBe("success");
  expect((await scene.check(pushed, "signalbox/ready")).result).not.toBe("success");
  await mira.approve(number, head);
  await scene.quiet();
  expect(await state()).toBe("review");
  await scene.as("noor").approve(number);
  await scene.quiet();
  expect(await state()).toBe("review");

  await mira.approve(number);
  await scene.quiet();
  expect(await state()).toBe("ready");
  await quietTwice(scene);
});

// INV-5
test("somebody who asked for changes is an objection until they lift it, however many approve", async () => {
  const scene = await openScene({ config: agents, scripts });
  scene.github.seedUser("noor", "write");
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Add a tool", "");
  await mira.label(issue, "agent:ethereum");
  await scene.quiet();
  const { number } = await scene.pull(issue);
  await scene.as("noor").octokit.rest.pulls.createReview({
    owner,
    repo,
    pull_number: number,
    event: "REQUEST_CHANGES",
    body: "No.",
  });
  await mira.approve(number);
  await scene.quiet();
  expect((await scene.task(issue))?.state).toBe("review");
  expect(await scene.card(issue)).toMatch(/noor.*asked for changes/);
  await scene.as("noor").approve(number);
  await scene.quiet();
  expect((await scene.task(issue))?.state).toBe("ready");
  await quietTwice(scene);
});

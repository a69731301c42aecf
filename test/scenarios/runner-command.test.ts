import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene } from "../support/scene.ts";

const config = (program: string) => `
agents:
  fixer: { allow: ["src/**"], runner: command, command: [node, ${program}] }
merge: { approvals: 0 }
limits: { attempts: 2 }
`;

/** A whole agent: reads its packet, works in its folder, writes its outcome. */
const agent = `
import { readFileSync, writeFileSync } from "node:fs";
const packet = JSON.parse(readFileSync(process.env.SIGNALBOX_PACKET, "utf8"));
const before = readFileSync("src/greeting.txt", "utf8");
writeFileSync("src/greeting.txt", before.trim() + ", " + packet.task.title + "\\n");
const outcome = { kind: "complete", summary: "Greets " + packet.task.title, evidence: ["read " + packet.reach.allow[0]] };
writeFileSync(process.env.SIGNALBOX_OUTCOME, JSON.stringify(outcome));
`;

// R42
test("a program of one's own is the agent: packet in, outcome out, its change on the branch with trailers", async () => {
  const scene = await openScene({
    config: config("agents/fix.mjs"),
    files: { "agents/fix.mjs": agent, "src/greeting.txt": "Hello\n" },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("World", "");
  await mira.label(issue, "agent:fixer");
  await scene.quiet();
  const branch = `agent/fixer/${issue}-world`;
  expect(await scene.git("show", `${branch}:src/greeting.txt`)).toBe("Hello, World");
  expect(await scene.git("log", "-1", "--format=%B", branch)).toBe(
    `Greets World\n\n- read src/**\n\nSignalbox-Agent: fixer\nSignalbox-Task: ${issue}\nSignalbox-Attempt: 1`,
  );
  expect((await scene.task(issue))?.state).toBe("ready");
  await quietTwice(scene);
});

// R42 A9: a run without a valid outcome is failed, never complete.
test("a program that exits 0 without an outcome failed: tried again after a pause, then a person decides", async () => {
  const scene = await openScene({
    config: config("agents/silent.mjs"),
    files: {
      "src/.keep": "",
      "agents/silent.mjs": `import { writeFileSync } from "node:fs"; writeFileSync("src/x.txt", "x"); console.log("I did it, honestly");`,
    },
  });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("World", "");
  await mira.label(issue, "agent:fixer");
  await scene.quiet();
  expect((await scene.issue(issue)).labels).toEqual(["agent:fixer", "status:failed"]);
  expect(await scene.card(issue)).toMatch(/next attempt, which starts by itself[\s\S]*wrote no outcome/);
  await quietTwice(scene);

  scene.clock.advance(31);
  await scene.quiet();
  expect((await scene.issue(issue)).labels).toEqual(["agent:fixer", "status:escalated"]);
  expect((await scene.task(issue))?.tried.map(({ end }) => end.kind)).toEqual(["failed"]);
  expect(await scene.card(issue)).toContain("I did it, honestly");
  expect(await scene.git("for-each-ref", "refs/heads/agent")).toBe("");
  await quietTwice(scene);
});

test("an agent of the runner command without a command waits, and says what to add", async () => {
  const scene = await openScene({ config: "agents:\n  fixer: { allow: [src/**], runner: command }\n" });
  const mira = scene.as("mira");
  const issue = await mira.openIssue("World", "");
  await mira.label(issue, "agent:fixer");
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({ state: "queued", attempt: null });
  expect(await scene.card(issue)).toContain("agents.fixer.command");
  await quietTwice(scene);
});

/** `/stop`, `/retry` and `/unassign` with a real program at work: it ends, nothing of it is published, and nothing is lost or done twice. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, type Scene } from "../support/scene.ts";

const config = `
agents:
  fixer: { allow: ["src/**"], runner: command, command: [node, agents/fix.mjs] }
  docs: { allow: ["docs/**", "src/**"], runner: command, command: [node, agents/quick.mjs] }
merge: { approvals: 0 }
`;
/** Works until it is ended, with a child of its own that would outlive it. */
const slow = `
import { spawn } from "node:child_process";
const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
console.log("child " + child.pid);
console.log("self " + process.pid);
setInterval(() => {}, 1000);
`;
const quick = `
import { writeFileSync } from "node:fs";
writeFileSync("src/a.txt", "quick\\n");
writeFileSync(process.env.SIGNALBOX_OUTCOME, JSON.stringify({ kind: "complete", summary: "Quick", evidence: [] }));
`;
/** It does not hear that it is to end. */
const deaf = `process.on("SIGTERM", () => console.log("not now"));${slow}`;
const files = { "agents/fix.mjs": slow, "agents/quick.mjs": quick, "src/.keep": "" };

async function until<T>(find: () => Promise<T | null | undefined> | T | null | undefined): Promise<T> {
  for (const begin = Date.now(); Date.now() - begin < 20_000; await sleep(30)) {
    const found = await find();
    if (found !== null && found !== undefined) return found;
  }
  throw new Error("it did not come to that in 20 s");
}

async function atWork(
  scene: Scene,
): Promise<{ readonly issue: number; readonly processes: readonly number[] }> {
  const mira = scene.as("mira");
  const issue = await mira.openIssue("Nonce", "");
  await mira.label(issue, "agent:fixer");
  const processes = await until(() => {
    const lines = scene.running().flatMap(({ lastLines }) => lastLines);
    const ids = lines.flatMap((line) => /^(?:child|self) (\d+)$/.exec(line)?.[1] ?? []);
    return ids.length === 2 ? ids.map(Number) : null;
  });
  return { issue, processes };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

// B16, R43, A12
test("/stop ends the program and all it started, publishes nothing, uses up no attempt; /retry with another agent does the work", async () => {
  const scene = await openScene({ config, files: { ...files, "agents/fix.mjs": deaf } });
  const { issue, processes } = await atWork(scene);
  await scene.as("mira").comment(issue, "/stop wrong file");
  await until(async () => (await scene.task(issue))?.attempt?.end ?? null);
  await until(() => (processes.some(isAlive) ? null : true));
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({
    state: "escalated",
    retries: 0,
    reworks: 0,
    attempt: { n: 1, end: { kind: "stopped", summary: "Stopped by mira: wrong file" } },
  });
  expect(scene.running()).toEqual([]);
  expect(await scene.card(issue)).toContain("This task was stopped by `@mira`: wrong file. Type `/retry`");
  const words = (await scene.said(issue)).filter((text) =>
    text.startsWith("Stopped. Attempt 1 of fixer is ended"),
  );
  expect(words).toHaveLength(1);
  await quietTwice(scene);

  await scene.as("mira").comment(issue, "/retry with docs");
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({
    state: "ready",
    agent: "docs",
    attempt: { n: 2, cause: "retry" },
  });
  expect(await scene.git("show", `agent/docs/${issue}-nonce:src/a.txt`)).toBe("quick");
  expect((await scene.issue(issue)).labels.toSorted()).toEqual(["agent:docs", "status:ready"]);
  const runs = (await scene.story()).filter((line) => line.includes("taken by run"));
  expect(runs).toHaveLength(2);
  await quietTwice(scene);
});

// R49, A12
test("the process of Signalbox ends while a stopped program has not: the next one ends it", async () => {
  const before = await openScene({ config, files });
  const { issue, processes } = await atWork(before);
  const scene = await before.restart();
  await scene.as("mira").comment(issue, "/stop");
  await scene.quiet();
  await until(() => (processes.some(isAlive) ? null : true));
  expect(await scene.task(issue)).toMatchObject({ attempt: { n: 1, end: { kind: "stopped" } } });
  await quietTwice(scene);
});

// R15
test("/unassign while a program is at work: it ends, the labels go, and the issue can be given anew", async () => {
  const scene = await openScene({ config, files });
  const { issue, processes } = await atWork(scene);
  await scene.as("mira").comment(issue, "/unassign");
  await until(() => (processes.some(isAlive) ? null : true));
  await scene.quiet();
  expect((await scene.issue(issue)).labels).toEqual([]);
  expect(await scene.task(issue)).toMatchObject({ end: { kind: "dropped", by: "mira" } });
  await quietTwice(scene);
  await scene.as("mira").comment(issue, "/assign docs");
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({ state: "ready", agent: "docs", attempt: { n: 1 } });
  await quietTwice(scene);
});

// C1
test("who may not write can neither stop nor retry nor unassign", async () => {
  const scene = await openScene({ config, files });
  scene.github.seedUser("tri", "triage");
  const { issue } = await atWork(scene);
  for (const command of ["/stop", "/unassign", "/retry"]) await scene.as("tri").comment(issue, command);
  await scene.still();
  expect(await scene.task(issue)).toMatchObject({ stopped: null, end: null, attempt: { n: 1, end: null } });
  const replies = (await scene.said(issue)).filter((text) => text.includes("needs write access"));
  expect(replies).toHaveLength(3);
  await scene.as("mira").comment(issue, "/stop");
  await scene.quiet();
});

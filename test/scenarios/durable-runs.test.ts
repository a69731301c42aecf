import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedGitHub } from "../../src/local/server.ts";
import { processBirth } from "../../src/runs/process-birth.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, type Scene } from "../support/scene.ts";

/** Tells that it began and by what number, works until it may end, and leaves a word that nobody else knows. */
const agent = `
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
const [signs] = process.argv.slice(2);
appendFileSync(signs + "/begun", process.pid + "\\n");
console.log("at work");
while (!existsSync(signs + "/go")) {
  // The test is over: where a protection was taken away, nobody else ends this agent.
  if (!existsSync(signs)) process.exit(1);
  await new Promise((resolve) => setTimeout(resolve, 20));
}
console.log("nearly done");
writeFileSync("src/nonce.txt", "nonce of " + process.pid + "\\n");
writeFileSync(process.env.SIGNALBOX_OUTCOME, JSON.stringify({ kind: "complete", summary: "Writes the nonce", evidence: [] }));
`;

interface Signs {
  readonly dir: string;
  /** Process ids of the agents that began, in order. */
  begun(): readonly number[];
  /** Lets agents end. */
  go(): void;
}

function createSigns(): Signs {
  const dir = mkdtempSync(join(tmpdir(), "signs-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const begun = join(dir, "begun");
  return {
    dir,
    begun: () => (existsSync(begun) ? readFileSync(begun, "utf8").trim().split("\n").map(Number) : []),
    go: () => writeFileSync(join(dir, "go"), ""),
  };
}

function configOf(signs: Signs): string {
  return `
agents:
  fixer: { allow: ["src/**"], runner: command, command: [node, agents/fix.mjs, ${JSON.stringify(signs.dir)}] }
merge: { approvals: 0 }
`;
}

function openShop(signs: Signs): Promise<Scene> {
  return openScene({ config: configOf(signs), files: { "agents/fix.mjs": agent, "src/.keep": "" } });
}

/** A labelled issue that nobody has looked at yet, and Signalbox stopped. */
async function askedFor(signs: Signs): Promise<{ readonly before: Scene; readonly issue: number }> {
  const before = await openShop(signs);
  before.github.setWebhook(null);
  const mira = before.as("mira");
  const issue = await mira.openIssue("Nonce", "");
  await mira.label(issue, "agent:fixer");
  await before.close();
  return { before, issue };
}

/** Starts Signalbox in a process of its own, and waits until it killed itself. */
async function diesAt(point: string, { github }: Scene): Promise<void> {
  const program = join(import.meta.dirname, "../support/killed-process.ts");
  const child = spawn(process.execPath, [program, github.dir, point], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [code, signal] = await once(child, "exit");
  expect([code, signal]).toEqual([null, "SIGKILL"]);
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await sleep(20);
}

/** The one agent's work is on the task's branch, once, and nobody is at work any more. */
async function expectPublished(scene: Scene, issue: number, signs: Signs): Promise<void> {
  await scene.quiet();
  const branch = `agent/fixer/${issue}-nonce`;
  expect(await scene.git("show", `${branch}:src/nonce.txt`)).toBe(`nonce of ${signs.begun().at(-1)}`);
  expect(await scene.git("rev-list", "--count", `main..${branch}`)).toBe("1");
  expect((await scene.task(issue))?.state).toBe("ready");
  expect(await scene.said(issue)).toHaveLength(1);
  for (const pid of signs.begun()) expect(await processBirth(pid)).toBeNull();
  await quietTwice(scene);
}

// R49 B05 B06
test("A9: Signalbox is killed while its agent works: the agent goes on, is adopted, and its work is published", async () => {
  const signs = createSigns();
  const { before, issue } = await askedFor(signs);
  await diesAt("at work", before);
  const [pid = 0] = signs.begun();
  const birth = await processBirth(pid);
  expect(birth).not.toBeNull();

  const scene = await before.restart();
  await until(() => scene.running().some(({ lastLines }) => lastLines.includes("at work")));
  expect(scene.running()).toMatchObject([{ task: issue, attempt: 1, agent: "fixer" }]);
  expect(await processBirth(pid)).toBe(birth);
  signs.go();
  await expectPublished(scene, issue, signs);
  expect(signs.begun()).toEqual([pid]);
  expect(await scene.task(issue)).toMatchObject({ retries: 0, attempt: { n: 1 }, tried: [] });
});

// R49 B05
test("A9: the agent ends while no Signalbox lives: the next start publishes what it left", async () => {
  const signs = createSigns();
  const { before, issue } = await askedFor(signs);
  await diesAt("at work", before);
  signs.go();
  await until(() => globSync(join(before.github.dir, "runs/*/end")).length === 1);

  const scene = await before.restart();
  await expectPublished(scene, issue, signs);
  expect(signs.begun()).toHaveLength(1);
  expect(await scene.task(issue)).toMatchObject({ retries: 0, attempt: { n: 1 }, tried: [] });
});

// R49 B05: nothing of such a run is left to go on with.
test.each([["after the claim"], ["after the packet"]])(
  "E14: Signalbox is killed %s: the run is lost, its retry starts at once, and one agent did the work",
  async (when) => {
    const signs = createSigns();
    signs.go();
    const { before, issue } = await askedFor(signs);
    await diesAt(when === "after the claim" ? "claimed" : "packet", before);
    expect(signs.begun()).toEqual([]);

    const scene = await before.restart();
    await expectPublished(scene, issue, signs);
    expect(signs.begun()).toHaveLength(1);
    expect(await scene.task(issue)).toMatchObject({ retries: 0, attempt: { n: 2, cause: "retry" } });
    expect((await scene.task(issue))?.tried.map(({ end }) => end.kind)).toEqual(["lost"]);
  },
);

// R49 B06
test.each([["uploading"], ["uploaded"], ["recorded"]])(
  "E14: Signalbox is killed when the work of its agent is being published (%s): it is published once",
  async (point) => {
    const signs = createSigns();
    signs.go();
    const { before, issue } = await askedFor(signs);
    await diesAt(point, before);

    const scene = await before.restart();
    scene.orchestrator.hint();
    await expectPublished(scene, issue, signs);
    expect(signs.begun()).toHaveLength(1);
    expect(await scene.task(issue)).toMatchObject({ attempt: { n: 1 }, tried: [] });
  },
);

// B06: the fence holds across processes.
test("A12: an attempt was given up while no Signalbox lived: its agent is ended, and publishes nothing", async () => {
  const signs = createSigns();
  const { before, issue } = await askedFor(signs);
  await diesAt("at work", before);
  const [zombie = 0] = signs.begun();
  const github = await startEmbeddedGitHub({ dir: before.github.dir, clock: before.clock.now });
  const [run] = github.pendingRuns();
  await github.completeRun(run?.id ?? 0, "cancelled");
  await github.close();
  before.clock.advance(61);

  const scene = await before.restart();
  expect(await processBirth(zombie)).toBeNull();
  scene.orchestrator.hint();
  await until(() => signs.begun().length === 2);
  signs.go();
  await expectPublished(scene, issue, signs);
  expect(await scene.task(issue)).toMatchObject({ attempt: { n: 2 } });
});

// R49
test("E14: closed at once, the agent is ended and nothing recorded; the next start tries again, and no limit counts it", async () => {
  const signs = createSigns();
  const { before, issue } = await askedFor(signs);
  const first = await before.restart();
  first.orchestrator.hint();
  await until(() => signs.begun().length === 1);
  await first.close();
  expect(await processBirth(signs.begun()[0] ?? 0)).toBeNull();

  const scene = await before.restart();
  await until(() => signs.begun().length === 2);
  signs.go();
  await expectPublished(scene, issue, signs);
  expect(await scene.task(issue)).toMatchObject({ retries: 0, attempt: { n: 2, cause: "retry" } });
});

// R49
test("stopped gently, the agent at work ends and is published; what is dispatched meanwhile starts at the next start", async () => {
  const signs = createSigns();
  const { before, issue } = await askedFor(signs);
  const first = await before.restart();
  const mira = first.as("mira");
  first.orchestrator.hint();
  await until(() => signs.begun().length === 1);
  const stopped = first.stop();
  const other = await mira.openIssue("Depends", `## Depends on\n\n- #${issue}\n`);
  await mira.label(other, "agent:fixer");
  signs.go();
  await stopped;
  expect(first.running()).toEqual([]);
  expect((await first.task(issue))?.state).toBe("ready");
  await mira.merge((await first.pull(issue)).number);
  await first.still();
  expect(await first.task(other)).toMatchObject({ state: "working", attempt: { n: 1, claim: null } });
  await first.close();
  expect(signs.begun()).toHaveLength(1);

  const scene = await before.restart();
  await scene.quiet();
  expect(signs.begun()).toHaveLength(2);
  expect(await scene.task(other)).toMatchObject({ state: "ready", attempt: { n: 1 } });
  await quietTwice(scene);
});

// R49 R18: progress is seen, and is never in the ledger.
test("the card shows the agent's last lines while it works, and not after; the ledger never does", async () => {
  const signs = createSigns();
  const { before, issue } = await askedFor(signs);
  const scene = await before.restart();
  scene.orchestrator.hint();
  await until(() => scene.running().some(({ lastLines }) => lastLines.includes("at work")));
  await scene.still();
  expect(await scene.card(issue)).not.toContain("at work\n");
  scene.clock.advance(4);
  await scene.still();
  expect(await scene.card(issue)).toMatch(/last lines, at \d\d:\d\d UTC:\n\n```text\nat work\n```/);
  const again = await scene.orchestrator.pass({ dryRun: false });
  expect(again.applied).toEqual([]);
  signs.go();
  await expectPublished(scene, issue, signs);
  expect(await scene.card(issue)).not.toContain("last lines");
  expect(await scene.git("log", "-p", "signalbox/ledger")).not.toContain("at work");
});

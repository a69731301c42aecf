/** B16: one stop, everywhere: while a freeze stands nothing starts, is published, is ready or merged; then all of it goes on. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createGate } from "../support/gate.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, type Scene } from "../support/scene.ts";
import { does, pause, script, writes } from "../support/scripts.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted, capacity: 3 }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
board: true
`;
const scripts = {
  "Add a tool": script(writes({ "servers/eth/a.js": "1;\n" })),
  "Slow tool": script(does(pause, { write: "servers/eth/b.js", content: "2;\n" })),
  "Say how": script(writes({ "docs/how.md": "So.\n" })),
};

/** A further pass finds nothing to do, though agents may be at work or their work kept. */
async function rests(scene: Scene): Promise<void> {
  await scene.still();
  const again = await scene.orchestrator.pass({ dryRun: false });
  expect(again.applied).toEqual([]);
  expect(again.changes).toEqual({ additions: [], deletions: [] });
  expect(scene.errors).toEqual([]);
}

async function given(scene: Scene, title: string, body: string, agent: string): Promise<number> {
  const mira = scene.as("mira");
  const issue = await mira.openIssue(title, body);
  await mira.label(issue, `agent:${agent}`);
  return issue;
}

/** Until the run of that number printed or did what lets its work be kept. */
async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await sleep(20);
}

async function board(scene: Scene): Promise<string> {
  const { data } = await scene
    .as("mira")
    .octokit.rest.issues.listForRepo({ owner: "mira", repo: "shop", state: "open" });
  return data.find(({ title }) => title.includes("Signalbox board"))?.body ?? "no board";
}

// B16, R10, R15, R17, R26
test("/freeze stops every path at once, says so everywhere, and /thaw lets all of it go on with nothing lost", async () => {
  const gate = createGate();
  const scene = await openScene({ config, scripts, wait: gate.wait });
  const mira = scene.as("mira");
  const ready = await given(scene, "Add a tool", "Scope: `servers/eth/a.js`", "ethereum");
  const slow = await given(scene, "Slow tool", "Scope: `servers/eth/b.js`", "ethereum");
  await gate.reached(1);
  await until(async () => (await scene.task(ready))?.state === "ready");
  const { head } = await scene.pull(ready);

  await mira.comment(ready, "/freeze for 24h --drain not yet");
  await mira.comment(ready, "/freeze for 23h release day");
  await scene.still();
  const waiting = await given(scene, "Say how", "", "docs");
  await rests(scene);
  const told = (await scene.said(ready)).at(-1) ?? "";
  expect(told).toMatch(
    /^❄️ All work is frozen until (?:\d{4}-\d\d-\d\d )?\d\d:\d\d UTC: nothing starts, is published, becomes ready or is merged; what agents finish meanwhile is kept\. It holds 2 open tasks, 1 with an agent at work\. It takes the place of what was frozen by `@mira` until (?:\d{4}-\d\d-\d\d )?\d\d:\d\d UTC \(not yet\)\. `\/thaw` ends it sooner\./,
  );
  // Nothing starts.
  expect((await scene.task(waiting))?.attempt).toBeNull();
  expect(await scene.card(waiting)).toMatch(/This task is frozen by `@mira` until .*UTC \(release day\)\./);
  // Nothing is ready.
  expect((await scene.issue(ready)).labels).toEqual(["agent:ethereum", "status:review"]);
  const check = await scene.check(head, "signalbox/ready");
  expect(check.result).not.toBe("success");
  expect(check.text).toMatch(/frozen by `@mira` until .* \(release day\); `\/thaw` ends it sooner/);
  expect(await board(scene)).toMatch(/> ❄️ Everything is frozen by `@mira` until .* \(release day\)\./);
  await mira.comment(slow, "/why");
  await scene.still();
  expect((await scene.said(slow)).at(-1)).toMatch(
    /is frozen by `@mira` .*\(release day\)\. ethereum may finish attempt 1; what it brings is kept, and published when the freeze ends\./,
  );

  // What is finished is kept: neither recorded nor on a branch.
  gate.open();
  await scene.still();
  await sleep(300);
  await rests(scene);
  expect(await scene.task(slow)).toMatchObject({
    state: "working",
    head: null,
    attempt: { n: 1, end: null },
  });
  await expect(scene.git("rev-parse", "--verify", `agent/ethereum/${slow}-slow-tool`)).rejects.toThrow();
  expect(scene.runEnds).toHaveLength(1);

  await mira.comment(waiting, "/thaw");
  await scene.quiet();
  for (const issue of [ready, slow, waiting]) {
    expect((await scene.task(issue))?.state).toBe("ready");
    expect(await scene.task(issue)).toMatchObject({ retries: 0, attempt: { n: 1 } });
  }
  expect(await scene.git("show", `agent/ethereum/${slow}-slow-tool:servers/eth/b.js`)).toBe("2;");
  expect(await board(scene)).not.toContain("❄️");
  const story = await scene.story();
  const [frozen, thawed] = [
    story.findIndex((line) => line.endsWith(": release day")),
    story.indexOf("THAWED by mira"),
  ];
  expect(frozen).toBeGreaterThan(0);
  const between = story.slice(frozen, thawed).join("\n");
  expect(between).not.toMatch(
    / starts attempt | taken by run | published attempt | is ready to merge | done: /,
  );
  await quietTwice(scene);
});

// B16
test("with --drain what is at work is published and nothing new starts or becomes ready", async () => {
  const gate = createGate();
  const scene = await openScene({ config, scripts, wait: gate.wait });
  const slow = await given(scene, "Slow tool", "", "ethereum");
  await gate.reached(1);
  await scene.as("mira").comment(slow, "/freeze --drain");
  await scene.still();
  const waiting = await given(scene, "Say how", "", "docs");
  gate.open();
  await scene.quiet();
  expect(await scene.task(slow)).toMatchObject({ state: "review", attempt: { n: 1 } });
  const { head } = await scene.pull(slow);
  expect((await scene.check(head, "signalbox/ready")).text).toContain("frozen by `@mira`; `/thaw` ends it");
  expect((await scene.task(waiting))?.attempt).toBeNull();
  await quietTwice(scene);
  await scene.as("mira").comment(slow, "/thaw");
  await scene.quiet();
  for (const issue of [slow, waiting]) expect((await scene.task(issue))?.state).toBe("ready");
  await quietTwice(scene);
});

// B16
test("a freeze ends by itself at its time, though nothing happens then", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const other = await mira.openIssue("Talk", "");
  await mira.comment(other, "/freeze for 2h lunch");
  await scene.quiet();
  const waiting = await given(scene, "Say how", "", "docs");
  await scene.quiet();
  expect((await scene.task(waiting))?.attempt).toBeNull();
  await quietTwice(scene);
  scene.clock.advance(7_100);
  await scene.quiet();
  expect((await scene.task(waiting))?.attempt).toBeNull();
  scene.clock.advance(100);
  await scene.quiet();
  expect((await scene.task(waiting))?.state).toBe("ready");
  expect(await scene.story()).toContain("THAWED: the time of mira's freeze is over");
  await quietTwice(scene);
});

// B16
test("a freeze of some paths holds the tasks that may touch one of them, and no others", async () => {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  const talk = await mira.openIssue("Talk", "");
  await mira.comment(talk, "/freeze docs/** the page is being moved");
  await scene.quiet();
  const held = await given(scene, "Say how", "", "docs");
  const free = await given(scene, "Add a tool", "", "ethereum");
  await scene.quiet();
  expect((await scene.task(held))?.attempt).toBeNull();
  expect((await scene.task(free))?.state).toBe("ready");
  expect(await board(scene)).toContain(
    "❄️ What may touch `docs/**` is frozen by `@mira` (the page is being moved)",
  );
  await quietTwice(scene);
  await mira.comment(talk, "/thaw");
  await scene.quiet();
  expect((await scene.task(held))?.state).toBe("ready");
  await quietTwice(scene);
});

// B16, R49: the process ends while work is kept.
test("work that is finished during a freeze outlives a restart of Signalbox, and is published by the process that sees the thaw", async () => {
  const agent = `
import { writeFileSync } from "node:fs";
writeFileSync("src/nonce.txt", "nonce of " + process.pid + "\\n");
writeFileSync(process.env.SIGNALBOX_OUTCOME, JSON.stringify({ kind: "complete", summary: "Writes the nonce", evidence: [] }));
await new Promise((resolve) => setTimeout(resolve, 1_500));
console.log("done");
`;
  const before = await openScene({
    config: `
agents:
  fixer: { allow: ["src/**"], runner: command, command: [node, agents/fix.mjs] }
merge: { approvals: 0 }
`,
    files: { "agents/fix.mjs": agent, "src/.keep": "" },
  });
  const issue = await given(before, "Nonce", "", "fixer");
  await until(async () => (await before.task(issue))?.attempt?.claim != null);
  await before.as("mira").comment(issue, "/freeze");
  await until(() => before.running().some(({ lastLines }) => lastLines.includes("done")));
  await before.stop();
  expect((await before.task(issue))?.attempt?.end).toBeNull();

  const scene = await before.restart();
  await scene.still();
  await sleep(300);
  expect(await scene.task(issue)).toMatchObject({
    state: "working",
    head: null,
    attempt: { n: 1, end: null },
  });
  await scene.as("mira").comment(issue, "/thaw");
  await scene.quiet();
  expect(await scene.task(issue)).toMatchObject({ state: "ready", retries: 0, tried: [], attempt: { n: 1 } });
  expect(await scene.git("show", `agent/fixer/${issue}-nonce:src/nonce.txt`)).toMatch(/^nonce of \d+$/);
  await quietTwice(scene);
});

// C1, B16
test("who does not maintain can neither freeze nor thaw", async () => {
  const scene = await openScene({ config, scripts });
  scene.github.seedUser("noor", "write");
  const mira = scene.as("mira");
  const talk = await mira.openIssue("Talk", "");
  await scene.as("noor").comment(talk, "/freeze");
  await scene.quiet();
  expect((await scene.said(talk)).at(-1)).toContain("`/freeze` needs maintain access");
  await mira.comment(talk, "/freeze");
  await scene.as("noor").comment(talk, "/thaw");
  await scene.quiet();
  const waiting = await given(scene, "Say how", "", "docs");
  await scene.quiet();
  expect((await scene.task(waiting))?.attempt).toBeNull();
  await quietTwice(scene);
});

/** A run from claim to record, over a real repository and a ledger with a real compare-and-swap. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Config } from "../../src/config/schema.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import { endAttempt, startAttempt } from "../../src/ledger/transitions.ts";
import { executeRun, type RunEnd } from "../../src/runs/execute.ts";
import type { RunInput, Runner } from "../../src/runs/runner.ts";
import {
  actingRunner,
  complete,
  createWorld,
  noon,
  put,
  seedRepository,
  startedTask,
  temporaryFolder,
  unheard,
  type World,
} from "./world.ts";

const key = { task: 12, attempt: 1, run: 501 };

interface Scene {
  readonly world: World;
  readonly runsDir: string;
  readonly base: string;
  readonly play: (runner: Runner, run?: number, signal?: AbortSignal) => Promise<RunEnd>;
  readonly logged: string[];
}

function scene(): Scene {
  const { url, base } = seedRepository();
  const world = createWorld(url, [startedTask(base)]);
  const runsDir = join(temporaryFolder(), "runs");
  const logged: string[] = [];
  const play: Scene["play"] = (runner, run = 501, signal = new AbortController().signal) =>
    executeRun(
      {
        ...unheard(),
        ports: world.ports,
        runners: [runner],
        runsDir,
        log: (message) => logged.push(message),
      },
      { ...key, run },
      signal,
    );
  return { world, runsDir, base, play, logged };
}

const writesTool = actingRunner((tree) => {
  put(tree, "servers/eth/tools/balance.js", "export const balance = 1;\n");
  return complete;
});

test("a complete run inside its boundary becomes a commit and the task's head", async () => {
  const { base, play, world, logged } = scene();
  const end = await play(writesTool);
  expect(end).toMatchObject({
    kind: "recorded",
    result: { kind: "published", head: "c".repeat(40) },
    reasons: [],
  });
  expect(world.task(12)).toMatchObject({ state: "review", head: "c".repeat(40), feedback: [] });
  expect(world.uploads).toHaveLength(1);
  expect(world.uploads[0]).toMatchObject({
    base,
    message: "Extract the tools\n\nSignalbox-Agent: ethereum\nSignalbox-Task: 12\nSignalbox-Attempt: 1\n",
    patch: [{ path: "servers/eth/tools/balance.js", before: null, after: "100644" }],
  });
  expect(world.events).toEqual([
    { kind: "claimed", task: 12, agent: "ethereum", attempt: 1, run: 501 },
    {
      kind: "published",
      task: 12,
      agent: "ethereum",
      attempt: 1,
      files: 1,
      branch: "agent/ethereum/12-extract-the-tools",
    },
  ]);
  expect(world.woken()).toBe(1);
  expect(logged).toEqual(["run claimed", "run ended"]);
});

test("of two runs of one attempt, one gets the claim and the other does nothing", async () => {
  // B06, A11
  const { play, world } = scene();
  let played = 0;
  const counted = actingRunner((tree) => {
    played += 1;
    put(tree, "servers/eth/tools/balance.js", "export const balance = 1;\n");
    return complete;
  });
  const ends = await Promise.all([play(counted, 501), play(counted, 502)]);
  expect(ends.map(({ kind }) => kind).sort()).toEqual(["declined", "recorded"]);
  expect(ends.find(({ kind }) => kind === "declined")).toMatchObject({
    reason: expect.stringMatching(/^run 50[12] already has attempt 1 of #12$/),
  });
  expect(played).toBe(1);
  expect(world.uploads).toHaveLength(1);
  expect(world.events.filter(({ kind }) => kind === "claimed")).toHaveLength(1);
});

test("a run of an attempt that is not the current one does not start", async () => {
  // B06
  const { base, play, world } = scene();
  const lost = endAttempt(world.task(12), { kind: "lost", summary: "The run is gone." }, 3, noon);
  world.meanwhile(startAttempt(lost, base, noon));
  const end = await play(writesTool);
  expect(end).toEqual({ kind: "declined", reason: "#12 is at attempt 2, so attempt 1 is stale" });
  expect(world.events).toEqual([]);
});

test("a run whose attempt was taken over while it worked uploads and records nothing", async () => {
  // B06, A12
  const { base, play, world } = scene();
  const overtaken = actingRunner((tree) => {
    put(tree, "servers/eth/tools/balance.js", "export const balance = 1;\n");
    const lost = endAttempt(world.task(12), { kind: "lost", summary: "The run is gone." }, 3, noon);
    world.meanwhile(startAttempt(lost, base, noon));
    return complete;
  });
  const end = await play(overtaken);
  expect(end).toEqual({ kind: "stale", reason: "#12 is at attempt 2, so attempt 1 is stale" });
  expect(world.uploads).toEqual([]);
  expect(world.task(12)).toMatchObject({ state: "working", head: null, attempt: { n: 2, claim: null } });
});

test("a run whose attempt is taken over in the very moment of recording does not become the head", async () => {
  // B06: the compare-and-swap makes the fence hold between asking and writing
  const { base, play, world } = scene();
  world.beforeRecord(() => undefined);
  world.beforeRecord(() => {
    const lost = endAttempt(world.task(12), { kind: "lost", summary: "The run is gone." }, 3, noon);
    world.meanwhile(startAttempt(lost, base, noon));
  });
  const end = await play(writesTool);
  expect(end).toMatchObject({ kind: "stale" });
  expect(world.task(12)).toMatchObject({ head: null, attempt: { n: 2 } });
  expect(world.woken()).toBe(1);
});

test("a lost race that concerns another task is tried again, without a second upload", async () => {
  const { base, play, world } = scene();
  world.beforeRecord(() => world.meanwhile(startedTask(base, { number: 13 })));
  world.beforeRecord(() => undefined);
  world.beforeRecord(() => world.meanwhile(startedTask(base, { number: 14 })));
  const end = await play(writesTool);
  expect(end).toMatchObject({ kind: "recorded", result: { kind: "published" } });
  expect(world.uploads).toHaveLength(1);
  expect(new Set(world.ledger().tasks.keys())).toEqual(new Set([12, 13, 14]));
});

test("a path outside is refused by path and rule, nothing is uploaded, and the next attempt is told", async () => {
  // R03, R27
  const { play, world } = scene();
  const strays = actingRunner((tree) => {
    put(tree, "servers/eth/tools/balance.js", "export const balance = 1;\n");
    put(tree, "servers/sol/tools.js", "export const lamports = 10;\n");
    put(tree, "servers/eth/keys/main.pem", "key\n");
    return complete;
  });
  const end = await play(strays);
  if (end.kind !== "recorded") throw new Error(end.kind);
  expect(end.result.kind).toBe("outside");
  expect(end.reasons.map(({ path, rule }) => ({ path, rule }))).toEqual([
    { path: "servers/eth/keys/main.pem", rule: "forbid" },
    { path: "servers/sol/tools.js", rule: "allow" },
  ]);
  expect(world.uploads).toEqual([]);
  const task = world.task(12);
  expect(task).toMatchObject({ state: "failed", head: null, reworks: 1, next: { cause: "rework" } });
  expect(task.attempt?.end).toMatchObject({
    kind: "outside",
    outside: [
      { path: "servers/eth/keys/main.pem", rule: "forbid" },
      { path: "servers/sol/tools.js", rule: "allow" },
    ],
  });
  expect(task.feedback.join("\n")).toContain("servers/sol/tools.js");
  expect(task.feedback.join("\n")).toContain("Attempt 1 was not published");
  expect(world.events.at(-1)).toMatchObject({ kind: "ended", how: "outside", attempt: 1 });
});

test("the rules that hold at the end count, not those of the start", async () => {
  // G5
  const { play, world } = scene();
  const narrowed = actingRunner((tree) => {
    put(tree, "servers/eth/tools/balance.js", "export const balance = 1;\n");
    world.setConfig(Config.parse({ agents: { ethereum: { allow: ["servers/eth/src/**"] } } }));
    return complete;
  });
  const end = await play(narrowed);
  expect(end).toMatchObject({ result: { kind: "outside" } });
  expect(world.uploads).toEqual([]);
});

test("an agent that left the roster meanwhile writes nothing", async () => {
  const { play, world } = scene();
  const removed = actingRunner((tree) => {
    put(tree, "servers/eth/tools/balance.js", "export const balance = 1;\n");
    world.setConfig(Config.parse({ agents: { docs: { allow: ["docs/**"] } } }));
    return complete;
  });
  const end = await play(removed);
  expect(end).toMatchObject({
    result: { kind: "failed", summary: "The config does not name the agent ethereum any more." },
  });
  expect(world.uploads).toEqual([]);
});

test("complete without a change is sent back: done is evidence", async () => {
  // B07
  const { play, world } = scene();
  const end = await play(actingRunner(() => complete));
  expect(end).toMatchObject({ result: { kind: "empty" }, reasons: [] });
  expect(world.uploads).toEqual([]);
  expect(world.task(12)).toMatchObject({ state: "failed", next: { cause: "rework" } });
  expect(world.task(12).feedback).toEqual([expect.stringContaining("no file differs from its start")]);
});

// B08
test("a blocked run asks its questions by number, and what it has within reach is saved", async () => {
  const { play, world } = scene();
  const blocked: Outcome = {
    kind: "blocked",
    summary: "Two ways are open.",
    questions: [
      { text: "Which unit?", options: ["wei", "ether"] },
      { text: "Keep the old name?", options: [] },
    ],
  };
  const end = await play(
    actingRunner((tree) => {
      put(tree, "servers/eth/half.js", "// half\n");
      return blocked;
    }),
  );
  expect(end).toMatchObject({ result: { kind: "blocked" } });
  expect(world.uploads).toMatchObject([
    {
      message: expect.stringMatching(/^Work in progress: Two ways are open\./),
      patch: [{ path: "servers/eth/half.js" }],
    },
  ]);
  expect(world.task(12)).toMatchObject({
    state: "blocked",
    head: expect.stringMatching(/^[0-9a-f]{40}$/),
    attempt: { end: { kind: "blocked", saved: true } },
    blockers: [
      { id: "b1", question: "Which unit?", options: ["wei", "ether"], answer: null },
      { id: "b2", question: "Keep the old name?", answer: null },
    ],
  });
  expect(world.events.slice(1)).toEqual([
    {
      kind: "parked",
      task: 12,
      agent: "ethereum",
      attempt: 1,
      files: 1,
      branch: "agent/ethereum/12-extract-the-tools",
    },
    { kind: "asked", task: 12, agent: "ethereum", blocker: "b1", question: "Which unit?" },
    { kind: "asked", task: 12, agent: "ethereum", blocker: "b2", question: "Keep the old name?" },
  ]);
});

test.each([
  ["nothing", () => undefined, "Which unit?"],
  [
    "a path outside of its reach",
    (tree: string) => put(tree, "README.md", "mine\n"),
    /not saved\. Not published\. Boundaries failed: `README\.md`/,
  ],
  [
    "a credential",
    (tree: string) => put(tree, "servers/eth/key.js", `const key = "ghp_${"aB3".repeat(12)}";\n`),
    /not saved\. Not published\. Secrets failed/,
  ],
] as const)("a blocked run that changed %s asks, and saves nothing", async (_what, change, summary) => {
  const { play, world } = scene();
  const questions = [{ text: "Which unit?", options: [] }];
  await play(
    actingRunner((tree) => {
      change(tree);
      return { kind: "blocked", summary: "Which unit?", questions };
    }),
  );
  expect(world.uploads).toEqual([]);
  const task = world.task(12);
  expect(task).toMatchObject({ state: "blocked", head: null, blockers: [{ id: "b1" }], reworks: 0 });
  expect(task.attempt?.end?.saved).toBeUndefined();
  expect(task.attempt?.end?.summary).toMatch(summary);
});

test("an assumption of a complete run is asked after it was published, once", async () => {
  // R19
  const { play, world, base } = scene();
  const assumptions = [{ text: "Which unit?", options: [], proceeding: "wei" }];
  const assume = actingRunner((tree) => {
    put(tree, "servers/eth/unit.js", "export const unit = 18;\n");
    return { ...complete, assumptions };
  });
  await play(assume);
  expect(world.task(12)).toMatchObject({
    state: "review",
    blockers: [{ id: "b1", question: "Which unit?", proceeding: "wei", answer: null }],
  });
  expect(world.events.slice(1).map(({ kind }) => kind)).toEqual(["published", "asked"]);
  const { blockers } = world.task(12);
  world.meanwhile(startedTask(base, { blockers }));
  await play(assume);
  expect(world.task(12).blockers).toEqual(blockers);
});

test("a refusal goes to a person at once", async () => {
  const { play, world } = scene();
  await play(actingRunner(() => ({ kind: "refused", summary: "This would leak the key." })));
  expect(world.task(12).state).toBe("escalated");
  expect(world.events.slice(1)).toEqual([
    {
      kind: "ended",
      task: 12,
      agent: "ethereum",
      attempt: 1,
      how: "refused",
      summary: "This would leak the key.",
    },
    { kind: "escalated", task: 12, agent: "ethereum", why: "This would leak the key." },
  ]);
});

test("the last attempt that the limit allows ends in an escalation that says how often it was tried", async () => {
  // R27
  const { play, world, base } = scene();
  world.meanwhile(startedTask(base, { reworks: 1, retries: 1 }));
  await play(actingRunner(() => ({ kind: "failed", summary: "The compiler crashed." })));
  expect(world.task(12).state).toBe("escalated");
  expect(world.events.at(-1)).toEqual({
    kind: "escalated",
    task: 12,
    agent: "ethereum",
    why: "tried 3 of 3 times; the last time: The compiler crashed.",
  });
});

test("what goes wrong before the agent starts is recorded as a failure, so that no claim hangs", async () => {
  const { url } = seedRepository();
  const world = createWorld(url, [startedTask("d".repeat(40))]);
  const parts = {
    ports: world.ports,
    runners: [writesTool],
    ...unheard(),
    runsDir: temporaryFolder(),
  };
  const end = await executeRun(parts, key, new AbortController().signal);
  expect(end).toMatchObject({
    result: { kind: "failed", summary: expect.stringContaining("git fetch failed") },
  });
  expect(world.task(12)).toMatchObject({ state: "failed", next: { cause: "retry" } });
});

test("a runner that lacks something is a failure with the reason", async () => {
  const { play, world } = scene();
  const lacking: Runner = { ...writesTool, missing: () => "it has no `command` to run" };
  expect(await play(lacking)).toMatchObject({
    result: { kind: "failed", summary: "The agent cannot start: it has no `command` to run." },
  });
  expect(world.woken()).toBe(1);
});

test("a run that takes longer than its agent's timeout is stopped and fails", async () => {
  const { play, world } = scene();
  const limits = { timeout: "1s" };
  world.setConfig(
    Config.parse({ agents: { ethereum: { allow: ["servers/eth/**"], runner: "scripted", limits } } }),
  );
  const sleeper = actingRunner((_tree, input) => untilAborted(input));
  expect(await play(sleeper)).toMatchObject({
    result: { kind: "failed", summary: "The run was stopped: it took longer than 1s." },
  });
});

test("a run that the caller stops records nothing: its claim stays until the run is found gone", async () => {
  const { play, world } = scene();
  const caller = new AbortController();
  const sleeper = actingRunner((_tree, input) => {
    caller.abort();
    return untilAborted(input);
  });
  expect(await play(sleeper, 501, caller.signal)).toEqual({ kind: "aborted" });
  expect(world.task(12)).toMatchObject({ state: "working", attempt: { claim: { run: 501 }, end: null } });
  expect(world.events.map(({ kind }) => kind)).toEqual(["claimed"]);
});

test("afterwards the packet stays, and the clones are gone", async () => {
  const { play, runsDir } = scene();
  await play(writesTool);
  const dir = join(runsDir, "12-1-501");
  expect(["packet.json", "packet.md", "tree", "trusted"].map((name) => existsSync(join(dir, name)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

function untilAborted({ signal }: RunInput): Promise<Outcome> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(new Error("stopped"));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
}

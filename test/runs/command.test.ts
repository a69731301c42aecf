/** The runner `command`: what a program is given, what its end means, and that nothing of it stays behind. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { Config } from "../../src/config/schema.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import { emptyLedger } from "../../src/ledger/ledger.ts";
import { buildPacket } from "../../src/runs/packet.ts";
import type { RunInput } from "../../src/runs/runner.ts";
import { command } from "../../src/runs/runners/command.ts";
import { type Workspace, workspaceOf } from "../../src/runs/workspace.ts";
import { startedTask, temporaryFolder } from "./world.ts";

interface Scene {
  readonly workspace: Workspace;
  readonly lines: string[];
  readonly play: (argv: readonly string[], signal?: AbortSignal) => Promise<Outcome>;
}

function scene(): Scene {
  const workspace = workspaceOf(temporaryFolder(), { task: 12, attempt: 1, run: 7 });
  mkdirSync(workspace.tree, { recursive: true });
  const lines: string[] = [];
  const play: Scene["play"] = (argv, signal = new AbortController().signal) =>
    command.run(inputFor(argv, workspace, signal, (line) => lines.push(line)));
  return { workspace, lines, play };
}

function inputFor(
  argv: readonly string[],
  workspace: Workspace,
  signal: AbortSignal,
  onOutput: (line: string) => void,
): RunInput {
  const config = Config.parse({ agents: { ethereum: { runner: "command", command: argv } } });
  const agent = config.agents["ethereum"];
  const task = startedTask("a".repeat(40));
  if (!agent || !task.attempt) throw new Error("no agent");
  const issue = { title: task.title, body: "" };
  const standing = { config, ledger: emptyLedger };
  const packet = buildPacket({ task, attempt: task.attempt, agent, issue, standing });
  const deadline = new Date(Date.now() + 60_000);
  return { agent, packet, workspace, deadline, signal, onOutput };
}

/** A program of Node's, without a shell. */
function node(source: string): readonly string[] {
  return [process.execPath, "--eval", source];
}

function outcome(value: unknown): string {
  return `require("node:fs").writeFileSync(process.env.SIGNALBOX_OUTCOME, ${JSON.stringify(JSON.stringify(value))});`;
}

const complete = { kind: "complete", summary: "Done", evidence: ["npm test"] };

test("the outcome is the one that the program wrote, and its output comes line by line", async () => {
  const { lines, play } = scene();
  const ended = await play(
    node(`${outcome(complete)} console.log("one\\ntwo"); process.stdout.write("three")`),
  );
  expect(ended).toEqual(complete);
  expect(lines).toEqual(["one", "two", "three"]);
});

test("the program works in the tree and sees its packet, and nothing of our environment that it does not need", async () => {
  // A7, A8: a credential in our environment never reaches an agent
  process.env["SIGNALBOX_CANARY_TOKEN"] = "ghs_canary";
  process.env["GIT_DIR"] = "/nowhere";
  onTestFinished(() => {
    delete process.env["SIGNALBOX_CANARY_TOKEN"];
    delete process.env["GIT_DIR"];
  });
  const { play, workspace } = scene();
  await play(
    node(
      `${outcome(complete)} require("node:fs").writeFileSync("seen.json", JSON.stringify({ cwd: process.cwd(), env: process.env }))`,
    ),
  );
  const seen: { cwd: string; env: Record<string, string> } = JSON.parse(
    readFileSync(join(workspace.tree, "seen.json"), "utf8"),
  );
  expect(seen.cwd).toBe(workspace.tree);
  const { PATH: _path, HOME: _home, LANG: _lang, ...rest } = seen.env;
  expect(rest).toEqual({
    SIGNALBOX_PACKET: workspace.packet,
    SIGNALBOX_OUTCOME: workspace.outcome,
    SIGNALBOX_TASK: "12",
    SIGNALBOX_ATTEMPT: "1",
    SIGNALBOX_AGENT: "ethereum",
  });
});

test("arguments are handed over as they are: no shell reads them", async () => {
  // A5
  const { lines, play } = scene();
  await play([process.execPath, "--eval", `console.log(process.argv[1])`, "$(touch x); `id` && *"]);
  expect(lines).toEqual(["$(touch x); `id` && *"]);
});

test.each<[string, string, RegExp]>([
  // A9
  [
    "exits with 0 and no outcome",
    `console.log("bye")`,
    /exited with code 0, but wrote no outcome\. Its last lines:\nbye$/,
  ],
  [
    "exits with 3, whatever it wrote",
    `${outcome(complete)} process.exit(3)`,
    /exited with code 3\. It printed nothing\.$/,
  ],
  ["dies of a signal", `process.kill(process.pid, "SIGSEGV")`, /was ended by SIGSEGV/],
  [
    "writes something that is not JSON",
    `require("node:fs").writeFileSync(process.env.SIGNALBOX_OUTCOME, "done!")`,
    /exited with code 0, but wrote an outcome that is not JSON/,
  ],
  [
    "claims an end that there is not",
    outcome({ kind: "merged", summary: "x" }),
    /wrote an outcome that is none: .*kind/s,
  ],
  [
    "asks nothing though it is blocked",
    outcome({ kind: "blocked", summary: "x", questions: [] }),
    /questions/,
  ],
  [
    "leaves a folder as its outcome",
    `require("node:fs").mkdirSync(process.env.SIGNALBOX_OUTCOME)`,
    /something else than a file/,
  ],
  [
    "writes an endless outcome",
    `require("node:fs").writeFileSync(process.env.SIGNALBOX_OUTCOME, " ".repeat(2 ** 20 + 1))`,
    /more than 1 MiB/,
  ],
])("a program that %s has failed, and the summary says so", async (_what, source, summary) => {
  const { play } = scene();
  expect(await play(node(source))).toMatchObject({ kind: "failed", summary: expect.stringMatching(summary) });
});

test("a program that is not there has failed, by name", async () => {
  const { play } = scene();
  expect(await play(["no-such-agent"])).toMatchObject({
    kind: "failed",
    summary: expect.stringMatching(/^`no-such-agent` could not be started: .*ENOENT/),
  });
});

test("an agent without a command waits with the reason", () => {
  const { agents } = Config.parse({ agents: { a: { runner: "command" }, b: { command: ["agent"] } } });
  expect(agents["a"] && command.missing(agents["a"])).toBe(
    "it has the runner `command`, but no `command` to run",
  );
  expect(agents["b"] && command.missing(agents["b"])).toBeNull();
});

/** Starts a child of its own that outlives it, and says its process id. */
function withGrandchild(then: string, grandchild = "setInterval(() => {}, 1000)"): string {
  return `
    const { spawn } = require("node:child_process");
    const { writeFileSync } = require("node:fs");
    const child = spawn(process.execPath, ["--eval", ${JSON.stringify(grandchild)}], { stdio: "inherit" });
    writeFileSync("grandchild", String(child.pid));
    child.unref();
    ${then}`;
}

function alive(pid: number): boolean {
  try {
    // A zombie is dead; it only waits to be collected.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function grandchildOf({ tree }: Workspace): Promise<number> {
  for (;;) {
    try {
      const pid = Number(readFileSync(join(tree, "grandchild"), "utf8"));
      if (pid > 0) return pid;
    } catch {
      // Not written yet.
    }
    await sleep(20);
  }
}

test("an abort ends the whole group: the child of the child too", async () => {
  // A9
  const { play, workspace } = scene();
  const caller = new AbortController();
  const ending = play(node(withGrandchild("setInterval(() => {}, 1000)")), caller.signal);
  const pid = await grandchildOf(workspace);
  expect(alive(pid)).toBe(true);
  caller.abort();
  expect(await ending).toMatchObject({
    kind: "failed",
    summary: expect.stringContaining("was ended by SIGTERM"),
  });
  expect(alive(pid)).toBe(false);
});

test("a group that ignores SIGTERM is killed after five seconds", async () => {
  const { play, workspace } = scene();
  const caller = new AbortController();
  const deaf = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);";
  const says = `${deaf} require("node:fs").writeFileSync("deaf", "");`;
  const ending = play(node(`${deaf} ${withGrandchild("", says)}`), caller.signal);
  const pid = await grandchildOf(workspace);
  while (!existsSync(join(workspace.tree, "deaf"))) await sleep(20);
  const started = Date.now();
  caller.abort();
  expect(await ending).toMatchObject({
    kind: "failed",
    summary: expect.stringContaining("was ended by SIGKILL"),
  });
  expect(Date.now() - started).toBeGreaterThanOrEqual(4_900);
  expect(alive(pid)).toBe(false);
});

test("what a finished program left running is gone before its tree is read", async () => {
  const { play, workspace } = scene();
  const ended = await play(node(withGrandchild(`${outcome(complete)} process.exit(0)`)));
  expect(ended).toEqual(complete);
  expect(alive(await grandchildOf(workspace))).toBe(false);
});

test("endless output without a line end is handed on in pieces, and only its end is kept", async () => {
  const { lines, play } = scene();
  const ended = await play(node(`process.stdout.write("x".repeat(300_000)); process.exitCode = 1`));
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(8_192);
  expect(lines.join("")).toHaveLength(300_000);
  expect(ended.summary.length).toBeLessThanOrEqual(8_000);
});

test("a run that is stopped before it starts starts nothing", async () => {
  const { play, workspace } = scene();
  writeFileSync(join(workspace.tree, "here"), "");
  const ended = await play(node(outcome(complete)), AbortSignal.abort());
  expect(ended).toMatchObject({ kind: "failed", summary: expect.stringContaining("stopped before") });
});

/** The windows in which Signalbox may be killed around the start of a program, and the file into which it prints. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { adoptProgram } from "../../src/runs/attend.ts";
import { followFile } from "../../src/runs/follow-file.ts";
import { launch } from "../../src/runs/launch.ts";
import { processBirth } from "../../src/runs/process-birth.ts";
import { readEnd, readProcess, writeProcess } from "../../src/runs/process-file.ts";
import { isAlive, stopGroup } from "../../src/runs/process-group.ts";
import { OUTCOME_VARIABLE, processesOf, type Workspace, workspaceOf } from "../../src/runs/workspace.ts";
import { temporaryFolder } from "./world.ts";

function openFolder(): Workspace {
  const workspace = workspaceOf(temporaryFolder(), { task: 12, attempt: 1, run: 7 });
  mkdirSync(workspace.tree, { recursive: true });
  return workspace;
}

function program(source: string) {
  const { PATH = "" } = process.env;
  const argv = [process.execPath, "--eval", source] as const;
  return { argv, env: { PATH }, deadline: new Date(Date.now() + 60_000) };
}

/** Started as the runner `command` starts it. */
function marked({ outcome }: Workspace, source: string) {
  const made = program(source);
  return { ...made, env: { ...made.env, [OUTCOME_VARIABLE]: outcome } };
}

/** Whether some process was started with that argument. */
async function isListed(argument: string): Promise<boolean> {
  const { stdout } = await promisify(execFile)("ps", ["-eo", "args"]);
  return stdout.includes(argument);
}

/** Where the protection under test is taken away, its test must not leave a process behind. */
function endStray(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone, as it should be.
  }
}

const unheard = { signal: new AbortController().signal, onLine: () => undefined };

test("a program begins only when its process is written down: with the launcher's number and birth", async () => {
  const workspace = openFolder();
  const { run, ended } = await launch(workspace, program(`process.exitCode = 3`));
  expect(await readProcess(workspace)).toEqual(run);
  await ended;
  expect((await readEnd(workspace))?.end).toEqual({ kind: "exited", code: 3 });
  expect(await isAlive(run)).toBe(false);
});

// E14: nobody is left to write the number down.
test("what cannot be written down does not begin, and its launcher does not stay", async () => {
  const workspace = openFolder();
  mkdirSync(`${workspace.process}.new`);
  const source = `require("node:fs").writeFileSync("begun", "")`;
  await expect(launch(workspace, program(source))).rejects.toThrow(/EISDIR/);
  // Whether it lives is seen in the list of processes: its number was written down nowhere.
  while (await isListed(workspace.end)) await sleep(20);
  expect(existsSync(join(workspace.tree, "begun"))).toBe(false);
  expect(await readEnd(workspace)).toBeNull();
});

test("a process whose number was given to another is not taken for ours, and not ended", async () => {
  const workspace = openFolder();
  const other = spawn(process.execPath, ["--eval", "setInterval(() => {}, 1000)"], { detached: true });
  onTestFinished(() => void other.kill("SIGKILL"));
  await once(other, "spawn");
  const pid = other.pid ?? 0;
  const birth = await processBirth(pid);
  const startedAt = new Date().toISOString();
  const run = { v: 1, pid, birth: "another boot/1", startedAt, deadline: startedAt, stopped: false } as const;
  await writeProcess(workspace, run);
  expect(await isAlive(run)).toBe(false);
  await stopGroup(processesOf(workspace, run));
  expect(await adoptProgram(workspace, unheard)).toBeNull();
  expect(await processBirth(pid)).toBe(birth);
});

test("a folder without a process, or with a spoilt one, has nothing to adopt", async () => {
  const workspace = openFolder();
  expect(await adoptProgram(workspace, unheard)).toBeNull();
  writeFileSync(workspace.process, `{"v":1,"pid":1}`);
  expect(await adoptProgram(workspace, unheard)).toBeNull();
});

test("a program whose launcher is killed is ended too, and its end is unknown", async () => {
  const workspace = openFolder();
  const source = `require("node:fs").writeFileSync("pid", String(process.pid)); setInterval(() => {}, 1000)`;
  const { run } = await launch(workspace, marked(workspace, source));
  const file = join(workspace.tree, "pid");
  while (!existsSync(file) || readFileSync(file, "utf8") === "") await sleep(20);
  const pid = Number(readFileSync(file, "utf8"));
  onTestFinished(() => endStray(pid));
  const adopted = adoptProgram(workspace, unheard);
  process.kill(run.pid, "SIGKILL");
  expect(await adopted).toBeNull();
  expect(await processBirth(pid)).toBeNull();
});

test("output is cut to its end when it grows too large, and nothing that came before is missed", async () => {
  const file = join(temporaryFolder(), "output.log");
  writeFileSync(file, "");
  const lines: string[] = [];
  const following = await followFile(file, (line) => lines.push(line));
  const written = Array.from({ length: 10_000 }, (_, index) => `${index} ${"x".repeat(1_000)}`);
  appendFileSync(file, `${written.join("\n")}\n`);
  while (lines.length < written.length) await sleep(20);
  // Not in the moment in which it is empty: its end is put back.
  await expect.poll(() => statSync(file).size, { timeout: 10_000 }).toBe(2 ** 16);
  appendFileSync(file, "after\n");
  await following.end();
  expect(lines).toEqual([...written, "after"]);
  expect(readFileSync(file, "utf8")).toMatch(/9999 x+\nafter\n$/);
});

test("who comes later begins with the last 64 KiB", async () => {
  const file = join(temporaryFolder(), "output.log");
  writeFileSync(file, `first\n${"x".repeat(2 ** 17)}\nlast`);
  const lines: string[] = [];
  await (await followFile(file, (line) => lines.push(line))).end();
  expect(lines.at(-1)).toBe("last");
  expect(lines).not.toContain("first");
  expect(lines.join("").length).toBeLessThanOrEqual(2 ** 16);
});

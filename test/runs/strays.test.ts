/** What leaves the process group of its run, without any harm meant, and what is put in the place of a run's record. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { constants, open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { endRemains } from "../../src/runs/adopt.ts";
import { runProgram } from "../../src/runs/attend.ts";
import { followFile } from "../../src/runs/follow-file.ts";
import { processBirth } from "../../src/runs/process-birth.ts";
import { readProcess, writeProcess } from "../../src/runs/process-file.ts";
import { OUTCOME_VARIABLE, type Workspace, workspaceOf } from "../../src/runs/workspace.ts";
import { temporaryFolder } from "./world.ts";

function openFolder(): Workspace {
  const workspace = workspaceOf(temporaryFolder(), { task: 12, attempt: 1, run: 7 });
  mkdirSync(workspace.tree, { recursive: true });
  return workspace;
}

const agent = "echo $$ > agent.pid; while :; do sleep 0.1; done";

async function agentOf({ tree }: Workspace): Promise<number> {
  const file = join(tree, "agent.pid");
  while (!existsSync(file) || readFileSync(file, "utf8") === "") await sleep(20);
  const pid = Number(readFileSync(file, "utf8"));
  onTestFinished(() => {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It is gone, as it should be.
    }
  });
  return pid;
}

// B15
test.skipIf(process.platform !== "linux").each([
  ["GNU timeout, which leads a group of its own", ["timeout", "600", "sh", "-c", agent]],
  ["job control", ["bash", "-c", `set -m; sh -c '${agent}' & wait`]],
  ["a session of its own", ["setsid", "--wait", "sh", "-c", agent]],
])("A9: an agent under %s is ended with its run (Linux)", async (_what, [name = "", ...args]) => {
  const workspace = openFolder();
  const stop = new AbortController();
  const env = { PATH: process.env["PATH"] ?? "", [OUTCOME_VARIABLE]: workspace.outcome };
  const deadline = new Date(Date.now() + 60_000);
  const attention = { signal: stop.signal, onLine: () => undefined };
  const running = runProgram(workspace, { argv: [name, ...args], env, deadline }, attention);
  const pid = await agentOf(workspace);
  stop.abort();
  await running;
  expect(await processBirth(pid)).toBeNull();
});

test.skipIf(process.platform !== "linux")(
  "A9: what is left of a run whose launcher is long gone is found by its mark (Linux)",
  async () => {
    const workspace = openFolder();
    const env = { PATH: process.env["PATH"] ?? "", [OUTCOME_VARIABLE]: workspace.outcome };
    execFileSync("sh", ["-c", `setsid sh -c '${agent}' >/dev/null 2>&1 </dev/null &`], {
      cwd: workspace.tree,
      env,
    });
    const pid = await agentOf(workspace);
    const startedAt = new Date().toISOString();
    await writeProcess(workspace, {
      v: 1,
      pid: 2 ** 22,
      birth: "x/1",
      startedAt,
      deadline: startedAt,
      stopped: false,
    });
    await endRemains(workspace);
    expect(await processBirth(pid)).toBeNull();
  },
);

test("A9: a pipe or a link in the place of a run's record is no record, and keeps nobody waiting", async () => {
  const workspace = openFolder();
  execFileSync("mkfifo", [workspace.process]);
  const late = sleep(3_000, "it keeps us waiting");
  // Whoever waits for a writer goes on once there is one.
  onTestFinished(async () => {
    await (await open(workspace.process, constants.O_RDWR | constants.O_NONBLOCK)).close();
  });
  expect(await Promise.race([readProcess(workspace), late])).toBeNull();
  const secret = join(workspace.dir, "secret");
  writeFileSync(secret, "secret\n");
  symlinkSync(secret, workspace.output);
  await expect(followFile(workspace.output, () => undefined)).rejects.toThrow(/ELOOP/);
}, 10_000);

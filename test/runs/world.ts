/** A small world for runs: a bare repository on disk, a ledger in memory with a real compare-and-swap, and what was uploaded. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { Config } from "../../src/config/schema.ts";
import type { LedgerEvent } from "../../src/domain/ledger-event.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import { acceptTask } from "../../src/ledger/accept.ts";
import type { Freeze } from "../../src/ledger/freeze.ts";
import { emptyLedger, type FileChanges, type Ledger } from "../../src/ledger/ledger.ts";
import { Task } from "../../src/ledger/task.ts";
import { startAttempt } from "../../src/ledger/transitions.ts";
import type { RunPorts } from "../../src/runs/ports.ts";
import type { RunInput, Runner } from "../../src/runs/runner.ts";
import { createRunning } from "../../src/runs/running.ts";

export const noon = new Date("2026-11-21T12:00:00.000Z");

export const config = Config.parse({
  agents: {
    ethereum: {
      name: "Ethereum specialist",
      allow: ["servers/eth/**"],
      forbid: ["servers/eth/keys/**"],
      instructions: "Keep every tool in a file of its own.",
      runner: "scripted",
    },
    docs: { allow: ["docs/**"], runner: "scripted" },
  },
});

/** The parts of a run that nobody listens to. */
export function unheard() {
  return {
    running: createRunning(),
    leave: new AbortController().signal,
    onOutput: () => undefined,
    log: () => undefined,
  };
}

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "signalbox-runs-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export function run(cwd: string, ...args: readonly string[]): string {
  const { PATH } = process.env;
  const env = { PATH, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
  const identity = ["-c", "user.name=Mira", "-c", "user.email=mira@example.invalid"];
  return execFileSync("git", [...identity, "-c", "protocol.file.allow=always", ...args], {
    cwd,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();
}

export function put(root: string, path: string, content: string, mode?: number): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  if (mode !== undefined) chmodSync(file, mode);
}

/** A bare repository with one commit. `prepare` may add to the seed before it is committed. */
export function seedRepository(prepare: (tree: string) => void = () => undefined): {
  url: string;
  base: string;
} {
  const dir = temporaryFolder();
  const seed = join(dir, "seed");
  mkdirSync(seed);
  run(seed, "init", "--quiet", "--initial-branch=main");
  put(seed, "README.md", "# multichain\n");
  put(seed, "servers/eth/tools.js", "export const wei = 18;\n");
  put(seed, "servers/eth/old.js", "export const old = true;\n");
  put(seed, "servers/eth/start.sh", "#!/bin/sh\n", 0o755);
  put(seed, "servers/sol/tools.js", "export const lamports = 9;\n");
  symlinkSync("README.md", join(seed, "servers/eth/link.md"));
  put(seed, ".gitignore", "node_modules/\n");
  prepare(seed);
  run(seed, "add", "--all");
  run(seed, "commit", "--quiet", "--message", "Seed");
  const url = join(dir, "origin.git");
  run(dir, "clone", "--quiet", "--bare", "seed", url);
  return { url, base: run(seed, "rev-parse", "HEAD") };
}

/** Task 12 of agent `ethereum` with its first attempt started from `base`. */
export function startedTask(base: string, change: Partial<Task> = {}): Task {
  const input = {
    number: 12,
    title: "Extract the tools",
    agent: "ethereum",
    scope: [],
    dependsOn: [],
    comment: 0,
  };
  return { ...startAttempt(acceptTask(input, noon), base, noon), ...change };
}

export interface World {
  readonly ports: RunPorts;
  readonly events: LedgerEvent[];
  readonly uploads: Parameters<RunPorts["createCommit"]>[0][];
  readonly woken: () => number;
  readonly task: (number: number) => Task;
  readonly ledger: () => Ledger;
  /** Another process writes the ledger. */
  readonly meanwhile: (task: Task) => void;
  /** Somebody freezes all work, or ends that. */
  readonly freeze: (freeze: Freeze | null) => void;
  /** Runs before the next compare-and-swap reaches the ledger. */
  readonly beforeRecord: (act: () => void) => void;
  /** Replaces the config that holds from now on. */
  readonly setConfig: (config: Config) => void;
}

export function createWorld(url: string, tasks: readonly Task[]): World {
  let ledger: Ledger = { ...emptyLedger, tasks: new Map(tasks.map((task) => [task.number, task])) };
  let version = 1;
  let woken = 0;
  let rules = config;
  const acts: (() => void)[] = [];
  const listeners: (() => void)[] = [];
  const events: LedgerEvent[] = [];
  const uploads: World["uploads"] = [];
  const apply = (changes: FileChanges): void => {
    const changed = changes.additions.map(({ text }) => Task.parse(JSON.parse(text)));
    ledger = {
      ...ledger,
      tasks: new Map([...ledger.tasks, ...changed.map((task) => [task.number, task] as const)]),
    };
    version += 1;
    for (const tell of listeners.splice(0)) tell();
  };
  return {
    events,
    uploads,
    woken: () => woken,
    ledger: () => ledger,
    task: (number) => {
      const task = ledger.tasks.get(number);
      if (!task) throw new Error(`no task ${number}`);
      return task;
    },
    meanwhile: (task) => apply({ additions: [{ path: "", text: JSON.stringify(task) }], deletions: [] }),
    freeze: (freeze) => {
      ledger = { ...ledger, desk: { ...ledger.desk, freeze } };
      apply({ additions: [], deletions: [] });
    },
    beforeRecord: (act) => acts.push(act),
    setConfig: (next) => {
      rules = next;
    },
    ports: {
      read: async () => ({ config: rules, ledger, head: String(version) }),
      issue: async () => ({ title: "Extract the tools", body: "Move each tool to `servers/eth/tools/`." }),
      record: async (head, changes, told) => {
        acts.shift()?.();
        if (head !== String(version)) return "lost";
        apply(changes);
        events.push(...told);
        return "recorded";
      },
      createCommit: async (input) => {
        uploads.push(input);
        return "c".repeat(40);
      },
      source: async () => ({ url, token: "" }),
      wake: () => {
        woken += 1;
      },
      change: () => new Promise((resolve) => listeners.push(resolve)),
      now: () => noon,
    },
  };
}

/** A runner that acts in the tree as `work` says. */
export function actingRunner(work: (tree: string, input: RunInput) => Outcome | Promise<Outcome>): Runner {
  return { name: "scripted", missing: () => null, run: async (input) => work(input.workspace.tree, input) };
}

export const complete: Extract<Outcome, { kind: "complete" }> = {
  kind: "complete",
  summary: "Extract the tools",
  evidence: [],
};

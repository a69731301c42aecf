/** The example's repository in a directory of its own, to be worked on and tested as the demo does. */
import { spawn } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { parseConfig } from "../../src/config/parse.ts";
import type { Config } from "../../src/config/schema.ts";
import { taskReach } from "../../src/config/task-reach.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import { readTaskText } from "../../src/planning/task-text.ts";
import { playAttempt } from "../../src/runs/runners/scripted.ts";
import { issueBody, loadScenario, type ScenarioTask, type Script } from "../../src/runs/script.ts";
import { type CompiledReach, compileReach } from "../../src/scope/reach.ts";

const example = fileURLToPath(new URL("../../examples/six-agents/", import.meta.url));
export const repository = join(example, "repository");
export const scenario = loadScenario(await readFile(join(example, "tasks.yml"), "utf8"));

/** The product's own reading of the example's rules. */
function readConfig(text: string): Config {
  const read = parseConfig(text);
  if (!read.ok) throw new Error(`the example's config is not valid: ${JSON.stringify(read.problems)}`);
  return read.config;
}
export const config = readConfig(await readFile(join(repository, ".github/signalbox.yml"), "utf8"));

/** Runs `use` in a fresh copy of the seed, and removes the copy. */
export async function inSeed<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "six-agents-"));
  try {
    await cp(repository, directory, { recursive: true });
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Plays an attempt without waiting. */
export function play(
  script: Script,
  workspace: string,
  attempt: number,
  answers: readonly string[] = [],
): Promise<Outcome> {
  return playAttempt(script, { attempt, answers, workspace, wait: async () => {}, meet: async () => {} });
}

/** Plays a task's last attempt: what is merged in the end. */
export function finish(task: ScenarioTask, workspace: string, answer = "deepest"): Promise<Outcome> {
  return play(task.script, workspace, task.script.attempts.length, [answer]);
}

export type Tree = ReadonlyMap<string, string>;

/** Every file and its content. */
export async function treeOf(directory: string): Promise<Tree> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(
    files.sort().map(async (file) => [relative(directory, file), await readFile(file, "utf8")] as const),
  );
  return new Map(contents);
}

/** The paths that differ, deleted ones included. */
export function changedPaths(before: Tree, after: Tree): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
}

export interface TestRun {
  readonly code: number | null;
  readonly output: string;
  readonly passed: number;
}

/** Runs the repository's own `test` script as it stands in its package.json, on this Node. */
export async function runTests(directory: string): Promise<TestRun> {
  const manifest = await readFile(join(directory, "package.json"), "utf8");
  const { scripts } = z.object({ scripts: z.object({ test: z.string() }) }).parse(JSON.parse(manifest));
  const { PATH = "" } = process.env;
  const env = { PATH: [dirname(process.execPath), PATH].join(delimiter) };
  const child = spawn(scripts.test, { cwd: directory, shell: true, env, stdio: "pipe" });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  return { code, output, passed: Number(/^(?:ℹ|#) pass (\d+)$/m.exec(output)?.[1] ?? 0) };
}

/** Issue numbers as the demo gives them: in the order of the file. */
const numbers = new Map(scenario.tasks.map(({ key }, index) => [key, index + 1]));

/** A task as Signalbox knows it: its issue as parsed, with keys in place of numbers, and its reach. */
export interface KnownTask extends ScenarioTask {
  readonly scope: readonly string[];
  readonly problems: readonly unknown[];
  readonly dependsOn: readonly string[];
  readonly reach: CompiledReach;
}

export const tasks: readonly KnownTask[] = scenario.tasks.map((task) => {
  const { scope, dependsOn, problems } = readTaskText(issueBody(task, numbers));
  if (!config.agents[task.agent]) throw new Error(`the roster has no ${task.agent}`);
  const reach = compileReach(taskReach({ scope, agent: task.agent }, config));
  return {
    ...task,
    scope,
    problems,
    reach,
    dependsOn: dependsOn.map((number) => scenario.tasks[number - 1]?.key ?? `#${number}`),
  };
});

export function taskNamed(key: string): KnownTask {
  const task = tasks.find((each) => each.key === key);
  if (!task) throw new Error(`no task ${key}`);
  return task;
}

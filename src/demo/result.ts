/** What came of a demo, read back from the ledger branch: the archive holds every task that ended. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Task } from "../ledger/task.ts";
import type { DemoResult, DemoTask } from "../text/demo.ts";

const run = promisify(execFile);

/** The tasks of the ledger, open and archived, by number. */
export async function readTasks(gitDir: string, branch: string): Promise<readonly Task[]> {
  const git = async (...args: string[]) =>
    (await run("git", ["--git-dir", gitDir, ...args], { maxBuffer: 2 ** 26 })).stdout;
  const listed = await git("ls-tree", "-r", "--name-only", branch, "--", "archive", "tasks");
  const paths = listed.split("\n").filter((path) => path !== "");
  const tasks = await Promise.all(
    paths.map(async (path) => Task.parse(JSON.parse(await git("show", `${branch}:${path}`)))),
  );
  return tasks.toSorted((a, b) => a.number - b.number);
}

export function toDemoTask(task: Task): DemoTask {
  const { number, title, agent, branch, pull, state } = task;
  return { number, title, agent, attempts: task.attempt?.n ?? 0, branch, pull, state };
}

export function refusalsOf({ number, agent, tried, attempt }: Task): DemoResult["refusals"] {
  const ended = [...tried, ...(attempt?.end ? [{ n: attempt.n, end: attempt.end }] : [])];
  return ended.flatMap(({ n, end }) =>
    end.outside.map(({ path, rule }) => ({ task: number, agent, attempt: n, path: path ?? "", rule })),
  );
}

/** The ledger branch of a world, replayed commit by commit with plain Git. */
import { execFileSync } from "node:child_process";
import { Task } from "../../src/ledger/task.ts";

export interface Moment {
  readonly commit: string;
  /** The files of `tasks/` at that commit, by task number. */
  readonly tasks: ReadonlyMap<number, Task>;
}

/** Plain Git on the bare repository of a world. */
export function gitOf(dir: string): (...args: readonly string[]) => string {
  return (...args) =>
    execFileSync("git", ["--git-dir", `${dir}/origin.git`, ...args], {
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    }).trim();
}

/** What the ledger held after each of its commits, oldest first. */
export function ledgerHistory(dir: string, branch: string): readonly Moment[] {
  const git = gitOf(dir);
  const log = git("log", "--reverse", "--raw", "--no-abbrev", "--no-renames", "--format=commit %H", branch);
  const moments: Moment[] = [];
  let tasks = new Map<number, Task>();
  for (const block of log.split(/^commit /m).slice(1)) {
    const [commit = "", ...lines] = block.split("\n");
    tasks = new Map(tasks);
    for (const line of lines) {
      const [, blob = "", status, number] =
        /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) ([AMD])\ttasks\/(\d+)\.json$/.exec(line) ?? [];
      if (number === undefined) continue;
      if (status === "D") tasks.delete(Number(number));
      else tasks.set(Number(number), Task.parse(JSON.parse(git("cat-file", "blob", blob))));
    }
    moments.push({ commit, tasks });
  }
  return moments;
}

/** The tasks that ended, by number. */
export function archiveOf(dir: string, branch: string): ReadonlyMap<number, Task> {
  const git = gitOf(dir);
  const paths = git("ls-tree", "-r", "--name-only", branch, "archive").split("\n");
  const tasks = paths.map((path) => Task.parse(JSON.parse(git("show", `${branch}:${path}`))));
  return new Map(tasks.map((task) => [task.number, task]));
}

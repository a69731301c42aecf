/**
 * Processes of a run that have left its process group: job control (`set -m`, GNU `timeout`) and daemons do that, and mean no harm.
 * They are known by the session of the run's launcher while that lives, and by the mark in the environment that the run was
 * started with. Linux only; elsewhere the group is all that can be found. Who starts a session of its own and clears its
 * environment escapes. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
import { readdir, readFile } from "node:fs/promises";

export interface RunMark {
  /** The launcher's number, while it lives; null when it is gone, for the number may be somebody else's. */
  readonly session: number | null;
  /** `NAME=value`, as no other run has it. */
  readonly environment: string;
}

/** Numbers of the living processes that bear the mark; never our own. */
export async function straysOf(mark: RunMark): Promise<readonly number[]> {
  if (process.platform !== "linux") return [];
  const numbers = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(numbers.map(async (pid) => ((await bears(pid, mark)) ? [pid] : [])));
  return found.flat();
}

async function bears(pid: number, { session, environment }: RunMark): Promise<boolean> {
  if (pid === process.pid) return false;
  const stat = await readOf(pid, "stat");
  // The name, in parentheses, may contain anything; the state follows it, then parent, group and session.
  const [state, , , its] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (stat === "" || state === "Z" || state === "X") return false;
  if (session !== null && Number(its) === session) return true;
  return (await readOf(pid, "environ")).split("\0").includes(environment);
}

/** Empty for one that has gone, or is somebody else's. */
async function readOf(pid: number, file: "stat" | "environ"): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

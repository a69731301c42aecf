/**
 * Which process a number means: a number alone is given away again. When a process began, in which life of the machine, is
 * its own for good. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Null when no such process lives; one that only waits to be collected does not. */
export async function processBirth(pid: number): Promise<string | null> {
  return process.platform === "linux" ? linuxBirth(pid) : otherBirth(pid);
}

async function linuxBirth(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may contain anything; the state follows it, and the start time is the 22nd field.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return null;
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    return `${boot.trim()}/${fields[18] ?? ""}`;
  } catch (error) {
    // ESRCH: it went while it was read.
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH"))
      return null;
    throw error;
  }
}

/** To the second, which is as fine as `ps` tells it on macOS. */
async function otherBirth(pid: number): Promise<string | null> {
  try {
    const { stdout } = await run("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { env: { LC_ALL: "C" } });
    const [state = "", ...began] = stdout.trim().split(/\s+/);
    return state === "" || state.startsWith("Z") ? null : began.join(" ");
  } catch (error) {
    // `ps` answers 1 when it finds none.
    if (error instanceof Error && "code" in error && error.code === 1) return null;
    throw error;
  }
}

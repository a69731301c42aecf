/**
 * The processes of one run, so that all of them can be ended together, by us or by whoever comes after us: a process group,
 * and what has left it (strays.ts). What escapes even that publishes nothing later, because the patch is judged as it was read.
 * https://man7.org/linux/man-pages/man7/credentials.7.html
 *
 * A leader is known by its birth. Once it is gone its number may be given away, so that only marked processes are ended then.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { processBirth } from "./process-birth.ts";
import type { RunProcess } from "./process-file.ts";
import { straysOf } from "./strays.ts";

/** From asking (SIGTERM) to making (SIGKILL). */
const PATIENCE_MS = 5_000;
/** How long to wait for killed processes. */
const CLEARING_MS = 500;
const POLL_MS = 20;

export type GroupEnd =
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "killed"; readonly by: string }
  | { readonly kind: "not-started"; readonly why: string };

type Leader = Pick<RunProcess, "pid" | "birth">;

export async function isAlive({ pid, birth }: Leader): Promise<boolean> {
  return (await processBirth(pid)) === birth;
}

/** One run's processes: its leader, and the environment that all of them were started with (`NAME=value`). */
export interface RunProcesses {
  readonly leader: Leader;
  readonly environment: string;
}

/** The members may have handlers that tidy up: they get their time even when the leader is gone first. */
export async function stopGroup(run: RunProcesses): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  const reach = (await isOurs(run.leader)) ? "group" : "marked";
  if (!(await signalAll(run, reach, "SIGTERM"))) return;
  while ((await signalAll(run, reach, 0)) && Date.now() < deadline) await sleep(POLL_MS);
  await clearGroup(run, reach);
}

/** Ends what is left of a run at once; again and again, for the killed may have had children. Bounded: what hangs in the kernel cannot be ended by anybody. */
export async function clearGroup(run: RunProcesses, reach: Reach): Promise<void> {
  const deadline = Date.now() + CLEARING_MS;
  while ((await signalAll(run, reach, "SIGKILL")) && Date.now() < deadline) await sleep(POLL_MS);
}

/** `group`: the leader lives, or has ended this moment, so that its number is not given away yet. `marked`: it is long gone. */
export type Reach = "group" | "marked";

/** False when there was nobody to signal. */
async function signalAll(
  { leader, environment }: RunProcesses,
  reach: Reach,
  signal: NodeJS.Signals | 0,
): Promise<boolean> {
  const session = reach === "group" ? leader.pid : null;
  const inGroup = reach === "group" && signalled(-leader.pid, signal);
  const strays = (await straysOf({ session, environment })).filter((pid) => signalled(pid, signal));
  return inGroup || strays.length > 0;
}

/** Whether the leader lives; on macOS, where strays cannot be found, whether its number may still be its group's. */
async function isOurs({ pid, birth }: Leader): Promise<boolean> {
  const now = await processBirth(pid);
  return now === birth || (now === null && process.platform !== "linux");
}

/** False when there is no such process, or the group has no member any more. */
function signalled(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    // EPERM: only zombies are left (macOS), or the number has gone to somebody else.
    if (error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM"))
      return false;
    throw error;
  }
}

/**
 * The processes of one run: a group of their own, so that all of them can be ended together, by us or by whoever comes
 * after us. A descendant that starts a session of its own escapes; nothing that it does later is published, because the
 * patch is judged as it was read. https://man7.org/linux/man-pages/man7/credentials.7.html
 *
 * A group's number is not given away while the group has a member, and its leader is known by its birth: so nobody else's
 * group is ended, except one whose number was given away since, and whose leader has gone again.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { processBirth } from "./process-birth.ts";
import type { RunProcess } from "./process-file.ts";

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

/** The members may have handlers that tidy up: they get their time even when the leader is gone first. */
export async function stopGroup(leader: Leader): Promise<void> {
  if (!(await isOurs(leader))) return;
  signalGroup(leader.pid, "SIGTERM");
  const deadline = Date.now() + PATIENCE_MS;
  while (signalGroup(leader.pid, 0) && Date.now() < deadline) await sleep(POLL_MS);
  await clearGroup(leader);
}

/** Ends what is left of it, at once. */
export async function clearGroup(leader: Leader): Promise<void> {
  if (!(await isOurs(leader))) return;
  signalGroup(leader.pid, "SIGKILL");
  // Bounded: a zombie that nobody collects counts as a member for ever, though it does nothing any more.
  const deadline = Date.now() + CLEARING_MS;
  while (signalGroup(leader.pid, 0) && Date.now() < deadline) await sleep(POLL_MS);
}

/** Where the number has another birth, or the machine another life, nothing of the group is left. */
async function isOurs({ pid, birth }: Leader): Promise<boolean> {
  const now = await processBirth(pid);
  if (now !== null) return now === birth;
  const own = await processBirth(process.pid);
  return process.platform !== "linux" || own?.split("/")[0] === birth.split("/")[0];
}

/** False when the group has no member any more. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    // EPERM: only zombies are left (macOS), or the number has gone to somebody else.
    if (error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM"))
      return false;
    throw error;
  }
}

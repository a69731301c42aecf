/**
 * A child process in a group of its own, so that all of its descendants can be ended together. A descendant that starts a
 * session of its own escapes; nothing that it does later is published, because the patch is judged as it was read.
 * https://man7.org/linux/man-pages/man7/credentials.7.html
 */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { lineOutput } from "./output.ts";

/** From asking (SIGTERM) to making (SIGKILL). */
const PATIENCE_MS = 5_000;
/** How long to wait for killed processes and for the rest of their output. */
const CLEARING_MS = 500;
const POLL_MS = 20;

export interface GroupCall {
  /** Program and arguments; no shell. */
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

export type GroupEnd =
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "killed"; readonly by: string }
  | { readonly kind: "not-started"; readonly why: string };

/** Resolves when the child has ended and what was left of its group is gone. */
export async function runGroup({ argv, cwd, env, signal, onLine }: GroupCall): Promise<GroupEnd> {
  if (signal.aborted) return { kind: "not-started", why: "it was stopped before" };
  const [program, ...args] = argv;
  const child = spawn(program, args, {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const ended = new Promise<GroupEnd>((resolve) => {
    child.once("error", (error) => resolve({ kind: "not-started", why: error.message }));
    child.once("exit", (code, by) =>
      resolve(code === null ? { kind: "killed", by: by ?? "a signal" } : { kind: "exited", code }),
    );
  });
  const outputs = [child.stdout, child.stderr].map((stream) => {
    const output = lineOutput(onLine);
    stream.setEncoding("utf8").on("data", (piece: string) => output.push(piece));
    return output;
  });
  const stop = stopOnAbort(child, ended, signal);
  const end = await ended;
  await stop();
  if (child.pid !== undefined) await clearGroup(child.pid);
  await Promise.race([closed, sleep(CLEARING_MS, undefined, { ref: false })]);
  child.stdout.destroy();
  child.stderr.destroy();
  for (const output of outputs) output.end();
  return end;
}

/** Asks the group to end when the signal comes; the answer waits until that request, if any, was followed through. */
function stopOnAbort(child: ChildProcess, ended: Promise<unknown>, signal: AbortSignal): () => Promise<void> {
  let stopping: Promise<void> = Promise.resolve();
  const onAbort = (): void => {
    const { pid } = child;
    if (pid !== undefined) stopping = stopGroup(pid, ended);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  return () => {
    signal.removeEventListener("abort", onAbort);
    return stopping;
  };
}

/** The members may have handlers that tidy up: they get their time even when the leader is gone first. */
async function stopGroup(pid: number, ended: Promise<unknown>): Promise<void> {
  signalGroup(pid, "SIGTERM");
  const deadline = Date.now() + PATIENCE_MS;
  while (signalGroup(pid, 0) && Date.now() < deadline) await sleep(POLL_MS);
  signalGroup(pid, "SIGKILL");
  await ended;
}

async function clearGroup(pid: number): Promise<void> {
  signalGroup(pid, "SIGKILL");
  // Bounded: a zombie that nobody collects counts as a member for ever, though it does nothing any more.
  const deadline = Date.now() + CLEARING_MS;
  while (signalGroup(pid, 0) && Date.now() < deadline) await sleep(POLL_MS);
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

/** Attends to the program of a run until it has ended: one that we started, or one that an earlier process left to us. */
import { setTimeout as sleep } from "node:timers/promises";
import { followFile } from "./follow-file.ts";
import { launch, type Program } from "./launch.ts";
import { type RunProcess, readEnd, readProcess, writeProcess } from "./process-file.ts";
import { clearGroup, type GroupEnd, isAlive, type Reach, stopGroup } from "./process-group.ts";
import { processesOf, type Workspace } from "./workspace.ts";

/** How often an adopted program is looked at: it is not our child, so nobody tells us when it ends. */
const POLL_MS = 100;

export interface Attention {
  /** Ends the program and all of its group. */
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

/** Resolves when the program has ended and what was left of its group is gone. */
export async function runProgram(
  workspace: Workspace,
  program: Program,
  attention: Attention,
): Promise<GroupEnd> {
  if (attention.signal.aborted) return { kind: "not-started", why: "it was stopped before" };
  const { run, ended } = await launch(workspace, program);
  const end = await attend(workspace, run, ended, attention, "group");
  // Whoever kills the launcher leaves no word of the program's end.
  return end ?? { kind: "killed", by: "SIGKILL" };
}

/** Null when there is no program of this run, or it went without a word: by a power cut, or killed along with its launcher. */
export async function adoptProgram(workspace: Workspace, attention: Attention): Promise<GroupEnd | null> {
  const run = await readProcess(workspace);
  if (run === null) return null;
  const reach = (await isAlive(run)) ? "group" : "marked";
  return attend(workspace, run, untilGone(run), attention, reach);
}

async function attend(
  workspace: Workspace,
  run: RunProcess,
  ended: Promise<void>,
  { signal, onLine }: Attention,
  reach: Reach,
): Promise<GroupEnd | null> {
  let stopping: Promise<void> = Promise.resolve();
  const onAbort = (): void => {
    stopping = stopProgram(workspace, run);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  const following = await followFile(workspace.output, onLine);
  await ended;
  signal.removeEventListener("abort", onAbort);
  await stopping;
  await clearGroup(processesOf(workspace, run), reach);
  await following.end();
  return (await readEnd(workspace))?.end ?? null;
}

/** Written down first: whoever comes after us must not take the end that we brought about for the program's own. */
async function stopProgram(workspace: Workspace, run: RunProcess): Promise<void> {
  const overdue = Date.now() >= new Date(run.deadline).getTime();
  if (!overdue) await writeProcess(workspace, { ...run, stopped: true });
  await stopGroup(processesOf(workspace, run));
}

async function untilGone(run: RunProcess): Promise<void> {
  while (await isAlive(run)) await sleep(POLL_MS);
}

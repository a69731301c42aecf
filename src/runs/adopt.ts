/**
 * A run that an earlier process left behind: it is followed to its end if it is still at work, within the time that is left
 * to it, and then judged as if we had been there all the time.
 */
import { formatDuration } from "../config/duration.ts";
import type { AgentConfig } from "../config/schema.ts";
import type { Finish } from "./judge.ts";
import { failed, finishOf } from "./play.ts";
import { readEnd, readProcess } from "./process-file.ts";
import { stopGroup } from "./process-group.ts";
import type { RunInput, Runner } from "./runner.ts";
import { withinTime } from "./time-limit.ts";
import { processesOf, type Workspace } from "./workspace.ts";

/** What a program that has ended may need until its folder is read. */
const CLOSING_MS = 10_000;

export interface AdoptInput extends Omit<RunInput, "agent" | "packet" | "deadline"> {
  /** Null when the config does not name it any more, or names a runner that is not here. */
  readonly agent: AgentConfig | null;
  readonly runner: Runner | null;
  /** The commit that its patch is counted from. */
  readonly base: string;
}

/** Null when the run is lost: no word of its end is left, or its end was ours. Then nothing of it is at work any more. */
export async function adopt(input: AdoptInput): Promise<Finish | null> {
  const { agent, base, runner, signal, workspace } = input;
  const left = await readProcess(workspace);
  if (left === null || left.stopped || agent === null || !runner?.resume) {
    await endRemains(workspace);
    return null;
  }
  const deadline = new Date(left.deadline);
  const ended = await readEnd(workspace);
  const { onOutput } = input;
  const resume = async (limited: AbortSignal) =>
    (await runner.resume?.({ agent, workspace, onOutput, signal: limited })) ?? null;
  try {
    const rest = Math.max(ended ? CLOSING_MS : 0, deadline.getTime() - Date.now());
    const timed = await withinTime(rest, signal, resume);
    if (timed.kind === "over" || (ended && ended.at > deadline)) return overTime(agent);
    return timed.value && (await finishOf(timed.value, workspace, base));
  } catch (error) {
    await endRemains(workspace);
    return failed(
      `Signalbox could not carry the run through: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Ends whatever of a run is still at work. */
export async function endRemains(workspace: Workspace): Promise<void> {
  const left = await readProcess(workspace);
  if (left) await stopGroup(processesOf(workspace, left));
}

function overTime({ limits }: AgentConfig): Finish {
  return failed(`The run was stopped: it took longer than ${formatDuration(limits.timeout)}.`);
}

/** The agent's part of a run, after the claim: packet, clone, runner, patch. */

import { formatDuration } from "../config/duration.ts";
import type { AgentConfig } from "../config/schema.ts";
import type { Outcome } from "../domain/outcome.ts";
import { type Attempt, patchBase, type Task } from "../ledger/task.ts";
import type { Finish } from "./judge.ts";
import { buildPacket, type Packet } from "./packet.ts";
import { readPatch } from "./patch.ts";
import type { RunPorts, Standing } from "./ports.ts";
import { rosterAgent } from "./roster.ts";
import type { Runner } from "./runner.ts";
import { findRunner } from "./runners/index.ts";
import { withinTime } from "./time-limit.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

export interface PlayInput {
  readonly ports: Pick<RunPorts, "issue" | "source">;
  readonly runners: readonly Runner[];
  readonly workspace: Workspace;
  /** The task as claimed, and what held then. */
  readonly task: Task;
  readonly attempt: Attempt;
  readonly standing: Pick<Standing, "config" | "ledger">;
  readonly signal: AbortSignal;
  readonly onOutput: (line: string) => void;
}

/** Whatever goes wrong here is the run's failure and recorded as such, so that no claim is left hanging. */
export async function play(input: PlayInput): Promise<Finish> {
  const { standing, task } = input;
  const agent = rosterAgent(standing.config, task.agent);
  if (!agent) return failed(`The config does not name the agent ${task.agent}.`);
  const runner = findRunner(input.runners, agent.runner);
  if (!runner) return failed(`The agent cannot start: there is no runner \`${agent.runner}\` here.`);
  const lacking = runner.missing(agent);
  if (lacking !== null) return failed(`The agent cannot start: ${lacking}.`);
  try {
    const packet = await prepare(input, agent);
    return await perform(input, agent, runner, packet);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return failed(`Signalbox could not carry the run through: ${words}`);
  }
}

async function prepare(input: PlayInput, agent: AgentConfig): Promise<Packet> {
  const { attempt, ports, signal, standing, task, workspace } = input;
  const issue = await ports.issue(task.number);
  const packet = buildPacket({ task, attempt, agent, issue, standing });
  await openWorkspace(workspace, { packet, source: await ports.source(), signal });
  return packet;
}

async function perform(
  { attempt, onOutput, signal, task, workspace }: PlayInput,
  agent: AgentConfig,
  runner: Runner,
  packet: Packet,
): Promise<Finish> {
  const { timeout } = agent.limits;
  const deadline = new Date(Date.now() + timeout);
  const timed = await withinTime(timeout, signal, (limited) =>
    runner.run({ agent, packet, workspace, deadline, signal: limited, onOutput }),
  );
  if (timed.kind === "over")
    return failed(`The run was stopped: it took longer than ${formatDuration(timeout)}.`);
  return finishOf(timed.value, workspace, patchBase(task, attempt));
}

/** Reads what a run changed against the commit `base`, where it is complete or to be gone on with. */
export async function finishOf(outcome: Outcome, workspace: Workspace, base: string): Promise<Finish> {
  if (outcome.kind === "complete") return { outcome, patch: await readPatch(workspace, base) };
  if (outcome.kind === "blocked") return { outcome, patch: await readPatch(workspace, base) };
  return { outcome, patch: null };
}

export function failed(summary: string): Finish {
  return { outcome: { kind: "failed", summary }, patch: null };
}

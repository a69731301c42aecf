/**
 * One run from start to end: takes the claim of its attempt in the ledger, gives the agent a packet and a clone, lets a
 * runner play, and publishes what came of it. Of several runs of one attempt, all but one end at the claim.
 */

import { takeClaim } from "../ledger/fencing.ts";
import type { Attempt, Task } from "../ledger/task.ts";
import { amendTask } from "./amend.ts";
import { play } from "./play.ts";
import type { RunKey, RunPorts, Standing } from "./ports.ts";
import { type Published, publish } from "./publish.ts";
import type { Runner } from "./runner.ts";
import type { Running } from "./running.ts";
import { closeWorkspace, type Workspace, workspaceOf } from "./workspace.ts";

export interface RunParts {
  readonly ports: RunPorts;
  readonly runners: readonly Runner[];
  /** Holds one folder for each run. */
  readonly runsDir: string;
  /** Who is at work. */
  readonly running: Running;
  /** Each line that an agent prints, as it comes. */
  readonly onOutput: (key: RunKey, line: string) => void;
  /** A constant message and fields. */
  readonly log: (message: string, fields: Readonly<Record<string, string | number>>) => void;
}

export type RunEnd =
  /** The claim was not to be had: this run did nothing. */
  | { readonly kind: "declined"; readonly reason: string }
  /** Stopped by the caller: nothing recorded. The claim stays until a reconcile pass finds the run gone. */
  | { readonly kind: "aborted" }
  | Published;

/**
 * Throws when the ledger cannot be read or written, or the commit not uploaded; the claim then stays until a reconcile
 * pass finds the run gone.
 */
export async function executeRun(parts: RunParts, key: RunKey, signal: AbortSignal): Promise<RunEnd> {
  const { log, ports, runners } = parts;
  const fields = { task: key.task, attempt: key.attempt, run: key.run };
  const claim = await takeAttempt(ports, key);
  if (claim.kind === "declined") {
    log("run declined", { ...fields, reason: claim.reason });
    return claim;
  }
  log("run claimed", fields);
  const workspace = workspaceOf(parts.runsDir, key);
  parts.running.started(key, claim.task.agent, new Date(claim.attempt.claim?.at ?? claim.attempt.at));
  try {
    const onOutput = (line: string): void => {
      parts.running.printed(key, line);
      parts.onOutput(key, line);
    };
    const finish = await play({ ports, runners, workspace, signal, onOutput, ...claim });
    if (signal.aborted) {
      log("run aborted", fields);
      return { kind: "aborted" };
    }
    const end = await publish(ports, key, finish);
    log("run ended", { ...fields, how: end.kind === "recorded" ? end.result.kind : end.kind });
    return end;
  } finally {
    parts.running.ended(key);
    await tidy(parts, workspace, fields);
  }
}

type Claim =
  | Extract<RunEnd, { kind: "declined" }>
  | { readonly kind: "claimed"; readonly task: Task; readonly attempt: Attempt; readonly standing: Standing };

function takeAttempt(ports: RunPorts, { task: number, attempt, run }: RunKey): Promise<Claim> {
  return amendTask<Claim>(ports, (standing) => {
    const taken = takeClaim(standing.ledger.tasks.get(number), attempt, run, ports.now());
    if (!taken.ok) return { kind: "keep", value: { kind: "declined", reason: taken.reason } };
    const { task } = taken;
    if (!task.attempt) throw new Error(`#${number} was claimed without an attempt`);
    return {
      kind: "change",
      task,
      events: [{ kind: "claimed", task: number, agent: task.agent, attempt, run }],
      value: { kind: "claimed", task, attempt: task.attempt, standing },
    };
  });
}

/** What cannot be deleted costs space, not correctness: an agent may have locked its own files away. */
async function tidy(
  { log }: RunParts,
  workspace: Workspace,
  fields: Readonly<Record<string, number>>,
): Promise<void> {
  try {
    await closeWorkspace(workspace);
  } catch (error) {
    log("run left files behind", {
      ...fields,
      error: error instanceof Error ? error.message : String(error),
    });
  }
}

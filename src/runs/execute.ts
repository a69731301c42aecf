/**
 * One run from start to end: takes the claim of its attempt in the ledger, gives the agent a packet and a clone, lets a
 * runner play, and publishes what came of it. Of several runs of one attempt, all but one end at the claim.
 */
import { withoutSecrets } from "../gates/secrets.ts";
import { holdsClaim, takeClaim } from "../ledger/fencing.ts";
import { type Attempt, patchBase, type Task } from "../ledger/task.ts";
import { cutOffRunText } from "../text/runs.ts";
import { adopt, endRemains } from "./adopt.ts";
import { amendTask } from "./amend.ts";
import { frozenNow } from "./frozen.ts";
import type { Finish } from "./judge.ts";
import { recordLost } from "./lost.ts";
import { play } from "./play.ts";
import type { RunKey, RunPorts, Standing } from "./ports.ts";
import { type Published, publishThawed } from "./publish.ts";
import { rosterAgent } from "./roster.ts";
import type { Runner } from "./runner.ts";
import { findRunner } from "./runners/index.ts";
import type { Running } from "./running.ts";
import { closeWorkspace, type Workspace, workspaceOf } from "./workspace.ts";

export interface RunParts {
  readonly ports: RunPorts;
  readonly runners: readonly Runner[];
  /** Holds one folder for each run. */
  readonly runsDir: string;
  /** Who is at work. */
  readonly running: Running;
  /** Aborted when finished work that waits for the end of a freeze is left to a later process. */
  readonly leave: AbortSignal;
  /** Each line that an agent prints, as it comes. */
  readonly onOutput: (key: RunKey, line: string) => void;
  /** A constant message and fields. */
  readonly log: (message: string, fields: Readonly<Record<string, string | number>>) => void;
}

export type RunEnd =
  /** The claim was not to be had: this run did nothing. */
  | { readonly kind: "declined"; readonly reason: string }
  /** Stopped by the caller: nothing recorded, the claim stays. `resumeRun` of a later process goes on from there. */
  | { readonly kind: "aborted" }
  /** Begun by an earlier process, and no word of its end is left: recorded, so that the attempt is tried again. */
  | { readonly kind: "lost" }
  | Published;

/**
 * Throws when the ledger cannot be read or written, or the commit not uploaded; the claim then stays until a reconcile
 * pass finds the run gone.
 */
export async function executeRun(parts: RunParts, key: RunKey, signal: AbortSignal): Promise<RunEnd> {
  const { log, ports } = parts;
  const claim = await takeAttempt(ports, key);
  if (claim.kind === "declined") {
    log("run declined", { ...key, reason: claim.reason });
    return claim;
  }
  log("run claimed", { ...key });
  return carry(parts, key, claim, signal, (carried) =>
    play({ ports, runners: parts.runners, ...carried, standing: claim.standing }),
  );
}

/**
 * A run that an earlier process was asked for. One that had taken its attempt is taken over: followed if its agent is still
 * at work, published if it has ended, lost otherwise. Any other starts now, and takes the attempt or declines.
 */
export async function resumeRun(parts: RunParts, key: RunKey, signal: AbortSignal): Promise<RunEnd> {
  const { log, ports, runners, runsDir } = parts;
  const workspace = workspaceOf(runsDir, key);
  try {
    const standing = await ports.read();
    const held = holdsClaim(standing.ledger.tasks.get(key.task), key.attempt, key.run);
    const { attempt } = held.ok ? held.task : {};
    if (!held.ok || !attempt?.claim) {
      await endRemains(workspace);
      await tidy(parts, workspace, key);
      return await executeRun(parts, key, signal);
    }
    const agent = rosterAgent(standing.config, held.task.agent);
    const runner = agent && findRunner(runners, agent.runner);
    log("run taken over", { ...key });
    return await carry(parts, key, { task: held.task, attempt }, signal, (carried) =>
      adopt({ ...carried, agent, runner: runner ?? null, base: patchBase(held.task, attempt) }),
    );
  } catch (error) {
    await endRemains(workspace);
    throw error;
  }
}

interface Carried {
  readonly task: Task;
  readonly attempt: Attempt;
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  readonly onOutput: (line: string) => void;
}

/** From a claim that is held to the record of its end; `work` answers with null when no end is known. */
async function carry(
  parts: RunParts,
  key: RunKey,
  claimed: Pick<Carried, "task" | "attempt">,
  signal: AbortSignal,
  work: (carried: Carried) => Promise<Finish | null>,
): Promise<RunEnd> {
  const { log, ports } = parts;
  const { attempt, task } = claimed;
  const workspace = workspaceOf(parts.runsDir, key);
  const onOutput = (printed: string): void => {
    // The card shows it, and whoever reads the terminal.
    const line = withoutSecrets(printed);
    parts.running.printed(key, line);
    parts.onOutput(key, line);
  };
  parts.running.started(key, task.agent, new Date(attempt.claim?.at ?? attempt.at));
  try {
    const finish = await work({ ...claimed, workspace, signal, onOutput });
    // Its folder stays as it is: whoever comes after us goes on from there.
    if (signal.aborted) {
      log("run aborted", { ...key });
      return { kind: "aborted" };
    }
    const leave = AbortSignal.any([signal, parts.leave]);
    const end = finish === null ? await lose(ports, key) : await publishThawed(ports, key, finish, leave);
    if (end === null) {
      log("run left for later", { ...key });
      return { kind: "aborted" };
    }
    log("run ended", { ...key, how: end.kind === "recorded" ? end.result.kind : end.kind });
    await tidy(parts, workspace, key);
    return end;
  } finally {
    parts.running.ended(key);
  }
}

async function lose(ports: RunPorts, key: RunKey): Promise<RunEnd> {
  await recordLost(ports, key, cutOffRunText());
  return { kind: "lost" };
}

type Claim =
  | Extract<RunEnd, { kind: "declined" }>
  | { readonly kind: "claimed"; readonly task: Task; readonly attempt: Attempt; readonly standing: Standing };

function takeAttempt(ports: RunPorts, { task: number, attempt, run }: RunKey): Promise<Claim> {
  return amendTask<Claim>(ports, (standing) => {
    const before = standing.ledger.tasks.get(number);
    const frozen = frozenNow(standing, before, ports.now());
    const taken = takeClaim(before, attempt, run, frozen, ports.now());
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
async function tidy({ log }: RunParts, workspace: Workspace, key: RunKey): Promise<void> {
  try {
    await closeWorkspace(workspace);
  } catch (error) {
    log("run left files behind", {
      ...key,
      error: error instanceof Error ? error.message : String(error),
    });
  }
}

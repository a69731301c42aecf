/**
 * Signalbox over an embedded GitHub: its webhooks reach the Probot app over HTTP, its dispatched runs are executed here, and the
 * orchestrator speaks to it as it would to github.com.
 */
import { join } from "node:path";
import { z } from "zod";
import { startWebhookServer } from "../app.ts";
import { WORKFLOW_FILE } from "../domain/agent-workflow.ts";
import type { MachineLoad } from "../domain/machine-load.ts";
import { type ClientOptions, createClient } from "../github/client.ts";
import type { Clock } from "../github/waiter.ts";
import type { DispatchedRun } from "../local/dispatched-runs.ts";
import { type EmbeddedGitHub, type EmbeddedGitHubOptions, startEmbeddedGitHub } from "../local/server.ts";
import type { QueueClock } from "../queue/in-process.ts";
import type { Pass } from "../reconcile/reconcile.ts";
import { executeRun, type RunEnd, resumeRun } from "../runs/execute.ts";
import type { RunKey } from "../runs/ports.ts";
import { createReports } from "../runs/reports.ts";
import { runners, type ScriptSource } from "../runs/runners/index.ts";
import { createRunning, type RunningAgent } from "../runs/running.ts";
import { sweepRuns } from "../runs/sweep.ts";
import { closeWorkspace, workspaceOf } from "../runs/workspace.ts";
import { type AppTokens, createAppTokens } from "./app-tokens.ts";
import { systemClock } from "./clock.ts";
import { localForecast } from "./merge-forecast.ts";
import { createOrchestrator, type Orchestrator } from "./orchestrator.ts";
import { createRunPorts } from "./run-ports.ts";
import { steadyLoad } from "./steady-load.ts";

export interface EmbeddedOptions
  extends Omit<EmbeddedGitHubOptions, "startRun" | "clock" | "sleep" | "port"> {
  /** Who plays the agents of the runner `scripted`; null where there are none. */
  readonly script: ScriptSource | null;
  readonly onPass?: (pass: Pass) => void;
  /** Told of each request of Signalbox's own as it is sent. */
  readonly onRequest?: NonNullable<ClientOptions["onRequest"]>;
  /** Each line that an agent prints, as it comes. */
  readonly onRunOutput?: (run: RunName, line: string) => void;
  /** How busy the machine is; above the limits no attempt starts. Null: not measured. */
  readonly load?: () => MachineLoad | null;
  readonly onRunEnd?: (run: DispatchedRun, end: RunEnd) => void;
  readonly onError: (message: string, error: unknown) => void;
  /**
   * Seconds for which a comment that was sent and is not seen is only looked for. This GitHub's reads show a write at once: what is
   * not there when the next process looks was never sent.
   */
  readonly readLag?: number;
  /** The time of GitHub, orchestrator and runs alike; the real one when absent. */
  readonly clock?: Clock & QueueClock;
}

export interface RunName {
  readonly task: number;
  readonly attempt: number;
}

/** Twice the longest time that a pass on a busy machine takes from its record to its last comment. Seconds. */
const EMBEDDED_READ_LAG = 20;

export interface RequestsMade {
  readonly rest: number;
  readonly graphql: number;
  /** Of both kinds. */
  readonly writes: number;
}

export interface Embedded {
  readonly github: EmbeddedGitHub;
  readonly orchestrator: Orchestrator;
  /** Where each run has a folder. */
  readonly runsDir: string;
  /** What Signalbox itself asked of the GitHub so far. */
  requests(): RequestsMade;
  /** Resolves when nothing is under way: no delivery, no pass, no run. */
  quiet(): Promise<void>;
  /** Who is at work, and the last lines that each printed. */
  running(): readonly RunningAgent[];
  /**
   * Starts nothing new; resolves when the agents at work have ended and were published. What is dispatched meanwhile starts
   * at the next start, and what a freeze keeps is published after it. `close` comes afterwards, or instead.
   */
  stop(): Promise<void>;
  /** Ends the agents at work, then passes and servers, at once. The next start goes on from there. */
  close(): Promise<void>;
}

export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const running = new Map<number, Promise<void>>();
  /** Ends the agent of a run that was cancelled. */
  const cancels = new Map<number, AbortController>();
  const agents = createRunning();
  const halt = new AbortController();
  const leave = new AbortController();
  let stopping = false;
  const clock = options.clock ?? systemClock;
  const github = await startEmbeddedGitHub({
    ...options,
    clock: clock.now,
    sleep: clock.sleep,
    startRun: (run) => begin(run, executeRun),
  });
  const runsDir = join(github.dir, "runs");
  const repository = addressOf(github);
  const tokens = tokensOf(github, clock);
  const counted = { rest: 0, graphql: 0, writes: 0 };
  const client = createClient({
    baseUrl: github.url,
    token: tokens.orchestrator,
    clock,
    // This GitHub is ours alone: nobody else needs room between our writes.
    writeSpacing: 0,
    onRequest: (request) => {
      const { url, kind } = request;
      options.onRequest?.(request);
      counted[/\/graphql$/.test(url) ? "graphql" : "rest"] += 1;
      if (kind === "write") counted.writes += 1;
    },
  });
  const reports = createReports({ ...clock, wake: () => orchestrator.hint() });
  const orchestrator = createOrchestrator({
    client,
    repository,
    clock,
    alone: true,
    machine: { reports: reports.current, load: steadyLoad(options.load ?? (() => null), clock.now) },
    readLag: options.readLag ?? EMBEDDED_READ_LAG,
    forecast: localForecast(join(github.dir, "origin.git")),
    onPass: (pass) => options.onPass?.(pass),
    onError: (error, retryIn) =>
      options.onError(retryIn === null ? "an effect failed" : "a pass failed and is tried again", error),
  });
  const ports = createRunPorts({
    client,
    repository,
    source: async () => ({
      url: `${github.url}/${repository.owner}/${repository.name}.git`,
      token: await tokens.reader(),
    }),
    wake: orchestrator.hint,
    change: orchestrator.next,
    now: clock.now,
  });
  const webhooks = await startWebhookServer({
    appId: github.app.id,
    privateKey: github.app.privateKey,
    secret: github.app.webhookSecret,
    hint: () => orchestrator.hint(),
    port: 0,
  });
  github.setWebhook({ url: webhooks.url });
  github.onEvent(({ name, action, payload }) => {
    if (name !== "workflow_run" || action !== "completed") return;
    const { id, conclusion } = Concluded.parse(payload).workflow_run;
    if (conclusion === "cancelled") cancels.get(id)?.abort();
  });
  // Of an earlier process: its agents may still be at work.
  const pending = github.pendingRuns();
  await sweepRuns(runsDir, pending.map(keyOf));
  for (const run of pending) begin(run, resumeRun);

  const requests = () => ({ ...counted });
  return { github, orchestrator, runsDir, requests, quiet, running: agents.list, stop, close };

  function begin(run: DispatchedRun, how: typeof executeRun): void {
    if (run.workflow !== WORKFLOW_FILE || stopping) return;
    running.set(
      run.id,
      execute(run, how).finally(() => running.delete(run.id)),
    );
  }

  async function execute(run: DispatchedRun, how: typeof executeRun): Promise<void> {
    const cancel = new AbortController();
    cancels.set(run.id, cancel);
    const parts = {
      ports,
      runners: runners({ script: options.script }),
      runsDir,
      running: agents,
      leave: leave.signal,
      onOutput: (key: RunKey, line: string) => {
        const { task, attempt } = key;
        reports.printed(key, line);
        options.onRunOutput?.({ task, attempt }, line);
      },
      log: () => {},
    };
    try {
      const end = await how(parts, keyOf(run), AbortSignal.any([halt.signal, cancel.signal]));
      if (cancel.signal.aborted) await closeWorkspace(workspaceOf(runsDir, keyOf(run)));
      if (halt.signal.aborted || end.kind === "aborted") return;
      options.onRunEnd?.(run, end);
      await github.completeRun(run.id, end.kind === "lost" ? "cancelled" : "success");
    } catch (error) {
      options.onError(`run ${run.id} failed`, error);
      if (!halt.signal.aborted) await github.completeRun(run.id, "failure");
    } finally {
      cancels.delete(run.id);
      reports.ended(keyOf(run));
    }
    orchestrator.hint();
  }

  async function quiet(): Promise<void> {
    for (;;) {
      await github.settled();
      await orchestrator.idle();
      if (running.size === 0 && (await isSettled())) return;
      await Promise.all(running.values());
    }
  }

  /** A pass may have caused deliveries while we waited: only when both are still is it quiet. */
  async function isSettled(): Promise<boolean> {
    const { writes } = github.requests;
    await github.settled();
    await orchestrator.idle();
    return running.size === 0 && github.requests.writes === writes;
  }

  async function stop(): Promise<void> {
    stopping = true;
    leave.abort();
    await Promise.all(running.values());
    // What was published still has to reach branches and pull requests.
    while (!(await isSettled()));
  }

  async function close(): Promise<void> {
    stopping = true;
    halt.abort();
    await Promise.all(running.values());
    reports.close();
    await orchestrator.close();
    github.setWebhook(null);
    await github.settled();
    await webhooks.close();
    await github.close();
  }
}

const Concluded = z.object({ workflow_run: z.object({ id: z.int(), conclusion: z.string().nullable() }) });

function keyOf({ id, inputs }: DispatchedRun): RunKey {
  return { task: Number(inputs["task"]), attempt: Number(inputs["attempt"]), run: id };
}

/** The address of the one repository that an embedded GitHub has. */
export function addressOf(github: EmbeddedGitHub): { owner: string; name: string } {
  const repository = github.world.repository();
  const owner = github.world.users.get(repository.ownerId);
  if (!owner) throw new Error("the embedded GitHub has lost its owner");
  return { owner: owner.login, name: repository.name };
}

/** The tokens of the App that is installed on an embedded GitHub. */
export function tokensOf(github: EmbeddedGitHub, clock: Clock): AppTokens {
  const { id: appId, privateKey, installationId } = github.app;
  const repositoryName = addressOf(github).name;
  return createAppTokens({ baseUrl: github.url, appId, privateKey, installationId, repositoryName, clock });
}

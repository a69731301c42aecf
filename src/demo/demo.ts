/** The six-agent scenario, played on the embedded GitHub until every task is merged. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Octokit } from "@octokit/rest";
import { parseConfig } from "../config/parse.ts";
import type { Wait } from "../domain/wait.ts";
import { loadScenario } from "../runs/script.ts";
import type { DemoResult } from "../text/demo.ts";
import { startEmbedded } from "../wiring/embedded.ts";
import { readLedgerHistory } from "../wiring/ledger-history.ts";
import { followLog, tipOf } from "../wiring/ledger-log.ts";
import { ledgerMetrics } from "../wiring/ledger-metrics.ts";
import { createScreen } from "../wiring/story-screen.ts";
import { readUnblocked } from "./answers.ts";
import { cast } from "./casting.ts";
import { startCi } from "./ci.ts";
import { readJudgements } from "./judgements.ts";
import { createMeeting } from "./meeting.ts";
import { createMira } from "./mira.ts";
import { notificationsOf } from "./notifications.ts";
import { readTasks, refusalsOf, toDemoTask } from "./result.ts";

export interface DemoOptions {
  /** Holds the world, and is resumed. */
  readonly dir: string;
  readonly seed: number;
  /** Each line as it happens. */
  readonly print: (line: string) => void;
  readonly onError: (message: string, error: unknown) => void;
  readonly color: boolean;
}

const example = fileURLToPath(new URL("../../examples/six-agents/", import.meta.url));
const seedFolder = join(example, "repository");
const at = { owner: "mira", repo: "multichain-mcp" };

/**
 * Nothing that anybody can see has changed for so long: the demo gives up. Longer than the minute after which Signalbox looks
 * for a run that was recorded, but not dispatched when the process was killed. Milliseconds.
 */
const PATIENCE = 150_000;
/** How often the ledger's log is read. Milliseconds. */
const FOLLOW = 100;

export async function playDemo({ dir, seed, print, onError, color }: DemoOptions): Promise<DemoResult> {
  const casting = cast(loadScenario(await readFile(join(example, "tasks.yml"), "utf8")), seed);
  const { agents, ledger } = await readExampleConfig();
  const start = Date.now();
  const screen = createScreen({
    print,
    color,
    names: [...Object.keys(agents), at.owner],
    stamp: () => `${((Date.now() - start) / 1_000).toFixed(1)}s`.padStart(6),
    // What is at work or in review, the log tells; questions mira answers at once.
    quiet: ["run", "conditions", "merge", "answer"],
  });
  const overlaps = new Map<string, DemoResult["overlaps"][number]>();
  const origin = join(dir, "origin.git");
  const log = followLog(origin, ledger, await tipOf(origin, ledger));
  let shown = Promise.resolve();

  const meeting = Promise.withResolvers<ReturnType<typeof createMeeting>>();
  const world = await startEmbedded({
    dir,
    owner: at.owner,
    name: at.repo,
    script: {
      scriptOf: ({ task }) => casting.scriptOf.get(task.title) ?? null,
      wait: async (seconds, signal) => {
        await sleep(seconds * casting.second, undefined, { signal });
      },
      meet: async (key, signal) => (await meeting.promise)(key, signal),
    },
    onPass: ({ decision }) => {
      for (const [task, wait] of decision.waits) noteOverlap(overlaps, task, wait);
      show(() => screen.waits(decision.waits));
    },
    onError,
  });
  const { github, orchestrator } = world;
  const octokit = new Octokit({ baseUrl: github.url, auth: github.tokenOf(at.owner) });
  meeting.resolve(createMeeting(octokit, at, casting));
  const timer = setInterval(() => show(), FOLLOW);
  try {
    if ((await tipOf(origin, "main")) === null) await github.seedRepository(seedFolder, "Seventeen servers");
    const ci = startCi(github, at, (error) => onError("CI failed", error));
    const mira = createMira({
      baseUrl: github.url,
      token: github.tokenOf(at.owner),
      ...at,
      casting,
      notified: notificationsOf(github),
      say: (deed) => show(() => screen.deed(at.owner, deed)),
      read: (text) => show(() => screen.output(at.owner, text)),
    });
    orchestrator.hint();
    await ci.catchUp();
    await mira.play(PATIENCE);
    await ci.idle();
    await world.quiet();
    const tasks = await readTasks(origin, ledger);
    const history = await readLedgerHistory(origin, ledger);
    const played = tasks.map(toDemoTask);
    return {
      tasks: played,
      refusals: tasks.flatMap(refusalsOf),
      ...(await readJudgements(octokit, at, played)),
      conflicts: mira.conflicts(),
      overlaps: [...overlaps.values()],
      unblocked: await readUnblocked(world.runsDir, tasks),
      requests: world.requests(),
      ledger,
      metrics: ledgerMetrics(history),
    };
  } finally {
    clearInterval(timer);
    show();
    await shown;
    await world.close();
  }

  /** Shows what the log has gained, then what else there is to say: in this order, one after the other. */
  function show(then: () => void = () => {}): void {
    shown = shown
      .then(async () => {
        for (const line of await log.read()) screen.story(line);
        then();
      })
      .catch((error: unknown) => onError("the ledger's log could not be shown", error));
  }
}

async function readExampleConfig() {
  const parsed = parseConfig(await readFile(join(seedFolder, ".github/signalbox.yml"), "utf8"));
  if (!parsed.ok) throw new Error("the example's config is not valid");
  return parsed.config;
}

function noteOverlap(overlaps: Map<string, DemoResult["overlaps"][number]>, task: number, wait: Wait): void {
  if (wait.kind !== "lease") return;
  overlaps.set(`${task} ${wait.holder}`, { task, holder: wait.holder, path: wait.path });
}

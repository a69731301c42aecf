/**
 * A scene for scenario tests: Signalbox over an embedded GitHub, people who act through REST and Git, and agents who play
 * scripts. What came of it is read from GitHub and with plain Git, never from Signalbox's own words.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import type { MachineLoad } from "../../src/domain/machine-load.ts";
import { Task } from "../../src/ledger/task.ts";
import type { FaultPlan } from "../../src/local/faults/plan.ts";
import type { Pass } from "../../src/reconcile/reconcile.ts";
import type { RunEnd } from "../../src/runs/execute.ts";
import type { Packet } from "../../src/runs/packet.ts";
import type { Script } from "../../src/runs/script.ts";
import { type Embedded, startEmbedded } from "../../src/wiring/embedded.ts";
import { agentWorkflow } from "./agent-workflow.ts";
import { exchangeProblems, payloadProblems } from "./github-conformance.ts";
import { createPerson, type Person } from "./person.ts";
import { createSceneClock, type SceneClock } from "./scene-clock.ts";

export interface SceneOptions {
  /** `.github/signalbox.yml`. */
  readonly config: string;
  /** Further files of the first commit. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the agents do, by the task's title. */
  readonly scripts?: Readonly<Record<string, Script>>;
  /** What goes wrong at GitHub, and when. */
  readonly faults?: FaultPlan;
  /** Seconds for which an unseen comment is only looked for; as on github.com by default, for the scene's clock jumps. */
  readonly readLag?: number;
  /** Told of each request of Signalbox's own just before it is sent. */
  readonly onRequest?: (request: {
    readonly url: string;
    readonly method: string;
    readonly kind: "read" | "write";
    readonly operation: string | null;
  }) => void;
  /** How long a scripted `wait` lasts; no time at all by default. */
  readonly wait?: (seconds: number, signal: AbortSignal) => Promise<void>;
  /** How busy the machine is; not measured by default. */
  readonly load?: () => MachineLoad | null;
}

export interface Scene extends Embedded {
  readonly clock: SceneClock;
  /** Acts as a person; `mira` is the owner, others come by `github.seedUser`. */
  as(login: string): Person;
  /** Acts with the token that a workflow of the repository has. */
  workflow(): Person;
  readonly passes: readonly Pass[];
  readonly errors: readonly unknown[];
  /** What the agents were told, in the order of their runs. */
  readonly packets: readonly Packet[];
  readonly runEnds: readonly RunEnd[];
  /** Resolves when nothing is under way but the agents' own work. */
  still(): Promise<void>;
  /** Plain Git on the bare repository. */
  git(...args: readonly string[]): Promise<string>;
  /** The lines of the ledger's log, oldest first. */
  story(): Promise<readonly string[]>;
  /** A task as the ledger branch has it, open or archived; null when it has none. */
  task(number: number): Promise<Task | null>;
  issue(number: number): Promise<{ readonly state: string; readonly labels: readonly string[] }>;
  /** Comments that Signalbox wrote on an issue, oldest first: the card among them. */
  said(issue: number): Promise<readonly string[]>;
  card(issue: number): Promise<string>;
  /** The open or closed pull request of a task. */
  pull(task: number): Promise<{ readonly number: number; readonly state: string; readonly head: string }>;
  /** Result and texts of our check run on a commit. */
  check(commit: string, name: string): Promise<{ readonly result: string; readonly text: string }>;
  /** Stops everything in the middle and starts it again on the same folder. */
  restart(options?: Partial<SceneOptions>): Promise<Scene>;
}

export const owner = "mira";
export const repo = "shop";

const run = promisify(execFile);
const problemsOf = exchangeProblems();
const payloadProblemsOf = payloadProblems();

export async function openScene(options: SceneOptions): Promise<Scene> {
  const dir = await mkdtemp(join(tmpdir(), "scene-"));
  const scene = await resumeScene(dir, options, createSceneClock());
  const seed = await mkdtemp(join(tmpdir(), "scene-seed-"));
  const files = {
    ".github/signalbox.yml": options.config,
    ...agentWorkflow,
    "README.md": "# Shop\n",
    ...options.files,
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(seed, path)), { recursive: true });
    await writeFile(join(seed, path), text);
  }
  await scene.github.seedRepository(seed, "Start the shop");
  await rm(seed, { recursive: true });
  await scene.quiet();
  return scene;
}

/** Starts or resumes the world of a folder; ends with the test, and the folder with it. */
export async function resumeScene(dir: string, options: SceneOptions, clock: SceneClock): Promise<Scene> {
  const passes: Pass[] = [];
  const errors: unknown[] = [];
  const packets: Packet[] = [];
  const runEnds: RunEnd[] = [];
  const scripts = options.scripts ?? {};
  const problems: string[] = [];
  const embedded = await startEmbedded({
    dir,
    owner,
    name: repo,
    clock,
    ...(options.faults ? { faults: options.faults } : {}),
    onExchange: (exchange) => problems.push(...problemsOf(exchange)),
    readLag: options.readLag ?? 600,
    ...(options.load && { load: options.load }),
    script: {
      scriptOf: (packet) => {
        packets.push(packet);
        return scripts[packet.task.title] ?? null;
      },
      wait: options.wait ?? (() => Promise.resolve()),
    },
    ...(options.onRequest ? { onRequest: options.onRequest } : {}),
    onPass: (pass) => passes.push(pass),
    onRunEnd: (_run, end) => runEnds.push(end),
    onError: (message, error) => errors.push(new Error(message, { cause: error })),
  });
  embedded.github.onEvent(({ name, action, payload }) => {
    const event = [name, ...(action ? [action] : [])].join("-").replaceAll("_", "-");
    const sent: unknown = JSON.parse(JSON.stringify(payload));
    problems.push(...payloadProblemsOf(event, sent).map((problem) => `webhook ${event}: ${problem}`));
  });
  onTestFinished(() => {
    if (problems.length > 0) throw new Error(`not as GitHub describes it:\n${problems.join("\n")}`);
  });
  let open = true;
  const close = async () => {
    if (open) await embedded.close();
    open = false;
  };
  onTestFinished(async () => {
    await close();
    await rm(dir, { recursive: true, force: true });
  });
  const { github, orchestrator } = embedded;
  const enter = (login: string, token: string) =>
    createPerson({ url: github.url, owner, repo, login, token, think: () => clock.advance(2) });
  const { octokit } = enter(owner, github.tokenOf(owner));
  const git = async (...args: readonly string[]) =>
    (await run("git", ["--git-dir", join(dir, "origin.git"), ...args], { maxBuffer: 2 ** 26 })).stdout.trim();
  const said: Scene["said"] = async (issue) => {
    const { data } = await octokit.rest.issues.listComments({
      owner,
      repo,
      issue_number: issue,
      per_page: 100,
    });
    return data.flatMap(({ user, body }) => (user?.login === "signalbox[bot]" ? [body ?? ""] : []));
  };
  return {
    ...embedded,
    close,
    clock,
    as: (login) => enter(login, github.tokenOf(login)),
    workflow: () => enter("github-actions[bot]", github.actionsToken()),
    passes,
    errors,
    packets,
    runEnds,
    git,
    said,
    still: async () => {
      for (let writes = -1; writes !== github.requests.writes; ) {
        ({ writes } = github.requests);
        await github.settled();
        await orchestrator.idle();
        await github.settled();
        await orchestrator.idle();
      }
    },
    story: async () => {
      const log = await git("log", "--reverse", "--format=%B%x00", "signalbox/ledger");
      return log.split("\0").flatMap((message) => {
        const [subject = "", , ...body] = message.trim().split("\n");
        return body.length > 0 ? body : [subject];
      });
    },
    task: async (number) => {
      const paths = await git(
        "ls-tree",
        "--name-only",
        "signalbox/ledger",
        `tasks/${number}.json`,
        `archive/${number}.json`,
      );
      // A task that was given out again is open, and its earlier life archived: "tasks/" sorts last.
      const path = paths.split("\n").findLast((line) => line !== "");
      return path === undefined
        ? null
        : Task.parse(JSON.parse(await git("show", `signalbox/ledger:${path}`)));
    },
    issue: async (number) => {
      const { data } = await octokit.rest.issues.get({ owner, repo, issue_number: number });
      const labels = data.labels.map((label) => (typeof label === "string" ? label : (label.name ?? "")));
      return { state: data.state, labels: labels.toSorted() };
    },
    card: async (issue) =>
      (await said(issue)).find((body) => body.trimEnd().endsWith(`signalbox:card task=${issue} -->`)) ?? "",
    pull: async (task) => {
      const { data } = await octokit.rest.pulls.list({ owner, repo, state: "all", per_page: 100 });
      const found = data.find(({ head }) => new RegExp(`^agent/[^/]+/${task}-`).test(head.ref));
      if (!found) throw new Error(`#${task} has no pull request`);
      return { number: found.number, state: found.state, head: found.head.sha };
    },
    check: async (commit, name) => {
      const { data } = await octokit.rest.checks.listForRef({ owner, repo, ref: commit, check_name: name });
      const found = data.check_runs.find(({ app }) => app?.slug === "signalbox");
      const text = `${found?.output.title ?? ""}\n${found?.output.summary ?? ""}`;
      return { result: found?.conclusion ?? found?.status ?? "missing", text };
    },
    restart: async (changed = {}) => {
      await close();
      return resumeScene(dir, { ...options, ...changed }, clock);
    },
  };
}

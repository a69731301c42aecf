/** The page of local mode over an embedded GitHub, on the loopback address only. */
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { Octokit } from "@octokit/rest";
import { commands } from "../commands/index.ts";
import { listen } from "../local/listen.ts";
import { createPage } from "../web/app.ts";
import { createHub } from "../web/hub.ts";
import type { LocalPorts } from "../web/ports.ts";
import { createSessions } from "../web/sessions.ts";
import type { RunModel } from "../web/views/board.ts";
import { addressOf, type Embedded } from "./embedded.ts";
import { frozenMerge } from "./frozen-merge.ts";
import { carryOut } from "./page-deeds.ts";
import { createJudgements } from "./page-judgements.ts";
import { type ReadingParts, readBoard, readIssue, readIssues, readPull } from "./page-reading.ts";

export interface LocalPageOptions {
  readonly embedded: Embedded;
  /** 0 takes a free one. */
  readonly port: number;
  readonly log?: (message: string, error: unknown) => void;
}

export interface LocalPage {
  readonly url: string;
  /** One-time address that signs in as a user of the embedded GitHub. */
  signIn(login: string): string;
  /** How many open pages are told of changes now. */
  readonly listeners: number;
  close(): Promise<void>;
}

/** Browsers open up to six streams to one address; more tabs than these would be somebody's mistake. */
const LISTENERS = 24;
/** Milliseconds between two hints to the open pages, and between two looks at what the agents print. */
const SPACING = 500;
const OUTPUT_LOOK = 500;
/** How long a form's answer waits for Signalbox to act on what was done, so that the next page shows it. Milliseconds. */
const PATIENCE = 2_000;

export async function startLocalPage({ embedded, port, log }: LocalPageOptions): Promise<LocalPage> {
  const { github, orchestrator } = embedded;
  const { owner, name: repo } = addressOf(github);
  const { clock } = github.world;
  const sessions = createSessions(clock);
  const hub = createHub({ limit: LISTENERS, spacing: SPACING });
  const ports = createPorts(embedded, { owner, repo }, clock);
  let listening = port;
  const app = createPage({
    ports,
    sessions,
    hub,
    repository: `${owner}/${repo}`,
    commands: commands.map(({ usage, summary }) => ({ usage, summary })),
    now: clock,
    port: () => listening,
    log: log ?? (() => {}),
  });
  const stops = [
    github.onEvent(() => hub.hint("changed")),
    orchestrator.watch(() => hub.hint("changed")),
    watchOutput(embedded.running, () => hub.hint("output")),
  ];
  const server = await listen(app, port, `the page cannot be served on port ${port}`);
  listening = server.port;
  const url = `http://127.0.0.1:${listening}`;
  // Nothing happened yet that would make a pass, after a restart.
  if (orchestrator.lastPass() === null) orchestrator.hint();
  return {
    url,
    signIn: (login) => {
      // Says so now if there is no such user.
      github.tokenOf(login);
      return `${url}/sign-in?token=${sessions.invite(login)}`;
    },
    get listeners() {
      return hub.size;
    },
    close: async () => {
      for (const stop of stops) stop();
      hub.close();
      await server.close();
    },
  };
}

function createPorts(
  { github, orchestrator, running }: Embedded,
  at: ReadingParts["at"],
  now: () => Date,
): LocalPorts {
  const judgements = createJudgements();
  const note = () => {
    const pass = orchestrator.lastPass();
    if (pass) judgements.note(pass);
  };
  note();
  orchestrator.watch(note);
  const titleOf = (task: number) => orchestrator.lastPass()?.decision.ledger.tasks.get(task)?.title ?? "";
  const roster = () => orchestrator.lastPass()?.snapshot.config.config?.agents ?? {};
  const runs = (): readonly RunModel[] =>
    running().map((run) => ({
      ...run,
      agent: roster()[run.agent]?.name ?? run.agent,
      title: titleOf(run.task),
      lastLines: run.lastLines.map((line) => stripVTControlCharacters(line)),
    }));
  const parts: ReadingParts = { at, lastPass: orchestrator.lastPass, judgements, runs, now };
  const octokitOf = (login: string) =>
    new Octokit({ baseUrl: github.url, auth: github.tokenOf(login), log: silent });
  return {
    board: () => readBoard(parts),
    issues: (login) => readIssues(octokitOf(login), parts),
    issue: (login, number) => readIssue(octokitOf(login), parts, number),
    pull: (login, number) => readPull(octokitOf(login), parts, number),
    run: (task) => runs().find((run) => run.task === task) ?? null,
    agents: () => Object.entries(roster()).map(([id, { name }]) => ({ id, name })),
    act: async (login, deed) => {
      const door = { rest: github.url, owner: at.owner, name: at.repo, token: github.tokenOf(login) };
      const frozen = (branch: string) => frozenMerge(door, branch, now());
      const result = await carryOut({ octokit: octokitOf(login), at, judgements, frozen }, deed);
      if (result.ok) await Promise.race([followed(), sleep(PATIENCE, undefined, { ref: false })]);
      return result;
    },
  };

  async function followed(): Promise<void> {
    await github.settled();
    await orchestrator.idle();
  }
}

/** Agents may print a thousand lines a second; their pages are told now and then. */
function watchOutput(running: Embedded["running"], listener: () => void): () => void {
  let seen = "[]";
  const timer = setInterval(() => {
    const shown = JSON.stringify(running());
    if (shown !== seen) listener();
    seen = shown;
  }, OUTPUT_LOOK);
  timer.unref();
  return () => clearInterval(timer);
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

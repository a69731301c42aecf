/** The server over many GitHubs, in this process, with its log to read and time to move. */

import { expect, onTestFinished } from "vitest";
import { z } from "zod";
import { createAppClient } from "../../src/wiring/app-tokens.ts";
import { type Served, startServing } from "../../src/wiring/serve.ts";
import { createLog } from "../../src/wiring/serve-log.ts";
import { delivery, privateKey, SECRET } from "./deliveries.ts";
import { type ManyGitHubs, manyGitHubs } from "./many-githubs.ts";
import { createPerson } from "./person.ts";
import { createSceneClock, type SceneClock } from "./scene-clock.ts";

const Line = z.looseObject({ level: z.string(), msg: z.string() });
export type Line = z.infer<typeof Line>;

export interface Stage {
  readonly github: ManyGitHubs;
  readonly clock: SceneClock;
  readonly served: Served;
  readonly log: readonly Line[];
  /** Whether what was under way was given up. */
  readonly abandoned: () => boolean;
  readonly text: () => string;
  /** Lines with that message. */
  said(message: string): readonly Line[];
  /** How many passes a world's repository had. */
  passes(world: number): number;
  /** Moves time in small steps, and lets what became due run, until nothing is under way. */
  still(): Promise<void>;
  /** Moves time by that many seconds, in steps of a minute, each until all is still. */
  pass(seconds: number): Promise<void>;
  /** A second start on the same GitHubs, after this one was cut off. */
  restart(): Promise<Stage>;
}

/** `webhooks: false` loses them all. */
export async function serving(names: readonly string[], { webhooks = true } = {}): Promise<Stage> {
  const clock = createSceneClock();
  const github = await manyGitHubs(names, clock);
  return start(github, clock, webhooks);
}

export async function start(github: ManyGitHubs, clock: SceneClock, webhooks: boolean): Promise<Stage> {
  const lines: string[] = [];
  const passes = new Map<number, number>();
  const abandon = new AbortController();
  const credentials = { baseUrl: github.url, appId: 1, privateKey, clock, signal: abandon.signal };
  const served = await startServing({
    ...credentials,
    app: createAppClient(credentials),
    abandon,
    secret: SECRET,
    host: "127.0.0.1",
    port: 0,
    writeSpacing: 0,
    log: createLog({ level: "debug", secrets: [SECRET, privateKey], write: (line) => lines.push(line) }),
    onPass: (id) => passes.set(id, (passes.get(id) ?? 0) + 1),
  });
  onTestFinished(() => served.close());
  github.webhook = webhooks ? served.url : null;
  const log = () => lines.map((line) => Line.parse(JSON.parse(line)));
  return {
    github,
    clock,
    served,
    get log() {
      return log();
    },
    abandoned: () => abandon.signal.aborted,
    text: () => lines.join(""),
    said: (message) => log().filter(({ msg }) => msg === message),
    passes: (world) => passes.get(github.idOf(world)) ?? 0,
    still,
    pass: async (seconds) => {
      for (let left = seconds; left > 0; left -= 60) {
        clock.advance(Math.min(60, left));
        await still();
      }
    },
    restart: async () => {
      await served.close();
      return start(github, clock, webhooks);
    },
  };

  async function still(): Promise<void> {
    for (let seen = -1; seen !== github.asked.length; ) {
      seen = github.asked.length;
      await github.delivered();
      let idle = false;
      const waited = served.idle().then(() => {
        idle = true;
      });
      // Hints are answered a few seconds apart: the time between is not waited for but moved on by.
      while (!idle) {
        await new Promise((resolve) => setTimeout(resolve, 2));
        clock.advance(0.2);
      }
      await waited;
    }
  }
}

/** Somebody files a labelled issue in a world. */
export async function file(stage: Stage, world: number, title = "Greet the customer"): Promise<number> {
  const github = stage.github.worlds[world];
  if (!github) throw new Error("no such world");
  const repository = github.world.repository();
  const owner = github.world.users.get(repository.ownerId)?.login ?? "";
  const person = createPerson({
    url: github.url,
    owner,
    repo: repository.name,
    login: owner,
    token: github.tokenOf(owner),
    think: () => {},
  });
  return person.openIssue(title, "", ["agent:shopkeeper"]);
}

/** Runs that wait in a world. */
export function dispatched(stage: Stage, world: number): number {
  return stage.github.worlds[world]?.pendingRuns().length ?? -1;
}

/** A signed webhook, as GitHub would send it. */
export async function notify(stage: Stage, event: string, payload: object): Promise<void> {
  const body = JSON.stringify(payload);
  const { status } = await fetch(stage.served.url, { method: "POST", body, headers: delivery(body, event) });
  expect(status).toBe(202);
}

/** The server over many GitHubs, in this process, with its log to read and time to move. */
import { onTestFinished } from "vitest";
import { z } from "zod";
import { createAppClient } from "../../src/wiring/app-tokens.ts";
import { type Served, startServing } from "../../src/wiring/serve.ts";
import { createLog } from "../../src/wiring/serve-log.ts";
import { privateKey, SECRET } from "./deliveries.ts";
import { type ManyGitHubs, manyGitHubs } from "./many-githubs.ts";
import { createSceneClock, type SceneClock } from "./scene-clock.ts";

const Line = z.looseObject({ level: z.string(), msg: z.string() });
export type Line = z.infer<typeof Line>;

export interface Stage {
  readonly github: ManyGitHubs;
  readonly clock: SceneClock;
  readonly served: Served;
  readonly log: readonly Line[];
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

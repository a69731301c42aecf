/** `signalbox serve`: the GitHub App server, until a signal ends it. */
import type { Logger } from "pino";
import { z } from "zod";
import type { Client } from "../github/client.ts";
import { failureOf } from "../github/failure.ts";
import { message } from "../text/serve-log.ts";
import { setupText, wrongKeyText } from "../text/serve-setup.ts";
import { createAppClient } from "../wiring/app-tokens.ts";
import { backgroundClock } from "../wiring/clock.ts";
import { startServing } from "../wiring/serve.ts";
import { createLog } from "../wiring/serve-log.ts";
import { readSetup, type Setup } from "../wiring/serve-setup.ts";
import { defineCommand, type Io } from "./command.ts";

const usage = `signalbox serve [--port N] [--host H] [--json]

Serves every repository that your GitHub App is installed on: takes its webhooks, looks at each repository that has a
.github/signalbox.yml, and brings it up to date. Everything is looked at again at the start and every ten minutes.
Without an App, it prints the steps that make one.

This version is single-replica: run one process an App. It reconciles and starts the runs of agents; it does not yet publish
what runs in GitHub Actions return.

  --port N    the port (PORT; 3000)
  --host H    the address to listen at (HOST; 127.0.0.1, for a proxy in front; 0.0.0.0 in a container)
  --json      print what keeps it from starting as JSON: { "problems": [{ "variable", "problem" }] }
  --help      print this

  APP_ID             the App's number
  PRIVATE_KEY        its private key: PEM, PEM with \\n for its line ends, or PEM in base64
  PRIVATE_KEY_PATH   or the file that holds it
  WEBHOOK_SECRET     at least 32 bytes that nobody can guess: openssl rand -hex 32
  GITHUB_API_URL     https://HOST/api/v3 for GitHub Enterprise Server
  LOG_LEVEL          fatal, error, warn, info (the default), debug, trace or silent; the log is JSON lines

GitHub sends webhooks to /api/github/webhooks; /healthz answers 200 while all is well, 503 when nothing moves.
SIGTERM and SIGINT end it within ten seconds.

Exit code 0: ended by a signal. 2: wrong use, or GitHub does not know the App. 3: something failed.`;

export const serve = defineCommand({
  name: "serve",
  usage,
  options: { port: { type: "string" }, host: { type: "string" } },
  positionals: 0,
  run: async ({ port, host, json }, _positionals, io) => {
    const read = readSetup(io.env, { port, host });
    if ("problems" in read) {
      const { problems } = read;
      if (json) io.out(JSON.stringify({ problems }, null, 2));
      else io.err(setupText(problems, io.env["GITHUB_API_URL"] || "https://api.github.com"));
      return 2;
    }
    return run(read.setup, json ?? false, io);
  },
});

async function run(setup: Setup, json: boolean, io: Io): Promise<number> {
  const { appId, privateKey, baseUrl, secret, level } = setup;
  const log = createLog({
    level,
    secrets: [secret, privateKey.trim()],
    write: (line) => io.out(line.trimEnd()),
  });
  const abandon = new AbortController();
  const credentials = { baseUrl, appId, privateKey, clock: backgroundClock, signal: abandon.signal };
  const app = createAppClient(credentials);
  const stop = stopSignal();
  const refused = await Promise.race([identify(app, setup, log), stop]);
  if (refused?.stopped) {
    abandon.abort();
    return 0;
  }
  if (refused?.problem !== undefined) {
    const { problem } = refused;
    if (json) io.out(JSON.stringify({ problems: [{ variable: "PRIVATE_KEY", problem }] }, null, 2));
    else io.err(problem);
    return 2;
  }
  const served = await startServing({ ...setup, app, abandon, clock: backgroundClock, log });
  log.info({ url: served.url, note: [message.singleReplica, message.scope] }, message.starting);
  log.info({ signal: (await stop).stopped }, message.signal);
  await keepAlive(served.close());
  return 0;
}

/** Says who we are; answers with what is wrong when GitHub says that we are nobody. GitHub being away is not that. */
async function identify(app: Client, { appId, baseUrl }: Setup, log: Logger): Promise<Ending | null> {
  try {
    const { slug, owner } = Self.parse((await app.octokit.rest.apps.getAuthenticated()).data);
    log.info({ appId, slug, owner: owner?.login ?? owner?.slug, baseUrl }, message.who);
    return null;
  } catch (error) {
    const status = failureOf(error)?.status ?? 0;
    if ([401, 403, 404].includes(status)) return { problem: wrongKeyText(appId, baseUrl, status) };
    log.warn({ baseUrl, err: error }, message.unreachable);
    return null;
  }
}

/** The server's own timers do not hold the process: while it stops, nothing else might. */
async function keepAlive(work: Promise<void>): Promise<void> {
  const alive = setInterval(() => {}, 60_000);
  await work.finally(() => clearInterval(alive));
}

interface Ending {
  readonly stopped?: NodeJS.Signals;
  readonly problem?: string;
}

const Self = z.object({
  slug: z.string(),
  owner: z.object({ login: z.string().optional(), slug: z.string().optional() }).nullable(),
});

/** A second signal ends the process as if nobody listened. */
function stopSignal(): Promise<Ending> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const)
      process.once(signal, () => resolve({ stopped: signal }));
  });
}

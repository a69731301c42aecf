/** The GitHub App server: takes webhooks in, serves every repository that the App is installed on, and ends gently. */
import type { Logger } from "pino";
import { type Hint, startWebhookServer } from "../app.ts";
import type { Client } from "../github/client.ts";
import type { Clock } from "../github/waiter.ts";
import type { QueueClock } from "../queue/in-process.ts";
import type { Pass } from "../reconcile/reconcile.ts";
import { message } from "../text/serve-log.ts";
import { createAccount } from "./serve-account.ts";
import type { Health } from "./serve-health.ts";
import { createTenants } from "./serve-tenants.ts";

export interface ServeOptions {
  readonly baseUrl: string;
  readonly appId: number;
  readonly privateKey: string;
  readonly secret: string;
  /** Speaks as the App. */
  readonly app: Client;
  /** Gives up what is under way, also of `app`, when it does not end by itself. */
  readonly abandon: AbortController;
  readonly host: string;
  readonly port: number;
  readonly clock: Clock & QueueClock;
  readonly log: Logger;
  /** Milliseconds between resyncs; 600,000 unless told. */
  readonly period?: number;
  /** Milliseconds between writes of one installation; the 1,000 that GitHub asks for unless told. */
  readonly writeSpacing?: number;
  readonly onPass?: (repository: number, pass: Pass) => void;
}

export interface Served {
  /** Where webhooks go. */
  readonly url: string;
  health(): Health;
  idle(): Promise<void>;
  /** Lets what is under way end, for ten seconds; then it is abandoned, which the next start finds out about. */
  close(): Promise<void>;
}

/**
 * Milliseconds. Of the 5,000 requests that an installation has an hour, a resync takes one for each repository and one for the
 * list: six an hour leave a hundred repositories nine tenths of it, and whatever a lost webhook was about waits ten minutes.
 */
const PERIOD = 600_000;

/** Milliseconds: Kubernetes and Docker kill after 30 and 10 seconds. */
const GRACE = 9_000;

export async function startServing(options: ServeOptions): Promise<Served> {
  const { baseUrl, clock, log, app, abandon } = options;
  const tenants = createTenants({
    app,
    account: (installation) =>
      createAccount({
        app,
        baseUrl,
        clock,
        installation,
        writeSpacing: options.writeSpacing ?? 1_000,
        signal: abandon.signal,
      }),
    clock,
    log,
    period: options.period ?? PERIOD,
    onPass: options.onPass ?? (() => {}),
  });
  const server = await startWebhookServer({
    appId: options.appId,
    privateKey: options.privateKey,
    secret: options.secret,
    host: options.host,
    port: options.port,
    hint: (hint: Hint) => tenants.hint(hint),
    health: tenants.health,
    onRefused: (status, error) =>
      error === null
        ? log.debug({ status }, message.refusedWebhook)
        : log.error({ status, err: error }, message.failedWebhook),
  });
  tenants.start();
  return { url: server.url, health: tenants.health, idle: tenants.idle, close };

  async function close(): Promise<void> {
    log.info(message.stopping);
    const accepting = server.close(false);
    const ended = tenants.close().then(() => true);
    if (!(await Promise.race([ended, clock.sleep(GRACE).then(() => false)]))) {
      log.warn(message.abandoned);
      abandon.abort();
    }
    await Promise.race([server.close(true), accepting]);
    log.info(message.ended);
  }
}

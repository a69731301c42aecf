/**
 * The GitHub App: Probot behind our own intake. A webhook's headers are judged before its body, its signature before its content,
 * and all that is taken from it is where to look: it is answered as soon as that is queued, and facts are observed afterwards.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { pino } from "pino";
import { type ApplicationFunction, Probot } from "probot";
import { z } from "zod";
import { refusalText } from "./text/serve.ts";
import { createBodyReader, type Envelope, openEnvelope, WEBHOOK_PATH } from "./wiring/serve-intake.ts";
import { requireSecret } from "./wiring/serve-secret.ts";

/** "Look there": the one thing that is taken from a webhook, and not believed further than that. */
export interface Hint {
  readonly event: string;
  readonly action: string | null;
  /** The repository's id; null for an event that names none. */
  readonly repository: number | null;
}

export interface WebhookServerOptions {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly secret: string | undefined;
  /** Puts it into a queue and returns at once; what it throws is answered 500, so that the delivery shows as failed. */
  readonly hint: (hint: Hint) => void;
  /** 0 takes a free one. */
  readonly port: number;
  /** Loopback unless told. */
  readonly host?: string;
  /** Answers `/healthz`; there is none when absent. */
  readonly health?: () => { readonly ok: boolean };
  /** Told of what was refused, and of an error of our own. */
  readonly onRefused?: (status: number, error: unknown) => void;
  /** Milliseconds for a request's headers, and for the whole of it. */
  readonly patience?: { readonly headers: number; readonly whole: number };
}

export interface WebhookServer {
  readonly url: string;
  /** Accepts nothing any more; `now` also cuts what is being received. */
  close(now?: boolean): Promise<void>;
}

/** GitHub itself gives up after 10 seconds. */
const PATIENCE = { headers: 10_000, whole: 30_000 } as const;

/** Far more than GitHub opens; whoever opens more waits. */
const CONNECTIONS = 1_000;

/** Every event is a hint. */
export function signalboxApp(hint: (hint: Hint) => void): ApplicationFunction {
  return (app) => {
    app.onAny(({ name, payload }) => {
      const { action, repository } = Hinted.parse(payload);
      hint({ event: name, action, repository: repository?.id ?? null });
    });
  };
}

const Hinted = z.object({
  action: z.string().nullable().catch(null),
  repository: z.object({ id: z.int() }).nullable().catch(null),
});

/** Serves the App's webhooks. Throws when there is no secret, or one that can be guessed. */
export async function startWebhookServer(options: WebhookServerOptions): Promise<WebhookServer> {
  const secret = requireSecret(options.secret);
  const { appId, privateKey, host = "127.0.0.1", patience = PATIENCE } = options;
  const probot = new Probot({ appId, privateKey, secret, log: pino({ enabled: false }) });
  await probot.ready();
  await probot.load(signalboxApp(options.hint), { cwd: "/", addHandler: () => {} });
  const readBody = createBodyReader();

  const server = createServer({
    headersTimeout: patience.headers,
    requestTimeout: patience.whole,
    connectionsCheckingInterval: Math.min(1_000, patience.headers),
  });
  server.maxConnections = CONNECTIONS;
  const take = (request: IncomingMessage, response: ServerResponse, ready: () => void) =>
    void receive(request, response, ready).catch((error: unknown) => fail(response, error));
  server.on("request", (request, response) => take(request, response, () => {}));
  server.on("checkContinue", (request, response) => take(request, response, () => response.writeContinue()));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, host, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}${WEBHOOK_PATH}`,
    close: (now = true) =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if (now) server.closeAllConnections();
        else server.closeIdleConnections();
      }),
  };

  /** `ready`: the sender may go on with the body. */
  async function receive(
    request: IncomingMessage,
    response: ServerResponse,
    ready: () => void,
  ): Promise<void> {
    if (options.health && request.url === "/healthz" && request.method === "GET") {
      const health = options.health();
      answer(response, health.ok ? 200 : 503, JSON.stringify(health), "application/json");
      return;
    }
    const envelope = openEnvelope(request);
    if ("status" in envelope) {
      refuse(response, envelope.status, envelope.text);
      return;
    }
    ready();
    const body = await readBody(request);
    if (typeof body !== "string") refuse(response, body.status, body.text);
    else await open(envelope, body, response);
  }

  async function open(
    { event, delivery, signature }: Envelope,
    body: string,
    response: ServerResponse,
  ): Promise<void> {
    // Compares in constant time; an empty body cannot be signed at all.
    if (body === "" || !(await probot.webhooks.verify(body, signature))) {
      refuse(response, 401, refusalText.signature);
      return;
    }
    const payload = readPayload(body);
    if (payload === null) {
      refuse(response, 400, refusalText.payload);
      return;
    }
    await probot.receive({ id: delivery, name: event, payload } as Parameters<typeof probot.receive>[0]);
    answer(response, 202, "");
  }

  /** What is left of the body is not read. */
  function refuse(response: ServerResponse, status: number, text: string): void {
    if (status !== 404) options.onRefused?.(status, null);
    response.setHeader("connection", "close");
    answer(response, status, text);
  }

  /** Of an error of ours, the sender learns nothing but that there was one. */
  function fail(response: ServerResponse, error: unknown): void {
    if (response.destroyed || response.headersSent) return;
    options.onRefused?.(500, error);
    response.setHeader("connection", "close");
    answer(response, 500, "");
  }
}

function answer(response: ServerResponse, status: number, text: string, type = "text/plain"): void {
  response.writeHead(status, { "content-type": type, "x-content-type-options": "nosniff" }).end(text);
}

const Payload = z.record(z.string(), z.unknown());

function readPayload(body: string): z.infer<typeof Payload> | null {
  try {
    return Payload.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

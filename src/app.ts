/**
 * The GitHub App: Probot verifies each webhook, and all that is taken from it is which repository to look at. Facts are
 * observed afterwards, with the installation's own token.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type ApplicationFunction, createNodeMiddleware, Probot } from "probot";
import { z } from "zod";
import type { RepositoryAddress } from "./domain/repository.ts";

export interface WebhookServerOptions {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  /** At least 32 characters: anybody who can guess it can forge webhooks. Absent, Probot would take `development`. */
  readonly secret: string | undefined;
  readonly hint: (repository: RepositoryAddress) => void;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface WebhookServer {
  readonly url: string;
  close(): Promise<void>;
}

const PATH = "/api/github/webhooks";
const SECRET_LENGTH = 32;

/** Every event of a repository is the same hint: look at it. */
export function signalboxApp(hint: (repository: RepositoryAddress) => void): ApplicationFunction {
  return (app) => {
    app.onAny((event) => {
      const address = Addressed.safeParse(event.payload);
      if (address.success)
        hint({ owner: address.data.repository.owner.login, name: address.data.repository.name });
    });
  };
}

const Addressed = z.object({
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
});

/** Serves the App's webhooks on loopback. Throws when there is no secret, or one that is too short. */
export async function startWebhookServer(options: WebhookServerOptions): Promise<WebhookServer> {
  const secret = requireSecret(options.secret);
  const probot = new Probot({
    appId: options.appId,
    privateKey: options.privateKey,
    secret,
    logLevel: "fatal",
  });
  const middleware = await createNodeMiddleware(signalboxApp(options.hint), { probot, webhooksPath: PATH });
  const server = createServer((request, response) => {
    void receive(request, response).catch(() => response.writeHead(500).end());
  });
  server.requestTimeout = PATIENCE;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}${PATH}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  /** Probot would buffer a body of any size before it looks at the signature. */
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (body === null) {
      response.writeHead(413, { connection: "close" }).end();
      return;
    }
    await middleware(Object.assign(request, { body }), response, () => response.writeHead(404).end());
  }
}

/** GitHub sends at most 25 MB: https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap */
const LARGEST = 25 * 1024 * 1024;

/** Milliseconds in which a whole request must arrive. */
const PATIENCE = 30_000;

/** null when it is too large; what is left of it is not read. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers["content-length"] ?? 0) > LARGEST) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.length;
    if (size > LARGEST) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function requireSecret(secret: string | undefined): string {
  const length = secret?.trim().length ?? 0;
  if (secret !== undefined && length >= SECRET_LENGTH) return secret;
  const seen = length === 0 ? "is missing" : `has ${length} characters`;
  throw new Error(
    `the webhook secret ${seen}; it must have at least ${SECRET_LENGTH}, as \`openssl rand -hex 32\` gives`,
  );
}

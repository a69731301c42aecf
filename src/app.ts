/**
 * The GitHub App: Probot verifies each webhook, and all that is taken from it is which repository to look at. Facts are
 * observed afterwards, with the installation's own token.
 */
import { createServer } from "node:http";
import { type ApplicationFunction, createNodeMiddleware, Probot } from "probot";
import { z } from "zod";
import type { RepositoryAddress } from "./domain/repository.ts";

export interface WebhookServerOptions {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  /** At least 32 characters: anybody who can guess it can forge webhooks. */
  readonly secret: string;
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

/** Serves the App's webhooks on loopback. Throws when the secret is too short to be one. */
export async function startWebhookServer(options: WebhookServerOptions): Promise<WebhookServer> {
  if (options.secret.length < SECRET_LENGTH) {
    throw new Error(
      `the webhook secret has ${options.secret.length} characters; it must have at least ${SECRET_LENGTH}`,
    );
  }
  const probot = new Probot({
    appId: options.appId,
    privateKey: options.privateKey,
    secret: options.secret,
    logLevel: "fatal",
  });
  const middleware = await createNodeMiddleware(signalboxApp(options.hint), { probot, webhooksPath: PATH });
  const server = createServer((request, response) => {
    void middleware(request, response, () => response.writeHead(404).end());
  });
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
}

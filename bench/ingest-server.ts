/** Takes webhooks, by our intake or by plain Probot, in a process of its own; tells its CPU time when asked. `node ingest-server.ts ours|probot SECRET` */
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { createNodeMiddleware, Probot } from "probot";
import { startWebhookServer } from "../src/app.ts";

const [, , which, secret = ""] = process.argv;
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
let hints = 0;
const url = which === "ours" ? await ours() : await plainProbot();

process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ hints, microseconds: user + system });
});
process.once("disconnect", () => process.exit(0));
process.send?.({ url });

async function ours(): Promise<string> {
  const hint = () => {
    hints += 1;
  };
  return (await startWebhookServer({ appId: 1, privateKey, secret, hint, port: 0 })).url;
}

/** As Probot's documentation shows it, with a handler that does as little as ours. */
async function plainProbot(): Promise<string> {
  const probot = new Probot({ appId: 1, privateKey, secret, logLevel: "fatal" });
  const middleware = await createNodeMiddleware(
    (app) => {
      app.onAny(() => {
        hints += 1;
      });
    },
    { probot, webhooksPath: "/api/github/webhooks" },
  );
  const server = createServer((request, response) => void middleware(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return `http://127.0.0.1:${port}/api/github/webhooks`;
}

/** R48: the server as it is started, over an embedded GitHub that signs its webhooks. */
import { spawn } from "node:child_process";
import { createServer, request, type ServerResponse } from "node:http";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type EmbeddedGitHub, startEmbeddedGitHub } from "../../src/local/server.ts";
import { message } from "../../src/text/serve-log.ts";
import { agentWorkflow } from "../support/agent-workflow.ts";
import { delivery } from "../support/deliveries.ts";
import { testGitHub, writeFiles } from "../support/embedded-github.ts";
import { config } from "../support/many-githubs.ts";
import { createPerson } from "../support/person.ts";
import { type ServedProcess, serveProcess } from "../support/served-process.ts";

const files = { ".github/signalbox.yml": config, ...agentWorkflow, "README.md": "# Shop\n" };

function envOf(github: EmbeddedGitHub): Record<string, string> {
  const { id, privateKey, webhookSecret } = github.app;
  return {
    APP_ID: String(id),
    PRIVATE_KEY: Buffer.from(privateKey).toString("base64"),
    WEBHOOK_SECRET: webhookSecret,
    GITHUB_API_URL: github.url,
  };
}

function mira(github: EmbeddedGitHub) {
  const at = { url: github.url, owner: "mira", repo: "multichain-mcp", login: "mira" };
  return createPerson({ ...at, token: github.tokenOf("mira"), think: () => {} });
}

async function healthy(server: ServedProcess): Promise<number> {
  return (await fetch(new URL("/healthz", server.url))).status;
}

test("a label on GitHub becomes a signed webhook, a queued task and a dispatched run; SIGTERM ends it with 0", async () => {
  const { github } = await testGitHub(files);
  const dispatched = new Promise<void>((resolve) => {
    github.onEvent(({ name, action }) => {
      if (name === "workflow_run" && action === "requested") resolve();
    });
  });
  const server = await serveProcess(envOf(github));
  await server.until(message.resynced);
  github.setWebhook({ url: server.url });
  await mira(github).openIssue("Greet the customer", "", ["agent:shopkeeper"]);
  await dispatched;
  expect(github.pendingRuns()).toMatchObject([{ inputs: { task: "1", attempt: "1" } }]);
  expect(server.output()).toContain("single-replica");
  expect(await healthy(server)).toBe(200);
  expect(await server.stop("SIGTERM")).toBe(0);
  for (const line of server.output().trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("msg");
  expect(server.output()).toContain(message.ended);
  expect(server.output()).not.toMatch(/gh[a-z]_[A-Za-z0-9]|eyJ|BEGIN/);
  expect(server.output()).not.toContain(github.app.webhookSecret);
});

test("W4: killed right after it took a webhook in, and started again: what it was about is done", async () => {
  const { github } = await testGitHub(files);
  const first = await serveProcess(envOf(github));
  await first.until(message.resynced);
  await mira(github).openIssue("Greet the customer", "", ["agent:shopkeeper"]);
  const body = JSON.stringify({ action: "labeled", repository: { id: github.world.repository().id } });
  const headers = delivery(body, "issues", github.app.webhookSecret);
  expect((await fetch(first.url, { method: "POST", body, headers })).status).toBe(202);
  await first.stop("SIGKILL");
  const dispatched = new Promise<void>((resolve) => {
    if (github.pendingRuns().length > 0) resolve();
    github.onEvent(({ name, action }) => {
      if (name === "workflow_run" && action === "requested") resolve();
    });
  });
  await serveProcess(envOf(github));
  await dispatched;
  expect(github.pendingRuns()).toHaveLength(1);
});

test("E14: SIGTERM while GitHub hangs: what is under way is abandoned, and it ends with 0", async () => {
  const { github } = await testGitHub(files);
  const server = await serveProcess({ ...envOf(github), GITHUB_API_URL: await hanging(github.url) });
  expect(await server.stop("SIGTERM")).toBe(0);
  expect(server.output()).toContain(message.abandoned);
});

/** Passes on what is asked as the App about itself, and answers nothing else. */
async function hanging(url: string): Promise<string> {
  const passOn = async (authorization: string, response: ServerResponse) => {
    const answer = await fetch(`${url}/app`, { headers: { authorization } });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  };
  const server = createServer((incoming, response) => {
    if (incoming.url === "/app") void passOn(incoming.headers.authorization ?? "", response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

test("a start while GitHub is away: webhooks are taken in, and it is asked again", async () => {
  const { github } = await testGitHub({});
  // Port 9 (discard) of loopback: nobody listens there.
  const server = await serveProcess({ ...envOf(github), GITHUB_API_URL: "http://127.0.0.1:9" });
  const body = JSON.stringify({ repository: { id: 1 } });
  const headers = delivery(body, "issues", github.app.webhookSecret);
  expect((await fetch(server.url, { method: "POST", body, headers })).status).toBe(202);
  await server.until(message.resyncFailed);
  expect(await server.stop("SIGINT")).toBe(0);
});

const CAP = 25 * 1024 * 1024;

test("W3: 300 MiB with a bad signature, announced, chunked or compressed: refused, memory stays bounded, /healthz answers", async () => {
  const { github } = await testGitHub({});
  const server = await serveProcess(envOf(github));
  await healthy(server);
  const before = server.memory();
  let most = before;
  const watch = async () => {
    expect(await healthy(server)).toBe(200);
    most = Math.max(most, server.memory());
  };
  const announced = { "content-length": String(12 * CAP) };
  const chunked = { "transfer-encoding": "chunked" };
  for (const headers of [announced, chunked, { ...chunked, "content-encoding": "gzip" }])
    expect([413, 415, "cut"]).toContain(await flood(server.url, headers, watch));
  await watch();
  expect(most - before).toBeLessThan(2 * CAP);
});

/** Writes 300 MiB, or until it is answered or cut off, looking at the server after every few of them. */
async function flood(
  url: string,
  headers: Record<string, string>,
  watch: () => Promise<void>,
): Promise<number | "cut"> {
  let outcome: number | "cut" | null = null;
  const sending = request(url, { method: "POST", headers: { ...delivery("{}"), ...headers } });
  const over = new Promise<void>((resolve) => {
    sending.on("response", (response) => {
      outcome = response.statusCode ?? 0;
      resolve();
    });
    sending.on("error", () => {
      outcome ??= "cut";
      resolve();
    });
  });
  const chunk = Buffer.alloc(1024 * 1024, 32);
  for (let sent = 0; sent < 300 && outcome === null; sent += 1) {
    await Promise.race([new Promise((resolve) => sending.write(chunk, resolve)), over]);
    if (sent % 5 === 0) await watch();
  }
  await over;
  sending.destroy();
  return outcome ?? "cut";
}

test("S8: a `.env` and a key in the current folder are not read", async () => {
  const { github } = await testGitHub({});
  const { APP_ID = "", PRIVATE_KEY = "", WEBHOOK_SECRET = "", GITHUB_API_URL = "" } = envOf(github);
  const cwd = await writeFiles({
    ".env": `APP_ID=${APP_ID}\nWEBHOOK_SECRET=${WEBHOOK_SECRET}\nPRIVATE_KEY=${PRIVATE_KEY}\n`,
    "signalbox.private-key.pem": github.app.privateKey,
  });
  const cli = join(import.meta.dirname, "../../src/cli.ts");
  const env = { PATH: process.env["PATH"], GITHUB_API_URL, APP_ID, WEBHOOK_SECRET };
  const child = spawn(process.execPath, [cli, "serve"], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect(code).toBe(2);
  expect(err).toContain("PRIVATE_KEY is not set");
});

test.each<[string, string | undefined]>([
  ["no secret", undefined],
  ["an empty one", ""],
  ["Probot's default", "development"],
  ["31 bytes", "0f3b5a7c9d1e2f40516273849aabbcc"],
  ["one character, repeated", "a".repeat(64)],
])("W2: the process, with %s, does not start, exits 2 and says what to type", async (_name, secret) => {
  const github = await startEmbeddedGitHub();
  onTestFinished(() => github.close());
  const { WEBHOOK_SECRET: _, ...env } = envOf(github);
  const given = secret === undefined ? env : { ...env, WEBHOOK_SECRET: secret };
  await expect(serveProcess(given)).rejects.toThrow(/WEBHOOK_SECRET[\s\S]*openssl rand -hex 32/);
});

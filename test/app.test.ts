/** The webhook intake: what is believed, what is refused, and what a sender learns. */
import { type ClientRequest, request } from "node:http";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { type Hint, startWebhookServer, type WebhookServerOptions } from "../src/app.ts";
import { delivery, privateKey, SECRET, sign } from "./support/deliveries.ts";

const PATH = "/api/github/webhooks";

const labelled = {
  action: "labeled",
  issue: { number: 12 },
  repository: { id: 7, name: "shop", owner: { login: "mira", id: 1 } },
  installation: { id: 99 },
};

async function listening(options: Partial<WebhookServerOptions> = {}) {
  const hints: Hint[] = [];
  const server = await startWebhookServer({
    appId: 1,
    privateKey,
    port: 0,
    secret: SECRET,
    hint: (hint) => hints.push(hint),
    ...options,
  });
  onTestFinished(() => server.close());
  const post = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
    (await fetch(server.url, { method: "POST", body, headers })).status;
  const deliver = (payload: unknown, headers: Record<string, string> = {}) => {
    const body = JSON.stringify(payload);
    return post(body, { ...delivery(body), ...headers });
  };
  return { server, hints, post, deliver };
}

test("W9: a signed webhook is queued as a hint at its repository's id, and nothing else of it is taken", async () => {
  const { hints, deliver } = await listening();
  expect(await deliver(labelled)).toBe(202);
  expect(hints).toEqual([{ event: "issues", action: "labeled", repository: 7 }]);
});

test("W8: an event with an unknown name or action is a hint like any other", async () => {
  const { hints, deliver } = await listening();
  expect(await deliver({ ...labelled, action: "teleported" })).toBe(202);
  expect(await deliver(labelled, { "x-github-event": "issue_portal" })).toBe(202);
  expect(hints).toHaveLength(2);
});

test.each<[string, Record<string, string>]>([
  ["signed with another secret", { "x-hub-signature-256": sign(JSON.stringify(labelled), "another secret") }],
  [
    "signed with Probot's default secret",
    { "x-hub-signature-256": sign(JSON.stringify(labelled), "development") },
  ],
  ["with the signature of another body", { "x-hub-signature-256": sign("{}") }],
  ["with an empty signature", { "x-hub-signature-256": "" }],
  ["with a signature cut short", { "x-hub-signature-256": sign(JSON.stringify(labelled)).slice(0, -1) }],
  ["with a signature that goes on", { "x-hub-signature-256": `${sign(JSON.stringify(labelled))}0` }],
  ["with a signature in capitals", { "x-hub-signature-256": sign(JSON.stringify(labelled)).toUpperCase() }],
  ["with a signature that is no hex", { "x-hub-signature-256": `sha256=${"z".repeat(64)}` }],
  ["with a huge signature", { "x-hub-signature-256": `sha256=${"a".repeat(8_000)}` }],
  [
    "with a sha1 signature in the place of sha256",
    { "x-hub-signature-256": sign(JSON.stringify(labelled), SECRET, "sha1") },
  ],
  ["with an event that is no name", { "x-github-event": "issues; drop" }],
  ["with a delivery that is no id", { "x-github-delivery": "../../etc/passwd" }],
  ["as a form", { "content-type": "application/x-www-form-urlencoded" }],
  ["as text", { "content-type": "text/plain" }],
  ["as something like JSON", { "content-type": "application/jsonp" }],
  ["compressed", { "content-encoding": "gzip" }],
])("W1: a webhook %s is refused and hints at nothing", async (_name, headers) => {
  const { hints, deliver } = await listening();
  const status = await deliver(labelled, headers);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(hints).toEqual([]);
  expect(await deliver(labelled)).toBe(202);
});

test.each(["x-hub-signature-256", "x-github-event", "x-github-delivery", "content-type"])(
  "W1: a webhook without %s is refused and hints at nothing, though it has a sha1 signature",
  async (missing) => {
    const { hints, post } = await listening();
    const body = JSON.stringify(labelled);
    const headers = Object.fromEntries(Object.entries(delivery(body)).filter(([name]) => name !== missing));
    const status = await post(body, { ...headers, "x-hub-signature": sign(body, SECRET, "sha1") });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(hints).toEqual([]);
  },
);

test.each(["x-hub-signature-256", "x-github-event", "x-github-delivery", "content-type"])(
  "W1: a webhook with two %s is refused, though either is right",
  async (twice) => {
    const { server, hints } = await listening();
    const body = JSON.stringify(labelled);
    const headers = Object.entries(delivery(body)).flatMap(([name, value]) =>
      name === twice ? [name, value, name, value] : [name, value],
    );
    const status = await raw(server.url, ["content-length", String(body.length), ...headers], body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(hints).toEqual([]);
  },
);

/** Sends headers just as they are given, also twice. */
function raw(url: string, headers: readonly string[], body: string): Promise<number> {
  const { host } = new URL(url);
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: "POST", headers: ["host", host, ...headers] }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sending.on("error", reject);
    sending.end(body);
  });
}

test("W1: whatever the headers are, it is refused, hints at nothing, and the server lives", async () => {
  const { hints, deliver } = await listening();
  const value = fc.oneof(
    fc.stringMatching(/^[!-~]{0,200}$/),
    fc.constantFrom("sha256=", "sha1=", "0", "application/json", "gzip", "-1", "1e9"),
    fc.stringMatching(/^sha256=[0-9a-f]{64}$/),
  );
  const names = [
    "x-hub-signature-256",
    "x-github-event",
    "x-github-delivery",
    "content-type",
    "x-hub-signature",
  ];
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), value), value, async (headers, signature) => {
      const status = await deliver(labelled, { ...headers, "x-hub-signature-256": signature });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 100 },
  );
  expect(hints).toEqual([]);
  expect(await deliver(labelled)).toBe(202);
});

test("W1: a body that is no UTF-8 is refused, though its bytes are signed", async () => {
  const { hints, post } = await listening();
  const body = Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]);
  expect(await post(body, delivery("{\ufffd\ufffd}"))).toBe(400);
  expect(hints).toEqual([]);
});

test.each(["", "{", "undefined", "null", "[]", '"text"', "7"])(
  "a signed body that is no JSON object (%s) is refused and hints at nothing",
  async (body) => {
    const { hints, post } = await listening();
    const status = await post(body, delivery(body));
    expect([400, 401]).toContain(status);
    expect(hints).toEqual([]);
  },
);

test("W4: when it cannot be queued, the delivery fails with 500, and the sender learns no more", async () => {
  const refused: unknown[] = [];
  const { server } = await listening({
    hint: () => {
      throw new Error("the queue is full of ghs_secrets");
    },
    onRefused: (status, error) => refused.push([status, error instanceof Error]),
  });
  const body = JSON.stringify(labelled);
  const response = await fetch(server.url, { method: "POST", body, headers: delivery(body) });
  expect([response.status, await response.text()]).toEqual([500, ""]);
  expect(refused).toEqual([[500, true]]);
});

// W8: GitHub sends `owner: null` for some repositories, and `ping` without a repository.
test.each([
  ["without a repository", { zen: "Keep it logically awesome.", hook_id: 1 }],
  ["with a repository that is null", { ...labelled, repository: null }],
  ["with a repository without an id", { ...labelled, repository: { name: "shop", owner: null } }],
  ["with an id that is text", { ...labelled, repository: { id: "7" } }],
  ["with a repository that is text", { ...labelled, repository: "mira/shop" }],
])("W8: an event %s is received and hints at no repository", async (_name, payload) => {
  const { hints, deliver } = await listening();
  expect(await deliver(payload)).toBe(202);
  expect(hints).toMatchObject([{ repository: null }]);
});

test.each([
  ["sender null", { ...labelled, sender: null }],
  ["no installation", { ...labelled, installation: undefined }],
  ["installation null", { ...labelled, installation: null }],
  ["issue null", { ...labelled, issue: null }],
  ["an action that is no text", { ...labelled, action: { $ne: 1 } }],
])("W8: an event with %s is a hint all the same", async (_name, payload) => {
  const { hints, deliver } = await listening();
  expect(await deliver(payload)).toBe(202);
  expect(hints).toMatchObject([{ repository: 7 }]);
});

test("W3: a body above 25 MiB is refused before it is there, whether or not it says so", async () => {
  const { server, hints, deliver } = await listening();
  const announced = { "content-length": String(26 * 1024 * 1024) };
  expect(await stream(server.url, announced, 1)).toBe(413);
  expect(await stream(server.url, { "transfer-encoding": "chunked" }, 26)).toBe(413);
  expect(hints).toEqual([]);
  expect(await deliver(labelled)).toBe(202);
});

/** Sends that many MiB and resolves with the status as soon as there is one. */
function stream(url: string, headers: Record<string, string>, mebibytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(
      url,
      { method: "POST", headers: { ...delivery("{}"), ...headers } },
      (response) => {
        resolve(response.statusCode ?? 0);
        sending.destroy();
      },
    );
    // The server closes the connection once it has answered: writing on then fails.
    sending.on("error", reject);
    const chunk = Buffer.alloc(1024 * 1024, 32);
    for (let sent = 0; sent < mebibytes; sent += 1) sending.write(chunk);
    sending.end();
  });
}

test("W3: senders that hold all the room for large bodies keep no ordinary delivery out", async () => {
  const { server, hints, deliver } = await listening({ patience: { headers: 100_000, whole: 100_000 } });
  const letGo = Array.from({ length: 4 }, () => hold(server.url));
  // A fifth large body finds no room any more: then the others' are really there.
  await expect
    .poll(() => stream(server.url, { "transfer-encoding": "chunked" }, 2), { timeout: 60_000, interval: 500 })
    .toBe(503);
  expect(await deliver(labelled)).toBe(202);
  expect(hints).toHaveLength(1);
  for (const end of letGo) end();
}, 90_000);

/** Sends 25 MiB and never an end; begins again when refused, because the fifth body was there first. Answers with what ends it. */
function hold(url: string): () => void {
  const chunk = Buffer.alloc(1024 * 1024, 32);
  let sending = begin();
  return () => sending.destroy();

  function begin(): ClientRequest {
    const headers = { ...delivery("{}"), "transfer-encoding": "chunked" };
    const holding = request(url, { method: "POST", headers }, () => {
      holding.destroy();
      sending = begin();
    });
    holding.on("error", () => undefined);
    for (let sent = 0; sent < 25; sent += 1) holding.write(chunk);
    return holding;
  }
}

test("W3: whoever dawdles, with headers or with the body, is cut off; meanwhile others are answered", async () => {
  const patience = { headers: 200, whole: 400 };
  const { server, hints, deliver } = await listening({ patience, health: () => ({ ok: true }) });
  const healthy = async () => (await fetch(new URL("/healthz", server.url))).status;
  const head = Object.entries(delivery("{}")).map(([name, value]) => `${name}: ${value}\r\n`);
  const start = `POST ${PATH} HTTP/1.1\r\nhost: x\r\n`;
  const dawdlers = [
    dawdle(server.url, start),
    dawdle(server.url, `${start}${head.join("")}content-length: 1000\r\n\r\n{`),
    dawdle(server.url, `${start}${head.join("")}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`),
  ];
  expect(await healthy()).toBe(200);
  expect(await deliver(labelled)).toBe(202);
  expect(await Promise.all(dawdlers)).toEqual(["408", "408", "408"]);
  expect(hints).toHaveLength(1);
});

/** Opens a connection, sends that much, waits; resolves with the status with which it is closed. */
async function dawdle(url: string, text: string): Promise<string> {
  const { connect } = await import("node:net");
  const { port, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    let seen = "";
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on("data", (chunk) => {
      seen += chunk.toString();
    });
    socket.on("close", () => resolve(/^HTTP\/1\.1 (\d+)/.exec(seen)?.[1] ?? "closed"));
    socket.on("error", reject);
    // Only a server that waits for ever is waited for so long.
    socket.setTimeout(10_000, () => {
      resolve("still open");
      socket.destroy();
    });
  });
}

test.each([
  ["GET", "/"],
  ["GET", PATH],
  ["PUT", PATH],
  ["POST", `${PATH}?x=1`],
  ["GET", "/healthz"],
  ["GET", "/probot"],
  ["GET", "/probot/setup"],
  ["POST", "/probot/import"],
  ["GET", "/probot/static/primer.css"],
  ["GET", "/ping"],
  ["GET", "/metrics"],
  ["GET", "/stats"],
  ["GET", "/.env"],
  ["GET", "/package.json"],
  ["GET", `${PATH}/../probot`],
  ["GET", "/%2e%2e/etc/passwd"],
])("S8: there is nothing at %s %s", async (method, path) => {
  const { server } = await listening();
  const response = await fetch(new URL(path, server.url), { method });
  expect([response.status, await response.text()]).toEqual([404, ""]);
});

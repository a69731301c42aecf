import { createHmac, generateKeyPairSync } from "node:crypto";
import { request } from "node:http";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { startWebhookServer } from "../src/app.ts";
import type { RepositoryAddress } from "../src/domain/repository.ts";

const SECRET = "0f3b5a7c9d1e2f40516273849aabbccd";
const PATH = "/api/github/webhooks";
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

const labelled = {
  action: "labeled",
  issue: { number: 12 },
  repository: { id: 7, name: "shop", owner: { login: "mira", id: 1 } },
  installation: { id: 99 },
};

async function listening() {
  const hints: RepositoryAddress[] = [];
  const options = { appId: 1, privateKey, port: 0 };
  const server = await startWebhookServer({
    ...options,
    secret: SECRET,
    hint: (address) => hints.push(address),
  });
  onTestFinished(() => server.close());
  const post = async (body: string, headers: Record<string, string>) =>
    (await fetch(server.url, { method: "POST", body, headers })).status;
  const deliver = (payload: unknown, headers: Record<string, string> = {}) => {
    const body = JSON.stringify(payload);
    return post(body, { ...delivery(body), ...headers });
  };
  return { server, hints, post, deliver };
}

function delivery(body: string): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-github-event": "issues",
    "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
    "x-hub-signature-256": sign(body),
  };
}

function sign(body: string, secret = SECRET, algorithm = "sha256"): string {
  return `${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`;
}

test("a signed webhook hints at its repository", async () => {
  const { hints, deliver } = await listening();
  expect(await deliver(labelled)).toBe(200);
  expect(hints).toEqual([{ owner: "mira", name: "shop" }]);
});

// W8: an event that nobody knew when this was written.
test("an event with an unknown name or action is a hint like any other", async () => {
  const { hints, deliver } = await listening();
  expect(await deliver({ ...labelled, action: "teleported" })).toBe(200);
  expect(await deliver(labelled, { "x-github-event": "issue_portal" })).toBe(200);
  expect(hints).toHaveLength(2);
});

// W1
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
  ["with a signature that is no hex", { "x-hub-signature-256": `sha256=${"z".repeat(64)}` }],
  ["with a huge signature", { "x-hub-signature-256": `sha256=${"a".repeat(8_000)}` }],
  [
    "with a sha1 signature in the place of sha256",
    { "x-hub-signature-256": sign(JSON.stringify(labelled), SECRET, "sha1") },
  ],
  ["as a form", { "content-type": "application/x-www-form-urlencoded" }],
  ["as text", { "content-type": "text/plain" }],
])("a webhook %s is refused and hints at nothing", async (_name, headers) => {
  const { hints, deliver } = await listening();
  const status = await deliver(labelled, headers);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(hints).toEqual([]);
  expect(await deliver(labelled)).toBe(200);
});

// W1
test.each(["x-hub-signature-256", "x-github-event", "x-github-delivery", "content-type"])(
  "a webhook without %s is refused and hints at nothing",
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

// W1
test("no signature but the right one is believed", async () => {
  const { hints, deliver } = await listening();
  const headerValue = fc.stringMatching(/^[!-~]{0,200}$/);
  await fc.assert(
    fc.asyncProperty(headerValue, async (signature) => {
      expect(await deliver(labelled, { "x-hub-signature-256": signature })).toBe(400);
    }),
    { numRuns: 50 },
  );
  expect(hints).toEqual([]);
});

test("a signed body that is no JSON is refused and hints at nothing", async () => {
  const { hints, post } = await listening();
  for (const body of ["", "{", "undefined"]) expect(await post(body, delivery(body))).toBe(400);
  expect(hints).toEqual([]);
});

// W2
test.each([
  ["missing", undefined, "is missing"],
  ["empty", "", "is missing"],
  ["blank", " ".repeat(40), "is missing"],
  ["Probot's default", "development", "has 11 characters"],
  ["short", "a".repeat(31), "has 31 characters"],
])("with a secret that is %s it refuses to start, and says why", async (_name, secret, why) => {
  const start = startWebhookServer({ appId: 1, privateKey, secret, port: 0, hint: () => {} });
  await expect(start).rejects.toThrow(`the webhook secret ${why}; it must have at least 32`);
});

// W8: GitHub sends `owner: null` for some repositories, and `ping` without a repository.
test.each([
  ["without a repository", { zen: "Keep it logically awesome.", hook_id: 1 }],
  ["with a repository that is null", { ...labelled, repository: null }],
  ["with an owner that is null", { ...labelled, repository: { name: "shop", owner: null } }],
  ["with an owner without a login", { ...labelled, repository: { name: "shop", owner: { id: 1 } } }],
  ["without a name", { ...labelled, repository: { owner: { login: "mira" } } }],
  ["with a repository that is text", { ...labelled, repository: "mira/shop" }],
])("an event %s is received and hints at nothing", async (_name, payload) => {
  const { hints, deliver } = await listening();
  expect(await deliver(payload)).toBe(200);
  expect(hints).toEqual([]);
});

// W8
test.each([
  ["sender null", { ...labelled, sender: null }],
  ["no installation", { ...labelled, installation: undefined }],
  ["installation null", { ...labelled, installation: null }],
  ["issue null", { ...labelled, issue: null }],
])("an event with %s is a hint all the same", async (_name, payload) => {
  const { hints, deliver } = await listening();
  expect(await deliver(payload)).toBe(200);
  expect(hints).toEqual([{ owner: "mira", name: "shop" }]);
});

// W3: GitHub sends at most 25 MB; the rest is not even read.
test("a body above 25 MiB is refused before it is there, whether or not it says so", async () => {
  const { server, hints, deliver } = await listening();
  const announced = { "content-length": String(26 * 1024 * 1024) };
  expect(await stream(server.url, announced, 1)).toBe(413);
  expect(await stream(server.url, { "transfer-encoding": "chunked" }, 26)).toBe(413);
  expect(hints).toEqual([]);
  expect(await deliver(labelled)).toBe(200);
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
  });
}

// S8
test.each(["/", "/probot", "/probot/setup", "/ping", "/stats", `${PATH}/../probot`])(
  "there is nothing at %s",
  async (path) => {
    const { server } = await listening();
    const response = await fetch(new URL(path, server.url));
    expect([response.status, await response.text()]).toEqual([404, ""]);
  },
);

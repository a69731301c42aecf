/** R48: what `signalbox serve` is told by its environment, and what it says when something is missing or wrong. */
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readSetup } from "../../src/wiring/serve-setup.ts";
import { privateKey, SECRET } from "../support/deliveries.ts";
import { signalbox } from "./terminal.ts";

const good = { APP_ID: "12", PRIVATE_KEY: privateKey, WEBHOOK_SECRET: SECRET };

test("without anything it prints the steps that make the App, and exits 2", async () => {
  const { code, out, err } = await signalbox(["serve"]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  for (const variable of ["APP_ID", "PRIVATE_KEY", "WEBHOOK_SECRET"])
    expect(err).toContain(`${variable} is not set`);
  for (const step of ["1. Open this page", "2. Make a secret", "3. ", "4. ", "5. Start the server"])
    expect(err).toContain(`\n${step}`);
  expect(err).toContain("https://github.com/settings/apps/new?");
  expect(err).toContain("export PRIVATE_KEY_PATH=");
});

test("for Enterprise Server the steps name its own pages", async () => {
  const { err } = await signalbox(["serve"], { env: { GITHUB_API_URL: "https://ghe.example/api/v3" } });
  expect(err).toContain("https://ghe.example/settings/apps/new?");
  expect(err).toContain("export GITHUB_API_URL=https://ghe.example/api/v3");
});

test("with --json the problems are data", async () => {
  const { code, out } = await signalbox(["serve", "--json"], { env: { ...good, APP_ID: "twelve" } });
  expect(code).toBe(2);
  expect(JSON.parse(out)).toEqual({
    problems: [{ variable: "APP_ID", problem: `must be the App's number, but is "twelve"` }],
  });
});

test.each<[string, Record<string, string>, string]>([
  ["no number as id", { APP_ID: "Iv1.abc" }, "APP_ID must be the App's number"],
  ["an empty secret", { WEBHOOK_SECRET: "" }, "WEBHOOK_SECRET is not set"],
  [
    "Probot's default secret",
    { WEBHOOK_SECRET: "development" },
    "WEBHOOK_SECRET the webhook secret is a placeholder",
  ],
  ["a short secret", { WEBHOOK_SECRET: "k3y" }, "WEBHOOK_SECRET the webhook secret has 3 bytes"],
  [
    "a trivial secret",
    { WEBHOOK_SECRET: "x".repeat(40) },
    "WEBHOOK_SECRET the webhook secret repeats itself",
  ],
  ["a key that is none", { PRIVATE_KEY: "hello" }, "PRIVATE_KEY holds no PEM"],
  ["half a key", { PRIVATE_KEY: privateKey.slice(0, 300) }, "PRIVATE_KEY holds a PEM that cannot be read"],
  [
    "a key file that is not there",
    { PRIVATE_KEY: "", PRIVATE_KEY_PATH: "/nowhere.pem" },
    "PRIVATE_KEY_PATH names",
  ],
  [
    "an address that is none",
    { GITHUB_API_URL: "ghe.example" },
    "GITHUB_API_URL must be https://api.github.com or",
  ],
  [
    "an address without TLS",
    { GITHUB_API_URL: "http://ghe.example/api/v3" },
    "GITHUB_API_URL must begin with https",
  ],
  ["a wrong port", { PORT: "http" }, "PORT must be a port"],
  ["an unknown level", { LOG_LEVEL: "loud" }, "LOG_LEVEL must be one of"],
])("W2: with %s it does not start, exit 2, and says why", async (_name, env, says) => {
  const { code, err } = await signalbox(["serve"], { env: { ...good, ...env } });
  expect(code).toBe(2);
  expect(err).toContain(says);
  expect(err).not.toContain("BEGIN");
});

test("the key is taken as PEM, with \\n for its line ends, in base64, or from a file", async () => {
  const path = join(await mkdtemp(join(tmpdir(), "serve-key-")), "app.pem");
  await writeFile(path, privateKey);
  const { PRIVATE_KEY: _, ...rest } = good;
  const forms = [
    good,
    { ...good, PRIVATE_KEY: privateKey.replaceAll("\n", "\\n") },
    { ...good, PRIVATE_KEY: Buffer.from(privateKey).toString("base64") },
    { ...rest, PRIVATE_KEY_PATH: path },
  ];
  for (const env of forms) expect(readSetup(env, {})).toMatchObject({ setup: { privateKey } });
});

test("flags go before the environment, and loopback is the default", () => {
  expect(readSetup({ ...good, PORT: "8080" }, {})).toMatchObject({
    setup: { port: 8080, host: "127.0.0.1" },
  });
  expect(readSetup({ ...good, PORT: "8080", HOST: "0.0.0.0" }, { port: "9000" })).toMatchObject({
    setup: { port: 9000, host: "0.0.0.0" },
  });
});

test("a key that is not RSA is refused: GitHub would refuse it later, and say less", () => {
  const { privateKey: other } = generateKeyPairSync("ed25519", {
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  expect(readSetup({ ...good, PRIVATE_KEY: other }, {})).toMatchObject({
    problems: [{ variable: "PRIVATE_KEY", problem: expect.stringContaining("not RSA") }],
  });
});

test("E10: a key that GitHub does not know: which App, which variables, exit 2", async () => {
  const server = createServer((_request, response) => {
    response.writeHead(401, { "content-type": "application/json" });
    response.end('{"message":"A JSON web token could not be decoded"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const env = { ...good, PORT: "0", GITHUB_API_URL: `http://127.0.0.1:${port}` };
  const { code, err } = await signalbox(["serve"], { env });
  expect(code).toBe(2);
  expect(err).toContain("does not know App 12 by this key (401)");
  expect(err).toContain("Generate a private key");
});

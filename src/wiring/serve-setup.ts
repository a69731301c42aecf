/** What `signalbox serve` needs to be told, from the environment alone: no `.env`, no `*.pem` of the current folder is read. */
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { setupProblemText } from "../text/serve-setup.ts";
import { logLevels } from "./serve-log.ts";
import { requireSecret, WeakSecret } from "./serve-secret.ts";

export interface Setup {
  readonly baseUrl: string;
  readonly appId: number;
  readonly privateKey: string;
  readonly secret: string;
  readonly host: string;
  readonly port: number;
  readonly level: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Problems by the variable that has them, in the order in which a person would mend them. */
export type Problems = readonly { readonly variable: string; readonly problem: string }[];

const DEFAULT_PORT = 3000;

export function readSetup(
  env: Env,
  flags: { readonly host?: string | undefined; readonly port?: string | undefined },
): { readonly setup: Setup } | { readonly problems: Problems } {
  const problems: { variable: string; problem: string }[] = [];
  const read = <T>(variable: string, parse: () => T): T | null => {
    try {
      return parse();
    } catch (error) {
      problems.push({ variable, problem: error instanceof Error ? error.message : String(error) });
      return null;
    }
  };
  const appId = read("APP_ID", () => parseAppId(env["APP_ID"]));
  const keyName = env["PRIVATE_KEY"] || !env["PRIVATE_KEY_PATH"] ? "PRIVATE_KEY" : "PRIVATE_KEY_PATH";
  const privateKey = read(keyName, () => parseKey(env));
  const secret = read("WEBHOOK_SECRET", () => parseSecret(env["WEBHOOK_SECRET"]));
  const baseUrl = read("GITHUB_API_URL", () => parseUrl(env["GITHUB_API_URL"] || "https://api.github.com"));
  const port = read("PORT", () => parsePort(flags.port ?? env["PORT"]));
  const level = read("LOG_LEVEL", () => parseLevel(env["LOG_LEVEL"] || "info"));
  const host = flags.host ?? (env["HOST"] || "127.0.0.1");
  if (
    appId === null ||
    privateKey === null ||
    secret === null ||
    baseUrl === null ||
    port === null ||
    level === null
  )
    return { problems };
  return { setup: { appId, privateKey, secret, baseUrl, host, port, level } };
}

function parseAppId(text: string | undefined): number {
  if (!text) throw new Error(setupProblemText.missing);
  if (!/^[1-9][0-9]{0,15}$/.test(text.trim())) throw new Error(setupProblemText.appId(text));
  return Number(text);
}

/** As a file, as it is, with `\n` for its line ends, or in base64: each of them is what some hosting service makes of it. */
function parseKey(env: Env): string {
  const given = env["PRIVATE_KEY"] || (env["PRIVATE_KEY_PATH"] && readKeyFile(env["PRIVATE_KEY_PATH"]));
  if (!given) throw new Error(setupProblemText.missing);
  const text = given.includes("-----BEGIN") ? given : Buffer.from(given, "base64").toString("utf8");
  const pem = text.replaceAll("\\n", "\n").trim();
  if (!pem.includes("-----BEGIN")) throw new Error(setupProblemText.noPem);
  try {
    if (createPrivateKey(pem).asymmetricKeyType !== "rsa") throw new Error(setupProblemText.notRsa);
  } catch (error) {
    // The reason that OpenSSL gives helps nobody, and might quote the key.
    throw error instanceof Error && error.message === setupProblemText.notRsa
      ? error
      : new Error(setupProblemText.badPem);
  }
  return `${pem}\n`;
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new Error(setupProblemText.noFile(path));
  }
}

function parseSecret(secret: string | undefined): string {
  try {
    return requireSecret(secret);
  } catch (error) {
    throw error instanceof WeakSecret && !secret ? new Error(setupProblemText.missing) : error;
  }
}

function parseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.search !== "")
    throw new Error(setupProblemText.url(text));
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url.protocol === "http:" && !local) throw new Error(setupProblemText.plainHttp(text));
  return text.replace(/\/+$/, "");
}

function parsePort(text: string | undefined): number {
  if (!text) return DEFAULT_PORT;
  const port = Number(text);
  if (!/^[0-9]{1,5}$/.test(text) || port > 65_535) throw new Error(setupProblemText.port(text));
  return port;
}

function parseLevel(text: string): string {
  if (!logLevels.some((level) => level === text)) throw new Error(setupProblemText.level(text, logLevels));
  return text;
}

/** A world for a test: an embedded GitHub with a first commit, callers for its people and its App, and a way to end it. */
import { createSign } from "node:crypto";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { z } from "zod";
import {
  type EmbeddedGitHub,
  type EmbeddedGitHubOptions,
  startEmbeddedGitHub,
} from "../../src/local/server.ts";
import { conformingFetch } from "./github-conformance.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON body, empty where there is none. */
  readonly json: Record<string, unknown>;
  /** Its `id`, and its `sha`, as text; empty where there is none. */
  readonly id: string;
  readonly sha: string;
  /** The JSON body of a list. */
  readonly list: readonly Record<string, unknown>[];
}

/** Sends one REST request and holds the answer to GitHub's description. `path` is relative to the repository unless it starts with `/`. */
export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Reply>;

export interface TestGitHub {
  readonly github: EmbeddedGitHub;
  /** `/repos/mira/multichain-mcp` */
  readonly repository: string;
  /** Calls with a token, or as a user by login (`as("mira")`). */
  readonly as: (login: string) => Call;
  readonly withToken: (token: string) => Call;
  /** A new token of Signalbox's installation, over HTTP as the App gets it. */
  readonly appToken: (permissions?: Record<string, "read" | "write">) => Promise<string>;
  /** The App's JWT. */
  readonly jwt: (times?: { readonly iat?: number; readonly exp?: number }) => string;
}

export type Files = Readonly<
  Record<string, string | { readonly executable: string } | { readonly link: string }>
>;

/** Starts a world that ends with the test; `files` are its first commit. */
export async function testGitHub(files: Files, options: EmbeddedGitHubOptions = {}): Promise<TestGitHub> {
  const github = await startEmbeddedGitHub(options);
  onTestFinished(() => github.close());
  if (Object.keys(files).length > 0) await github.seedRepository(await writeFiles(files), "First commit");
  return callers(github);
}

export function callers(github: EmbeddedGitHub): TestGitHub {
  const fetcher = conformingFetch();
  const repository = "/repos/mira/multichain-mcp";
  const withToken =
    (token: string): Call =>
    async (method, path, body, headers = {}) => {
      const target = path.startsWith("/") ? path : `${repository}/${path}`.replace(/\/$/, "");
      const response = await fetcher(`${github.url}${target}`, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return reply(response);
    };
  const jwt: TestGitHub["jwt"] = (times = {}) => {
    const now = Math.floor(github.world.clock().getTime() / 1000);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = { iss: String(github.app.id), iat: now - 60, exp: now + 540, ...times };
    const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(github.app.privateKey, "base64url")}`;
  };
  return {
    github,
    repository,
    withToken,
    jwt,
    as: (login) => withToken(github.tokenOf(login)),
    appToken: async (permissions) => {
      const path = `/app/installations/${github.app.installationId}/access_tokens`;
      const answer = await withToken(jwt())("POST", path, permissions ? { permissions } : {});
      return z.object({ token: z.string() }).parse(answer.json).token;
    },
  };
}

async function reply(response: Response): Promise<Reply> {
  const text = await response.text();
  const body: unknown = text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : {};
  const record = z.record(z.string(), z.unknown());
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: Array.isArray(body) ? {} : record.parse(body),
    id: textAt(body, "id"),
    sha: textAt(body, "sha"),
    list: Array.isArray(body) ? z.array(record).parse(body) : [],
  };
}

/** A folder with these files; goes with the test. */
export async function writeFiles(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-files-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, file] of Object.entries(files)) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    if (typeof file === "string") await writeFile(target, file);
    else if ("link" in file) await symlink(file.link, target);
    else {
      await writeFile(target, file.executable);
      await chmod(target, 0o755);
    }
  }
  return folder;
}

/** The value at a path of a JSON value; undefined where the path ends early. */
export function valueAt(json: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    json,
  );
}

function textAt(json: unknown, key: string): string {
  const value = valueAt(json, key);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

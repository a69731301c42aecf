/** The page over ports of paper, for tests of what it refuses and how it draws. */
import { request as send } from "node:http";
import { serve } from "@hono/node-server";
import { onTestFinished } from "vitest";
import { emptyBoard } from "../../src/text/board.ts";
import { createPage } from "../../src/web/app.ts";
import { createHub, type Hub } from "../../src/web/hub.ts";
import type { Deed, DeedResult, LocalPorts } from "../../src/web/ports.ts";
import { createSessions, type Sessions } from "../../src/web/sessions.ts";
import type { PageBoard } from "../../src/web/views/board.ts";
import type { IssueModel } from "../../src/web/views/issue.ts";
import type { PullModel } from "../../src/web/views/pull.ts";

export const at = new Date("2026-11-25T10:00:00Z");

export const emptyPage: PageBoard = { repository: "mira/shop", board: emptyBoard, runs: [], now: at };

export const anIssue: IssueModel = {
  number: 1,
  title: "Add a tool",
  body: "",
  open: true,
  author: "mira",
  opened: at,
  labels: [],
  card: null,
  comments: [],
  task: null,
  pull: null,
};

export const aPull: PullModel = {
  number: 2,
  title: "Add a tool",
  body: "",
  state: "open",
  author: "signalbox[bot]",
  branch: "agent/ethereum/1-add-a-tool",
  base: "main",
  head: "a".repeat(40),
  task: 1,
  checks: [],
  conditions: null,
  refusals: [],
  approvedBy: [],
  files: [],
  allFiles: true,
};

export interface PaperPage {
  readonly url: string;
  readonly port: number;
  readonly hub: Hub;
  readonly sessions: Sessions;
  readonly deeds: readonly Deed[];
  readonly errors: readonly unknown[];
  /** A signed-in person's request to the page, headers as a browser sends them unless told. */
  ask(
    path: string,
    options?: { readonly form?: Readonly<Record<string, string>>; readonly headers?: Record<string, string> },
  ): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface PaperOptions extends Partial<LocalPorts> {
  readonly result?: DeedResult;
  readonly listeners?: number;
  readonly now?: () => Date;
}

export async function openPaperPage(options: PaperOptions = {}): Promise<PaperPage> {
  const now = options.now ?? (() => at);
  const deeds: Deed[] = [];
  const errors: unknown[] = [];
  const sessions = createSessions(now);
  const hub = createHub({ limit: options.listeners ?? 3, spacing: 1 });
  let port = 0;
  const app = createPage({
    ports: {
      board: () => emptyPage,
      issues: () => Promise.resolve([]),
      issue: () => Promise.resolve(anIssue),
      pull: () => Promise.resolve(aPull),
      run: () => null,
      agents: () => [{ id: "ethereum", name: "Ethereum" }],
      act: (_login, deed) => {
        deeds.push(deed);
        return Promise.resolve(options.result ?? { ok: true, number: 1 });
      },
      ...options,
    },
    sessions,
    hub,
    repository: "mira/shop",
    commands: [{ usage: "/why", summary: "Explain why this task does not move" }],
    now,
    port: () => port,
    log: (_message, error) => errors.push(error),
  });
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve(
      { fetch: app.fetch, port: 0, hostname: "127.0.0.1", overrideGlobalObjects: false },
      (info) => {
        port = info.port;
        resolve(started);
      },
    );
  });
  onTestFinished(async () => {
    hub.close();
    const closed = new Promise((resolve) => server.close(resolve));
    if ("closeAllConnections" in server) server.closeAllConnections();
    await closed;
  });
  const url = `http://127.0.0.1:${port}`;
  const cookie = `signalbox-${port}=${sessions.redeem(sessions.invite("mira"))}`;
  return {
    url,
    port,
    hub,
    sessions,
    deeds,
    errors,
    ask: async (path, { form, headers = {} } = {}) => {
      const answer = await request(url + path, {
        method: form ? "POST" : "GET",
        headers: { cookie, ...(form ? { origin: url } : {}), ...headers },
        body: form ? new URLSearchParams(form).toString() : null,
      });
      return answer;
    },
  };
}

interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Node's own client, which lets a test write any Host, Origin and Cookie. */
export function request(url: string, { method, headers, body }: Sent): Promise<Answer> {
  const form = body === null ? {} : { "content-type": "application/x-www-form-urlencoded" };
  return new Promise((resolve, reject) => {
    const sent = send(url, { method, headers: { ...form, ...headers }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: new Headers(
            Object.entries(response.headers).flatMap(([name, value]) =>
              value === undefined ? [] : [[name, String(value)] as [string, string]],
            ),
          ),
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body ?? undefined);
  });
}

/**
 * GitHub as nock plays it: each prepared answer is given once, what was not prepared fails the test, and so does an answer that
 * nobody fetched. Requests and answers are held to GitHub's published descriptions.
 */
import nock from "nock";
import { expect, onTestFinished } from "vitest";
import { z } from "zod";
import { type Client, createClient } from "../../src/github/client.ts";
import { answerProblems, requestProblems } from "./described-rest.ts";

export const HOST = "https://api.github.com";
export const REPOSITORY = "/repos/mira/shop";
export const address = { owner: "mira", name: "shop" } as const;
export const repository = {
  ...address,
  id: "R_1",
  defaultBranch: "main",
  head: "c".repeat(40),
  runsAgents: true,
} as const;

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

export interface GraphQLSent {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** How GitHub answers: with a body, with headers too, or not at all. */
export type Answer =
  | { readonly status: number; readonly json?: unknown; readonly headers?: Record<string, string> }
  | { readonly status: number; readonly text: string; readonly type: string }
  /** The connection breaks. */
  | { readonly breaks: string };

const GraphQLBody = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()) });

export interface MockedGitHub {
  readonly client: Client;
  /** All requests, in order. */
  readonly sent: readonly Sent[];
  readonly queries: readonly GraphQLSent[];
  /** Milliseconds that the client slept, in order; the clock is moved on by them. */
  readonly slept: readonly number[];
  /** Prepares one answer to a REST request; `path` is relative to the repository unless it starts with `/`. */
  on(method: "GET" | "POST" | "PATCH" | "PUT", path: string, answer: Answer): void;
  /** Prepares one answer to a GraphQL request; `data` alone is an answer without errors. */
  graphql(answer: Answer | { readonly data: unknown; readonly errors?: readonly unknown[] }): void;
}

export function mockedGitHub({ writeSpacing = 0, token = async () => "ghs_token" } = {}): MockedGitHub {
  const sent: Sent[] = [];
  const queries: GraphQLSent[] = [];
  const slept: number[] = [];
  const unexpected: string[] = [];
  const problems: string[] = [];
  let time = Date.parse("2026-11-21T12:00:00Z");
  const clock = {
    now: () => new Date(time),
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds);
      time += milliseconds;
    },
  };
  const onNoMatch = ({ method, url }: Request) => unexpected.push(`${method} ${url}`);
  nock.disableNetConnect();
  nock.emitter.on("no match", onNoMatch);
  onTestFinished(() => {
    const pending = nock.pendingMocks();
    nock.abortPendingRequests();
    nock.cleanAll();
    nock.emitter.off("no match", onNoMatch);
    expect({ unexpected, pending, problems }).toEqual({ unexpected: [], pending: [], problems: [] });
  });

  async function note(method: string, path: string, text: string, headers: Headers): Promise<void> {
    const body: unknown = text === "" ? null : JSON.parse(text);
    sent.push({ method, path, body, headers: Object.fromEntries(headers) });
    if (path !== "/graphql") {
      if (method !== "GET") problems.push(...requestProblems(method, path, body));
      return;
    }
    const request = GraphQLBody.parse(body);
    queries.push(request);
    const { graphqlProblems } = await import("./described-graphql.ts");
    problems.push(...graphqlProblems(request.query, request.variables));
  }

  function prepare(method: string, path: string, answer: Answer): void {
    nock(HOST)
      .intercept(path, method)
      .reply(async (request: Request) => {
        const { pathname, search } = new URL(request.url);
        await note(method, pathname + search, await request.text(), request.headers);
        if ("breaks" in answer) throw new TypeError(answer.breaks);
        if ("text" in answer) return [answer.status, answer.text, { "content-type": answer.type }];
        if (path !== "/graphql")
          problems.push(...answerProblems(method, pathname, answer.status, answer.json));
        const headers = { "content-type": "application/json; charset=utf-8", ...answer.headers };
        return [answer.status, answer.json === undefined ? "" : JSON.stringify(answer.json), headers];
      });
  }

  return {
    client: createClient({ baseUrl: HOST, token, clock, writeSpacing }),
    sent,
    queries,
    slept,
    on: (method, path, answer) =>
      prepare(method, path.startsWith("/") ? path : `${REPOSITORY}/${path}`, answer),
    graphql: (answer) =>
      prepare("POST", "/graphql", "data" in answer ? { status: 200, json: answer } : answer),
  };
}

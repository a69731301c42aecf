/**
 * Our own client on octokit: no retry and no throttling plugin (they re-send writes), our own waiter instead. Every write is
 * sent once; only after a refusal, for the rate limit or of an old token, is a request sent again.
 */
import { Octokit } from "@octokit/rest";
import { z } from "zod";
import { NoToken } from "./failure.ts";
import { type Answer, saysRateLimited } from "./rate-limit.ts";
import { fetchRedirected } from "./redirect.ts";
import { type Clock, createWaiter, type Waiter } from "./waiter.ts";

export interface ClientOptions {
  /** REST base, `https://api.github.com` or `https://HOST/api/v3`. */
  readonly baseUrl: string;
  /**
   * Gives the token for the next request; called for each one, so that it may expire and be renewed. After a 401 it is called once
   * more with the token that was refused and the time of GitHub's answer: a different one is tried, the same one is final.
   */
  readonly token: (refused?: string, at?: Date) => Promise<string>;
  readonly clock: Clock;
  /** Milliseconds between writes; GitHub asks for 1,000. */
  readonly writeSpacing: number;
  /** Milliseconds until an answer is given up; 30,000 unless told. GitHub itself gives up after 10 seconds. */
  readonly timeout?: number;
  /** Obeys the limits together with the other clients of one installation; a waiter of its own when absent. */
  readonly waiter?: Waiter;
  /** Gives up whatever is under way, as if its answer had got lost. */
  readonly signal?: AbortSignal;
  /** Told of each request as it is sent. */
  readonly onRequest?: (request: {
    readonly method: string;
    readonly url: string;
    readonly kind: "read" | "write";
    /** The name of the GraphQL operation; null for REST. */
    readonly operation: string | null;
  }) => void;
}

export interface Client {
  readonly octokit: Octokit;
  /** One GraphQL request: data and errors as GitHub gave them; throws when there is no data at all. */
  graphql(query: string, variables: Readonly<Record<string, unknown>>): Promise<GraphQLAnswer>;
}

export interface GraphQLAnswer {
  readonly data: unknown;
  readonly errors: readonly GraphQLError[];
}

const GraphQLError = z.object({
  message: z.string(),
  type: z.string().nullish(),
  path: z.array(z.union([z.string(), z.number()])).nullish(),
});
export type GraphQLError = z.infer<typeof GraphQLError>;

const GraphQLBody = z.object({ data: z.unknown().optional(), errors: z.array(GraphQLError).default([]) });

/** After so many refusals of one request we give up and let the pass be tried again later. */
const REFUSALS = 5;

const TIMEOUT = 30_000;

const API_VERSION = "2022-11-28";

export function createClient(options: ClientOptions): Client {
  const octokit = new Octokit({
    baseUrl: options.baseUrl,
    userAgent: "signalbox",
    log: silent,
    request: { fetch: fetchRedirected },
  });
  const waiter = options.waiter ?? createWaiter(options);
  const graphqlAt = graphqlUrl(options.baseUrl);

  octokit.hook.wrap("request", async (request, endpoint) => {
    const { method, url } = endpoint;
    const kind = isWrite(endpoint, graphqlAt) ? "write" : "read";
    endpoint.headers["x-github-api-version"] = API_VERSION;
    let renewed: string | null = null;
    let wasRenewed = false;
    for (let refusals = 0; refusals <= REFUSALS; refusals += 1) {
      const release = await waiter.enter(kind);
      let token: string | null = renewed;
      renewed = null;
      try {
        token ??= await newToken();
        endpoint.headers.authorization = `Bearer ${token}`;
        endpoint.request = { ...endpoint.request, signal: patience() };
        options.onRequest?.({ method, url, kind, operation: operationName(endpoint) });
        const response = await request(endpoint);
        if (waiter.answered(toAnswer(response)) === "final" || isPartlyDone(response.data)) return response;
      } catch (error) {
        const answer = answerOf(error);
        if (!answer) throw error;
        if (waiter.answered(answer) === "final") {
          // 401 means "not done": what is sent again with another token is no repetition.
          if (answer.status !== 401 || wasRenewed || token === null) throw error;
          wasRenewed = true;
          renewed = await newToken(token, answer.headers["date"]);
          if (renewed === token) throw error;
        }
      } finally {
        release();
      }
    }
    throw new Error(`GitHub's rate limit refused ${method} ${url} ${REFUSALS + 1} times`);
  });

  return { octokit, graphql };

  /** A token that we do not get is no answer to the request that it was for. */
  async function newToken(refused?: string, date?: string | number): Promise<string> {
    try {
      const at = Date.parse(String(date));
      return await options.token(refused, Number.isNaN(at) ? undefined : new Date(at));
    } catch (error) {
      throw new NoToken("GitHub gave us no token", { cause: error });
    }
  }

  function patience(): AbortSignal {
    const timeout = AbortSignal.timeout(options.timeout ?? TIMEOUT);
    return options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
  }

  async function graphql(
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<GraphQLAnswer> {
    const response = await octokit.request({ method: "POST", url: graphqlAt, query, variables });
    const body = GraphQLBody.parse(response.data);
    if (body.data === undefined || body.data === null) {
      throw new Error(
        `GitHub's GraphQL answered without data: ${body.errors.map(({ message }) => message).join("; ")}`,
      );
    }
    return { data: body.data, errors: body.errors };
  }
}

/** https://docs.github.com/en/enterprise-server/graphql/guides/forming-calls-with-graphql: GHES serves it beside `v3`. */
function graphqlUrl(baseUrl: string): string {
  return `${baseUrl.replace(/\/api\/v3\/?$/, "/api").replace(/\/$/, "")}/graphql`;
}

/** Every GraphQL request is a POST: whether it writes, its text says. */
function isWrite(endpoint: { readonly method: string; readonly url: string }, graphqlAt: string): boolean {
  if (endpoint.url !== graphqlAt) return endpoint.method !== "GET" && endpoint.method !== "HEAD";
  return "query" in endpoint && typeof endpoint.query === "string" && /^\s*mutation\b/.test(endpoint.query);
}

function operationName(endpoint: object): string | null {
  if (!("query" in endpoint) || typeof endpoint.query !== "string") return null;
  return /^\s*(?:query|mutation)\s+(\w+)/.exec(endpoint.query)?.[1] ?? null;
}

const Data = z.object({ data: z.record(z.string(), z.unknown()) });

/** A mutation of which the limit refused only some parts must not be sent again as it is: the others are done. */
function isPartlyDone(body: unknown): boolean {
  const parsed = Data.safeParse(body);
  return parsed.success && Object.values(parsed.data.data).some((part) => part !== null);
}

const Response = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.undefined()])),
  data: z.unknown(),
});

function toAnswer(response: unknown): Answer {
  const { status, headers, data } = Response.parse(response);
  return { status, headers, rateLimited: saysRateLimited(status, data) };
}

/** What GitHub answered, when the error is an answer and not a broken connection. */
function answerOf(error: unknown): Answer | null {
  const failure = z.object({ response: Response }).safeParse(error);
  return failure.success ? toAnswer(failure.data.response) : null;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

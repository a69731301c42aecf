/**
 * Our own client on octokit: no retry and no throttling plugin (they re-send writes), our own waiter instead. Every write is
 * sent once; a refusal for the rate limit is the only answer after which a request is sent again.
 */
import { Octokit } from "@octokit/rest";
import { z } from "zod";
import { type Clock, createWaiter } from "./waiter.ts";

export interface ClientOptions {
  /** REST base, `https://api.github.com` or `https://HOST/api/v3`. */
  readonly baseUrl: string;
  /** Gives the token for the next request; called for each one, so that it may expire and be renewed. */
  readonly token: () => Promise<string>;
  readonly clock: Clock;
  /** Milliseconds between writes; GitHub asks for 1,000. */
  readonly writeSpacing: number;
  /** Told of each request as it is sent. */
  readonly onRequest?: (request: {
    readonly method: string;
    readonly url: string;
    readonly kind: "read" | "write";
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
  type: z.string().optional(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
});
export type GraphQLError = z.infer<typeof GraphQLError>;

const GraphQLBody = z.object({ data: z.unknown().optional(), errors: z.array(GraphQLError).default([]) });

/** After so many refusals of one request we give up and let the pass be tried again later. */
const REFUSALS = 5;

const API_VERSION = "2022-11-28";

export function createClient(options: ClientOptions): Client {
  const octokit = new Octokit({ baseUrl: options.baseUrl, userAgent: "signalbox", log: silent });
  const waiter = createWaiter(options);

  octokit.hook.wrap("request", async (request, endpoint) => {
    const { method, url } = endpoint;
    const kind = isWrite(method, url, endpoint) ? "write" : "read";
    endpoint.headers["x-github-api-version"] = API_VERSION;
    for (let refusals = 0; ; refusals += 1) {
      const release = await waiter.enter(kind);
      try {
        endpoint.headers.authorization = `Bearer ${await options.token()}`;
        options.onRequest?.({ method, url, kind });
        const response = await request(endpoint);
        const rateLimited = isRateLimited(response.data);
        if (waiter.answered({ status: response.status, headers: response.headers, rateLimited }) === "final")
          return response;
        if (refusals >= REFUSALS)
          throw new Error(`GitHub's rate limit refused ${method} ${url} ${REFUSALS + 1} times`);
      } catch (error) {
        const refusal = answerOf(error);
        if (!refusal || waiter.answered(refusal) === "final" || refusals >= REFUSALS) throw error;
      } finally {
        release();
      }
    }
  });

  return { octokit, graphql };

  async function graphql(
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<GraphQLAnswer> {
    const response = await octokit.request({
      method: "POST",
      url: graphqlUrl(options.baseUrl),
      query,
      variables,
    });
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

function isWrite(method: string, url: string, endpoint: object): boolean {
  if (!/graphql/.test(url) && !("query" in endpoint)) return method !== "GET" && method !== "HEAD";
  return "query" in endpoint && typeof endpoint.query === "string" && /^\s*mutation\b/.test(endpoint.query);
}

const RateLimited = z.object({ errors: z.array(z.object({ type: z.literal("RATE_LIMITED") })).min(1) });

function isRateLimited(data: unknown): boolean {
  return RateLimited.safeParse(data).success;
}

const RequestFailure = z.object({
  status: z.number(),
  response: z.object({ headers: z.record(z.string(), z.union([z.string(), z.number(), z.undefined()])) }),
});

/** What GitHub answered, when the error is an answer and not a broken connection. */
function answerOf(
  error: unknown,
): { status: number; headers: Record<string, string | number | undefined>; rateLimited: boolean } | null {
  const failure = RequestFailure.safeParse(error);
  return failure.success
    ? { status: failure.data.status, headers: failure.data.response.headers, rateLimited: false }
    : null;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

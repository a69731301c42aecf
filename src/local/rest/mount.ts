/** Serves the routes over HTTP: who asks, may they, in a transaction, and how the answer looks on the wire. */
import { createHash, randomUUID } from "node:crypto";
import type { Context, Hono } from "hono";
import { ApiError, notFound } from "../api-error.ts";
import { type AppKey, authenticate } from "../auth.ts";
import { type Caller, requireAccess } from "../caller.ts";
import { type FaultyServer, faulty } from "../faults/faulty.ts";
import type { Git } from "../git.ts";
import type { Budget, PointMeter } from "../graphql/point-meter.ts";
import { renderProblem } from "../render/problem.ts";
import { fullName, type Site } from "../render/site.ts";
import type { RequestCounter } from "../request-count.ts";
import { type ThrottledServer, throttled } from "../throttled.ts";
import type { World } from "../world.ts";
import { type Answer, parseBody, type RestRequest } from "./route.ts";
import { appRoutes, routes } from "./routes.ts";

export interface RestServer extends FaultyServer, ThrottledServer {
  readonly site: Site;
  readonly git: Git;
  readonly appKey: AppKey;
  readonly meter: PointMeter;
  readonly counter: RequestCounter;
  readonly onExchange: ((exchange: Exchange) => void) | null;
}

/** One REST request and its answer, as they were on the wire. */
export interface Exchange {
  /** `POST /repos/{owner}/{repo}/labels` */
  readonly route: string;
  readonly status: number;
  /** The request's JSON body; undefined for none. */
  readonly request: unknown;
  /** The answer's JSON; undefined for none. */
  readonly answer: unknown;
}

/** Adds every REST route to `app`. */
export function mountRest(app: Hono, server: RestServer): void {
  const { site, git, meter, counter } = server;
  const { world } = site;
  const serve = (
    method: string,
    template: string,
    handle: (context: Context, seen: World) => Promise<Served>,
  ): void => {
    const route = `${method} ${template}`;
    const kind = method === "GET" ? "reads" : "writes";
    const request = { api: "rest", route, writes: kind === "writes", creates: creates.test(route) } as const;
    app.on(method, patternOf(template), (context) =>
      throttled(server, context, request, () =>
        faulty(server, { route, kind }, context, async (seen) => {
          counter.count("rest", route, kind === "writes");
          const served = await handle(context, seen).catch(
            (error: unknown): Served => ({ answer: answerOf(error), budget: null }),
          );
          server.onExchange?.({
            route,
            status: served.answer.status,
            request: kind === "reads" ? undefined : await readJson(context).catch(() => undefined),
            answer: served.answer.json,
          });
          return respond(context, server, served);
        }),
      ),
    );
  };
  const credentials = (context: Context) =>
    authenticate(world, context.req.header("authorization"), server.appKey);

  for (const route of appRoutes) {
    serve(route.method, route.template, async (context) => {
      const who = credentials(context);
      if (who.kind !== "app") throw new ApiError(401, "A JSON web token could not be decoded");
      checkAddress(site, context);
      const request = await readRequest(site, context);
      return { answer: await world.transaction(() => route.answer(who.app, request)), budget: null };
    });
  }
  for (const route of routes) {
    serve(route.method, route.template, async (context, seen) => {
      const who = credentials(context);
      if (who.kind === "app") throw new ApiError(401, "Bad credentials");
      const { caller } = who;
      const budget = meter.spend(caller.user.id, 1);
      if (!budget) {
        const refusal = new ApiError(403, rateLimitMessage(caller));
        return { answer: answerOf(refusal), budget: meter.budget(caller.user.id) };
      }
      try {
        checkAddress(site, context);
        if (route.need !== "token") requireAccess(world, caller, route.need);
        const past = { ...site, world: seen };
        const request = { ...(await readRequest(past, context)), operation: { world: seen, git, caller } };
        const perform = () => route.answer(request);
        return { answer: await (route.method === "GET" ? perform() : world.transaction(perform)), budget };
      } catch (error) {
        return { answer: answerOf(error), budget };
      }
    });
  }
  serve("GET", "/rate_limit", async (context) => {
    const who = credentials(context);
    if (who.kind === "app") throw new ApiError(401, "Bad credentials");
    const budget = meter.budget(who.caller.user.id);
    const core = renderBudget(budget);
    return {
      answer: { status: 200, json: { resources: { core, search: core, graphql: core }, rate: core } },
      budget,
    };
  });
}

interface Served {
  readonly answer: Answer;
  readonly budget: Budget | null;
}

/** Hono's pattern of GitHub's template. The last parameter takes the rest of the path: refs, branches and files have slashes. */
function patternOf(template: string): string {
  return template
    .replace(/\{(\w+)\}$/, (whole: string, name: string) => (slashed.has(name) ? `:${name}{.+}` : whole))
    .replaceAll(/\{(\w+)\}/g, ":$1");
}

/** What notifies people: new issues, pull requests, comments and reviews. */
const creates = /^POST .*\/(issues|pulls|comments|reviews|replies)$/;

const slashed: ReadonlySet<string> = new Set(["ref", "path", "branch", "basehead", "tree_sha"]);

/** 404 for another repository than the one there is. */
function checkAddress(site: Site, context: Context): void {
  const { owner, repo } = context.req.param() as Partial<Record<string, string>>;
  if (owner === undefined || repo === undefined) return;
  if (`${owner}/${repo}`.toLowerCase() !== fullName(site).toLowerCase()) throw notFound();
}

async function readRequest(site: Site, context: Context): Promise<Omit<RestRequest, "operation">> {
  const url = new URL(context.req.url);
  const path = (name: string): string => context.req.param(name) ?? "";
  const body = await readJson(context);
  return {
    site,
    url: new URL(`${site.url}${url.pathname}${url.search}`),
    query: url.searchParams,
    path,
    number: (name) => {
      const text = path(name);
      if (!/^[1-9][0-9]{0,14}$/.test(text)) throw notFound();
      return Number(text);
    },
    body: (schema) => parseBody(schema, body),
    accept: context.req.header("accept") ?? "",
  };
}

async function readJson(context: Context): Promise<unknown> {
  if (context.req.method === "GET") return undefined;
  const text = await context.req.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, "Problems parsing JSON");
  }
}

function answerOf(error: unknown): Answer {
  if (error instanceof ApiError) return { status: error.status, json: renderProblem(error) };
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`embedded GitHub: ${reason}\n`);
  return {
    status: 500,
    json: { message: "Server Error", documentation_url: "https://docs.github.com/rest" },
  };
}

function respond(context: Context, { site }: RestServer, { answer, budget }: Served): Response {
  const headers = new Headers(answer.headers);
  headers.set("date", site.world.clock().toUTCString());
  headers.set("x-github-request-id", randomUUID());
  headers.set("x-github-api-version-selected", context.req.header("x-github-api-version") ?? "2022-11-28");
  if (budget) setRateHeaders(headers, budget, "core");
  const body =
    answer.raw?.content ?? (answer.json === undefined ? null : Buffer.from(JSON.stringify(answer.json)));
  if (body === null) return new Response(null, { status: answer.status, headers });
  headers.set("content-type", answer.raw?.type ?? "application/json; charset=utf-8");
  if (context.req.method === "GET" && answer.status === 200) {
    const etag = `W/"${createHash("sha256").update(body).digest("hex")}"`;
    headers.set("etag", etag);
    headers.set("cache-control", "private, max-age=60, s-maxage=60");
    if (matches(context.req.header("if-none-match"), etag))
      return new Response(null, { status: 304, headers });
  }
  return new Response(new Uint8Array(body), { status: answer.status, headers });
}

/** Weak comparison, of any of the listed tags. */
function matches(header: string | undefined, etag: string): boolean {
  const strip = (tag: string) => tag.trim().replace(/^W\//, "");
  return header?.split(",").some((tag) => strip(tag) === strip(etag)) ?? false;
}

export function setRateHeaders(headers: Headers, budget: Budget, resource: "core" | "graphql"): void {
  headers.set("x-ratelimit-limit", String(budget.limit));
  headers.set("x-ratelimit-remaining", String(budget.remaining));
  headers.set("x-ratelimit-used", String(budget.used));
  headers.set("x-ratelimit-reset", String(Math.ceil(budget.resetAt.getTime() / 1000)));
  headers.set("x-ratelimit-resource", resource);
}

function renderBudget(budget: Budget) {
  const { limit, remaining, used, resetAt } = budget;
  return { limit, remaining, used, reset: Math.ceil(resetAt.getTime() / 1000) };
}

function rateLimitMessage({ app, user }: Caller): string {
  return `API rate limit exceeded for ${app ? "installation" : "user"} ID ${user.id}.`;
}

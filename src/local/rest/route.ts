/** A REST endpoint as data: method, GitHub's path template, what it needs, and what it answers. */
import type { z } from "zod";
import { ApiError } from "../api-error.ts";
import type { Need } from "../caller.ts";
import type { Operation } from "../operations/operation.ts";
import type { App } from "../records.ts";
import type { Site } from "../render/site.ts";

export interface RestRequest {
  readonly site: Site;
  readonly operation: Operation;
  /** A value of the path template, decoded. */
  readonly path: (name: string) => string;
  /** A number of the path template; 404 for anything else. */
  readonly number: (name: string) => number;
  /** The whole address, for links to other pages. */
  readonly url: URL;
  readonly query: URLSearchParams;
  /** The JSON body, checked; 422 when it does not fit. */
  readonly body: <T>(schema: z.ZodType<T>) => T;
  readonly accept: string;
}

export interface Answer {
  readonly status: number;
  /** JSON; absent for none. */
  readonly json?: unknown;
  /** Instead of JSON. */
  readonly raw?: { readonly type: string; readonly content: Buffer };
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** GitHub's template, `/repos/{owner}/{repo}/issues`. */
  readonly template: string;
  /** What it needs in the repository; `token`: any valid token. */
  readonly need: Need | "token";
  /** Runs in a transaction unless the method is GET. */
  readonly answer: (request: RestRequest) => Answer | Promise<Answer>;
}

/** An endpoint that an App calls as itself, with its JWT. */
export interface AppRoute {
  readonly method: "GET" | "POST";
  readonly template: string;
  readonly answer: (app: App, request: Omit<RestRequest, "operation">) => Answer;
}

type RepositoryRoute = readonly [
  method: Route["method"],
  /** Below `/repos/{owner}/{repo}`. */
  path: string,
  need: Need,
  answer: Route["answer"],
];

export function repositoryRoutes(rows: readonly RepositoryRoute[]): readonly Route[] {
  return rows.map(([method, path, need, answer]) => ({
    method,
    template: `/repos/{owner}/{repo}${path}`,
    need,
    answer,
  }));
}

export function ok(json: unknown): Answer {
  return { status: 200, json };
}

export function created(json: unknown): Answer {
  return { status: 201, json };
}

export const noContent: Answer = { status: 204 };

/** GitHub's 422 for a body that does not fit its schema, with the first thing that is wrong. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join(".") ?? "";
  const missing = issue?.code === "invalid_type" && issue.input === undefined;
  throw new ApiError(
    422,
    missing
      ? `Invalid request.\n\n"${field}" wasn't supplied.`
      : `Invalid request.\n\n${field}: ${issue?.message}`,
  );
}

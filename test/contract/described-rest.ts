/**
 * What GitHub's published REST description (test/local/data/github-rest.json) says of a request and of an answer. Our prepared
 * answers give only what the adapter reads, so nothing is required of them, but what they give must be as described.
 */
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { z } from "zod";

const options = {
  strict: false,
  allErrors: true,
  formats: { int64: true, repo: true, "repo.nwo": true },
} as const;

const Schemas = z.record(z.string(), z.looseObject({}));
const described = readJson(new URL("../local/data/github-rest.json", import.meta.url));
const { requests } = z.object({ requests: Schemas }).parse(described);
const rest = z.looseObject({ responses: Schemas }).parse(withoutRequired(described));

const ajv = new Ajv(options);
formats.default(ajv);
ajv.addSchema(rest, "rest");

/** The problems of a request's body; a key that GitHub does not know is one. */
export function requestProblems(method: string, path: string, body: unknown): readonly string[] {
  const key = keyOf(Object.keys(requests), method, path);
  if (key === null) return [`GitHub describes no request ${method} ${path}`];
  return problems(ajv.compile({ ...requests[key], additionalProperties: false }), body);
}

/** The problems of an answer; of errors and redirects only the status matters. */
export function answerProblems(
  method: string,
  path: string,
  status: number,
  body: unknown,
): readonly string[] {
  if (status >= 300 || status === 204) return [];
  const wanted = ` ${status}`;
  const known = Object.keys(rest.responses).filter((key) => key.endsWith(wanted));
  const key = keyOf(
    known.map((each) => each.slice(0, -wanted.length)),
    method,
    path,
  );
  if (key === null) return [`GitHub describes no answer ${status} to ${method} ${path}`];
  const pointer = encodeURIComponent(`${key}${wanted}`.replaceAll("~", "~0").replaceAll("/", "~1"));
  return problems(ajv.compile({ $ref: `rest#/responses/${pointer}` }), body);
}

function problems(check: ValidateFunction, value: unknown): readonly string[] {
  if (check(value)) return [];
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The template with the fewest parameters that fits; its last segment takes the rest of the path, for refs have slashes. */
function keyOf(keys: readonly string[], method: string, path: string): string | null {
  const parameters = (key: string) => key.split("{").length;
  const fitting = keys.filter((key) => {
    const pattern = key.replace(/\{(ref|path|basehead)\}$/, ".+").replaceAll(/\{\w+\}/g, "[^/]+");
    return new RegExp(`^${pattern}$`).test(`${method} ${path.split("?")[0]}`);
  });
  return fitting.toSorted((a, b) => parameters(a) - parameters(b))[0] ?? null;
}

function readJson(file: URL): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

function withoutRequired(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRequired);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key, of]) => key !== "required" || !Array.isArray(of));
  return Object.fromEntries(entries.map(([key, of]) => [key, withoutRequired(of)]));
}

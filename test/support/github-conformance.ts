/**
 * Holds the embedded GitHub to GitHub's own description: what it answers and what it sends is validated against the published
 * OpenAPI schemas in test/local/data (cut out by scripts/trim-openapi.ts).
 */
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { z } from "zod";
import type { Exchange } from "../../src/local/rest/mount.ts";

const Described = z.object({
  responses: z.record(z.string(), z.unknown()).default({}),
  requests: z.record(z.string(), z.unknown()).default({}),
  payloads: z.record(z.string(), z.unknown()).default({}),
});

const options = {
  strict: false,
  allErrors: true,
  // A schema judges few values in one test file: making its code smaller costs more than it saves.
  code: { optimize: false },
  formats: { int64: true, repo: true, "repo.nwo": true },
} as const;

/** Answers with the problems of a value under a key; null for a key that is not described. */
type Check = (key: string, value: unknown) => readonly string[] | null;

/** A `fetch` that fails the test when a JSON answer is not as GitHub's description says, or has a status that it lacks. */
export function conformingFetch(): typeof fetch {
  const check = describedBy(new Ajv(options), "github-rest.json", "responses");
  const parameters = (template: string) => template.split("{").length;
  const templates = readDescribed("github-rest.json", "responses")
    .map((key) => key.replace(/ \d+$/, ""))
    .toSorted((a, b) => parameters(a) - parameters(b));
  return async (input, init) => {
    const response = await fetch(input, init);
    const url = new URL(input instanceof Request ? input.url : input);
    const type = response.headers.get("content-type") ?? "";
    if (response.status === 304 || url.pathname === "/graphql" || !type.startsWith("application/json"))
      return response;
    const method = init?.method ?? (input instanceof Request ? input.method : "GET");
    const template = templates.find((known) => fits(known, `${method} ${url.pathname}`));
    const json: unknown = await response.clone().json();
    const key = `${template ?? `${method} ${url.pathname}`} ${response.status}`;
    const problems = check(key, json);
    if (problems === null && response.ok) throw new Error(`GitHub describes no answer ${key}`);
    if (problems && problems.length > 0)
      throw new Error(`${key} is not as GitHub describes it:\n${problems.join("\n")}`);
    return response;
  };
}

/** Problems of a request and its answer: a key that GitHub does not know is one; of refusals only the form matters. */
export function exchangeProblems(): (exchange: Exchange) => readonly string[] {
  const answers = describedBy(new Ajv(options), "github-rest.json", "responses");
  const requests = describedBy(new Ajv(options), "github-rest.json", "requests");
  return ({ route, status, request, answer }) => {
    const key = `${route} ${status}`;
    const asked = request === undefined || status >= 400 ? [] : (requests(route, request) ?? []);
    const answered = answer === undefined ? [] : answers(key, answer);
    const unknown = answered === null && status < 300 ? ["GitHub describes no such answer"] : [];
    return [...asked, ...(answered ?? []), ...unknown].map((problem) => `${key}: ${problem}`);
  };
}

/** Problems of a webhook payload; `event` as `issues-labeled`. */
export function payloadProblems(): (event: string, payload: unknown) => readonly string[] {
  const check = describedBy(new Ajv2020(options), "github-webhooks.json", "payloads");
  return (event, payload) => check(event, payload) ?? [`GitHub describes no event ${event}`];
}

type Part = "responses" | "requests" | "payloads";

function describedBy(ajv: Ajv | Ajv2020, file: string, part: Part): Check {
  formats.default(ajv);
  // GitHub's own no-reply addresses of bots (`…+signalbox[bot]@…`) are none by RFC 5322.
  ajv.addFormat("email", /^[^@\s]+@[^@\s]+$/);
  ajv.addSchema(readJson(file), file);
  const known = new Set(readDescribed(file, part));
  const compiled = new Map<string, ValidateFunction>();
  return (key, value) => {
    if (!known.has(key)) return null;
    const pointer = encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
    const validate = compiled.get(key) ?? ajv.compile({ $ref: `${file}#/${part}/${pointer}` });
    compiled.set(key, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).slice(0, 12).map((error) => `${error.instancePath} ${error.message}`);
  };
}

function readDescribed(file: string, part: Part): readonly string[] {
  return Object.keys(Described.parse(readJson(file))[part]);
}

function readJson(file: string): object {
  const text = readFileSync(new URL(`../local/data/${file}`, import.meta.url), "utf8");
  return z.looseObject({}).parse(JSON.parse(text));
}

/** Where a name may have slashes, the last segment takes the rest of the path. */
function fits(template: string, request: string): boolean {
  const pattern = template
    .replaceAll(/[.[\]]/g, "\\$&")
    .replace(/\/\{path\}$/, "(/.*)?")
    .replace(/\{(ref|branch|basehead)\}$/, ".+")
    .replaceAll(/\{\w+\}/g, "[^/]+");
  return new RegExp(`^${pattern}$`).test(request);
}

/**
 * Cuts GitHub's published OpenAPI descriptions down to what the embedded GitHub serves, as JSON Schema for Ajv:
 * `node scripts/trim-openapi.ts <api.github.com.json> <webhooks.json>`, the files of @octokit/openapi 23.0.2 and
 * @octokit/openapi-webhooks 12.1.0, or subsets of them. Writes test/local/data/github-rest.json and github-webhooks.json.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { appRoutes, routes } from "../src/local/rest/routes.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const Json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(Json), z.record(z.string(), Json)]),
);
const Content = z.object({ content: z.object({ "application/json": z.object({ schema: Json }) }) });
const Components = z.object({ schemas: z.record(z.string(), Json) });
const Rest = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        responses: z.record(z.string(), z.unknown()),
        requestBody: Content.optional().catch(undefined),
      }),
    ),
  ),
  components: Components,
});
const Webhooks = z.object({
  webhooks: z.record(z.string(), z.object({ post: z.object({ requestBody: Content }) })),
  components: Components,
});

/** The events of `src/local/event.ts`, as GitHub's description names them. */
const events = [
  "check-run-completed check-run-created create delete issue-comment-created issue-comment-deleted issue-comment-edited",
  "issues-closed issues-edited issues-labeled issues-opened issues-pinned issues-reopened issues-unlabeled label-created label-deleted",
  "label-edited pull-request-closed pull-request-edited pull-request-labeled pull-request-opened pull-request-reopened",
  "pull-request-review-dismissed pull-request-review-submitted pull-request-synchronize pull-request-unlabeled push",
  "repository-archived repository-edited repository-privatized repository-publicized repository-renamed",
  "repository-unarchived workflow-dispatch workflow-run-completed workflow-run-in-progress workflow-run-requested",
].flatMap((line) => line.split(" "));

/** The description wants an account to be a user and an enterprise at once; elsewhere it says the same rightly. */
const errata: Readonly<Record<string, Json>> = {
  "GET /app/installations 200": { type: "array", items: { $ref: "#/components/schemas/installation" } },
};

const [restFile, webhookFile] = process.argv.slice(2);
if (restFile === undefined || webhookFile === undefined) {
  process.stderr.write("usage: node scripts/trim-openapi.ts <api.github.com.json> <webhooks.json>\n");
  process.exit(2);
}
trimRest(restFile, "test/local/data/github-rest.json");
trimWebhooks(webhookFile, "test/local/data/github-webhooks.json");

function trimRest(from: string, to: string): void {
  const { paths, components } = Rest.parse(JSON.parse(readFileSync(from, "utf8")));
  const responses: Record<string, Json> = {};
  const requests: Record<string, Json> = {};
  for (const { method, template } of [...routes, ...appRoutes, { method: "GET", template: "/rate_limit" }]) {
    const operation = paths[template]?.[method.toLowerCase()];
    const body = operation?.requestBody?.content["application/json"].schema;
    if (body !== undefined) requests[`${method} ${template}`] = body;
    for (const [status, response] of Object.entries(operation?.responses ?? {})) {
      const content = Content.safeParse(response);
      const key = `${method} ${template} ${status}`;
      if (content.success) responses[key] = errata[key] ?? content.data.content["application/json"].schema;
    }
  }
  write(to, { responses, requests }, components.schemas);
}

function trimWebhooks(from: string, to: string): void {
  const { webhooks, components } = Webhooks.parse(JSON.parse(readFileSync(from, "utf8")));
  const payloads: Record<string, Json> = {};
  for (const event of events) {
    const payload = webhooks[event];
    if (payload) payloads[event] = payload.post.requestBody.content["application/json"].schema;
  }
  write(to, { payloads }, components.schemas);
}

/** Writes the schemas and all that they refer to. */
function write(to: string, roots: Record<string, Json>, schemas: Record<string, Json>): void {
  const kept = new Map<string, Json>();
  const keep = (json: Json): void => {
    for (const [, found = ""] of JSON.stringify(json).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      const schema = schemas[found];
      if (kept.has(found) || schema === undefined) continue;
      kept.set(found, schema);
      keep(schema);
    }
  };
  keep(roots);
  const components = { schemas: Object.fromEntries([...kept].sort(([a], [b]) => (a < b ? -1 : 1))) };
  writeFileSync(to, `${JSON.stringify(plain({ ...roots, components }))}\n`);
}

/**
 * JSON Schema has no `nullable`, and validates nothing by examples and descriptions. GitHub's alternatives overlap (every
 * rule violation is a basic error too), so that `oneOf` is read as `anyOf`.
 */
function plain(json: Json): Json {
  if (Array.isArray(json)) return json.map(plain);
  if (json === null || typeof json !== "object") return json;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(json)
      .filter(
        ([key, value]) =>
          !(["example", "examples", "description"].includes(key) && typeof value !== "object"),
      )
      .filter(([key]) => !key.startsWith("x-"))
      .map(([key, value]) => [key === "oneOf" ? "anyOf" : key, plain(value)]),
  );
  if (nullable !== true) return rest;
  const { anyOf, ...others } = rest;
  const alternatives = Array.isArray(anyOf) && Object.keys(others).length === 0 ? anyOf : [rest];
  return { anyOf: [...alternatives, { type: "null" }] };
}

/**
 * Cuts the bodies of the requests that the adapter sends out of GitHub's published OpenAPI description, as JSON Schema for Ajv:
 * `node test/contract/cut-request-bodies.ts <api.github.com.json>`, the file of @octokit/openapi.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";

const Content = z.object({ "application/json": z.object({ schema: z.unknown() }) });
const Operation = z.object({ requestBody: z.object({ content: Content }).optional() });
const Description = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)) });

const operations = [
  "POST /repos/{owner}/{repo}/labels",
  "POST /repos/{owner}/{repo}/git/refs",
  "PATCH /repos/{owner}/{repo}/git/refs/{ref}",
  "POST /repos/{owner}/{repo}/pulls",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches",
  "POST /repos/{owner}/{repo}/git/blobs",
  "POST /repos/{owner}/{repo}/git/trees",
  "POST /repos/{owner}/{repo}/git/commits",
];

const [from] = process.argv.slice(2);
if (from === undefined) {
  process.stderr.write("usage: node test/contract/cut-request-bodies.ts <api.github.com.json>\n");
  process.exit(2);
}
const { paths } = Description.parse(JSON.parse(readFileSync(from, "utf8")));
const requests = operations.map((operation) => {
  const [method = "", path = ""] = operation.split(" ");
  const body = paths[path]?.[method.toLowerCase()]?.requestBody;
  if (!body) throw new Error(`${operation} has no body`);
  return [operation, bare(body.content["application/json"].schema)] as const;
});
const text = JSON.stringify({ requests: Object.fromEntries(requests) }, null, 1);
writeFileSync(new URL("data/request-bodies.json", import.meta.url), `${text}\n`);

/** Without prose, and with OpenAPI 3.0's `nullable` as the type that JSON Schema has for it. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, of]) =>
      !(key === "description" && typeof of === "string") && key !== "example" && key !== "nullable",
  );
  const rest = Object.fromEntries(entries.map(([key, of]) => [key, bare(of)]));
  return "nullable" in value && value.nullable === true ? { anyOf: [rest, { type: "null" }] } : rest;
}

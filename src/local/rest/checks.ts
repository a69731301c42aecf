/** Check runs and commit statuses: https://docs.github.com/rest/checks/runs, https://docs.github.com/rest/commits/statuses */
import { z } from "zod";
import { notFound } from "../api-error.ts";
import { needs } from "../caller.ts";
import { findCheckRun } from "../find.ts";
import { resolveCommit } from "../git/commit.ts";
import {
  type CheckRunChange,
  createCheckRun,
  latestCheckRuns,
  updateCheckRun,
} from "../operations/check-run.ts";
import { createStatus, latestStatuses } from "../operations/commit-status.ts";
import { renderAnnotations, renderCheckRun, renderStatus } from "../render/check-run.ts";
import { renderMinimalRepository } from "../render/repository.ts";
import { apiUrl } from "../render/site.ts";
import { page } from "./page.ts";
import { type Answer, created, ok, type RestRequest, type Route, repositoryRoutes } from "./route.ts";

const Annotation = z
  .object({
    path: z.string(),
    start_line: z.number().int(),
    end_line: z.number().int(),
    annotation_level: z.enum(["notice", "warning", "failure"]),
    message: z.string(),
    title: z.string().nullish(),
  })
  .transform(({ path, start_line, end_line, annotation_level, message, title }) => ({
    path,
    startLine: start_line,
    endLine: end_line,
    level: annotation_level,
    message,
    title: title ?? null,
  }));

const CheckEdit = z.object({
  name: z.string().optional(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  status: z.enum(["queued", "in_progress", "completed"]).optional(),
  started_at: z.iso.datetime({ offset: true }).optional(),
  conclusion: z
    .enum(["success", "failure", "neutral", "cancelled", "skipped", "timed_out", "action_required"])
    .optional(),
  completed_at: z.iso.datetime({ offset: true }).optional(),
  output: z
    .object({
      title: z.string().optional(),
      summary: z.string().optional(),
      text: z.string().optional(),
      annotations: z.array(Annotation).optional(),
    })
    .optional(),
});

const NewCheck = CheckEdit.extend({ name: z.string(), head_sha: z.string() });

const NewStatus = z.object({
  state: z.enum(["error", "failure", "pending", "success"]),
  target_url: z.string().nullish(),
  description: z.string().nullish(),
  context: z.string().default("default"),
});

export const checkRoutes: readonly Route[] = repositoryRoutes([
  [
    "POST",
    "/check-runs",
    needs.writeChecks,
    async ({ site, operation, body }) => {
      const { head_sha: headSha, name, ...rest } = body(NewCheck);
      return created(
        renderCheckRun(site, await createCheckRun(operation, { ...changeOf(rest), name, headSha })),
      );
    },
  ],
  [
    "PATCH",
    "/check-runs/{check_run_id}",
    needs.writeChecks,
    ({ site, operation, number, body }) => {
      const run = findCheckRun(operation.world, number("check_run_id"));
      return ok(renderCheckRun(site, updateCheckRun(operation, run, changeOf(body(CheckEdit)))));
    },
  ],
  [
    "GET",
    "/check-runs/{check_run_id}",
    needs.readChecks,
    ({ site, operation, number }) =>
      ok(renderCheckRun(site, findCheckRun(operation.world, number("check_run_id")))),
  ],
  [
    "GET",
    "/check-runs/{check_run_id}/annotations",
    needs.readChecks,
    (request) => {
      const run = findCheckRun(request.operation.world, request.number("check_run_id"));
      return page(request, renderAnnotations(request.site, run), (annotation) => annotation);
    },
  ],
  ["GET", "/commits/{ref}/check-runs", needs.readChecks, listCheckRuns],
  ["GET", "/commits/{ref}/status", needs.readStatuses, combineStatuses],
  [
    "POST",
    "/statuses/{sha}",
    needs.writeStatuses,
    async ({ site, operation, path, body }) => {
      const { state, context, ...input } = body(NewStatus);
      const [description, targetUrl] = [input.description ?? null, input.target_url ?? null];
      const status = await createStatus(operation, {
        sha: path("sha"),
        state,
        context,
        description,
        targetUrl,
      });
      return created(renderStatus(site, status));
    },
  ],
]);

function changeOf(edit: Partial<z.infer<typeof CheckEdit>>): CheckRunChange {
  return {
    name: edit.name,
    status: edit.status,
    conclusion: edit.conclusion,
    externalId: edit.external_id,
    detailsUrl: edit.details_url,
    startedAt: edit.started_at,
    completedAt: edit.completed_at,
    output: edit.output,
  };
}

/** `filter=latest` (the default): of each name and App the newest. */
async function listCheckRuns(request: RestRequest): Promise<Answer> {
  const { site, operation, query } = request;
  const sha = await commitIn(request);
  const all =
    query.get("filter") === "all"
      ? operation.world.checkRuns.where("headSha", sha)
      : latestCheckRuns(operation.world, sha);
  const [name, status, appId] = [query.get("check_name"), query.get("status"), query.get("app_id")];
  const wanted = all.filter(
    (run) =>
      (name === null || run.name === name) &&
      (status === null || run.status === status) &&
      (appId === null || run.appId === Number(appId)),
  );
  return page(
    request,
    wanted,
    (run) => renderCheckRun(site, run),
    (check_runs) => ({ total_count: wanted.length, check_runs }),
  );
}

async function combineStatuses(request: RestRequest): Promise<Answer> {
  const { site, operation } = request;
  const sha = await commitIn(request);
  const statuses = latestStatuses(operation.world, sha);
  const states = new Set(statuses.map((status) => status.state));
  const failed = states.has("failure") || states.has("error");
  const pending = statuses.length === 0 || states.has("pending");
  return page(
    request,
    statuses,
    (status) => renderStatus(site, status),
    (shown) => ({
      state: failed ? "failure" : pending ? "pending" : "success",
      statuses: shown,
      sha,
      total_count: statuses.length,
      repository: renderMinimalRepository(site),
      commit_url: apiUrl(site, `/commits/${sha}`),
      url: apiUrl(site, `/commits/${sha}/status`),
    }),
  );
}

async function commitIn({ operation, path }: RestRequest): Promise<string> {
  const sha = await resolveCommit(operation.git, path("ref"));
  if (sha === null) throw notFound();
  return sha;
}

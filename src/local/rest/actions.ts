/** Workflows and their runs: https://docs.github.com/rest/actions */
import { z } from "zod";
import { notFound } from "../api-error.ts";
import { needs } from "../caller.ts";
import { cancelWorkflowRun, dispatchWorkflow } from "../operations/workflow-run.ts";
import type { WorkflowRun } from "../records.ts";
import { apiUrl, pageUrl } from "../render/site.ts";
import { renderWorkflowRun } from "../render/workflow-run.ts";
import { page } from "./page.ts";
import { noContent, ok, type RestRequest, type Route, repositoryRoutes } from "./route.ts";

const Dispatch = z.object({
  ref: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  return_run_details: z.boolean().default(false),
});

export const actionsRoutes: readonly Route[] = repositoryRoutes([
  [
    "POST",
    "/actions/workflows/{workflow_id}/dispatches",
    needs.writeActions,
    async ({ site, operation, path, body }) => {
      const { ref, inputs, return_run_details: details } = body(Dispatch);
      const run = await dispatchWorkflow(operation, { workflow: path("workflow_id"), ref, inputs });
      if (!details) return noContent;
      return ok({
        workflow_run_id: run.id,
        run_url: apiUrl(site, `/actions/runs/${run.id}`),
        html_url: pageUrl(site, `/actions/runs/${run.id}`),
      });
    },
  ],
  [
    "GET",
    "/actions/runs",
    needs.readActions,
    (request) => {
      const { world } = request.operation;
      const [status, branch, event, head, suite] = [
        "status",
        "branch",
        "event",
        "head_sha",
        "check_suite_id",
      ].map((name) => request.query.get(name));
      const wanted = world.workflowRuns
        .all()
        .filter((run) => status == null || run.status === status || run.conclusion === status)
        .filter((run) => branch == null || run.headBranch === branch)
        .filter((run) => event == null || run.event === event)
        .filter((run) => head == null || run.headSha === head)
        .filter((run) => suite == null || run.suiteId === Number(suite))
        .toReversed();
      return page(
        request,
        wanted,
        (run) => renderWorkflowRun(request.site, run),
        (workflow_runs) => ({ total_count: wanted.length, workflow_runs }),
      );
    },
  ],
  [
    "GET",
    "/actions/runs/{run_id}",
    needs.readActions,
    (request) => ok(renderWorkflowRun(request.site, runIn(request))),
  ],
  [
    "POST",
    "/actions/runs/{run_id}/cancel",
    needs.writeActions,
    (request) => {
      cancelWorkflowRun(request.operation, runIn(request));
      return { status: 202, json: {} };
    },
  ],
]);

function runIn({ operation, number }: RestRequest): WorkflowRun {
  const run = operation.world.workflowRuns.get(number("run_id"));
  if (!run) throw notFound();
  return run;
}

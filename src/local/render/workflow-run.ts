/** Workflows and their runs as REST and webhooks show them. */
import { nodeId } from "../node-id.ts";
import type { Workflow, WorkflowRun } from "../records.ts";
import { renderMinimalRepository } from "./repository.ts";
import { apiUrl, pageUrl, type Site } from "./site.ts";
import { renderUser } from "./user.ts";

export function renderWorkflowRun(site: Site, run: WorkflowRun) {
  const { world } = site;
  const workflow = world.workflows.get(run.workflowId);
  const { headCommit: commit } = run;
  const url = apiUrl(site, `/actions/runs/${run.id}`);
  return {
    id: run.id,
    name: workflow?.name ?? null,
    node_id: nodeId("workflowRun", run.id),
    check_suite_id: run.suiteId,
    check_suite_node_id: nodeId("checkSuite", run.suiteId),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: workflow?.path ?? "",
    display_title: run.title,
    run_number: run.runNumber,
    run_attempt: 1,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    url,
    html_url: pageUrl(site, `/actions/runs/${run.id}`),
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    run_started_at: run.createdAt,
    actor: renderUser(site, run.userId),
    triggering_actor: renderUser(site, run.userId),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: apiUrl(site, `/check-suites/${run.suiteId}`),
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: apiUrl(site, `/actions/workflows/${run.workflowId}`),
    head_commit: {
      id: commit.oid,
      tree_id: commit.tree,
      message: commit.message,
      timestamp: commit.committer.date,
      author: { name: commit.author.name, email: commit.author.email },
      committer: { name: commit.committer.name, email: commit.committer.email },
    },
    repository: renderMinimalRepository(site),
    head_repository: renderMinimalRepository(site),
  };
}

export function renderWorkflow(site: Site, workflow: Workflow) {
  const file = workflow.path.split("/").at(-1) ?? "";
  return {
    id: workflow.id,
    node_id: nodeId("workflow", workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: "active",
    created_at: workflow.createdAt,
    updated_at: workflow.createdAt,
    url: apiUrl(site, `/actions/workflows/${workflow.id}`),
    html_url: pageUrl(site, `/blob/${site.world.repository().defaultBranch}/${workflow.path}`),
    badge_url: pageUrl(site, `/actions/workflows/${file}/badge.svg`),
  };
}

/** Check runs and commit statuses as REST and webhooks show them. */
import { nodeId } from "../node-id.ts";
import type { CheckRun, CommitStatus } from "../records.ts";
import { renderPullReferences } from "./repository.ts";
import { apiUrl, pageUrl, type Site } from "./site.ts";
import { renderApp, renderUser } from "./user.ts";

export function renderCheckRun(site: Site, run: CheckRun) {
  const url = apiUrl(site, `/check-runs/${run.id}`);
  const html = pageUrl(site, `/runs/${run.id}`);
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("checkRun", run.id),
    head_sha: run.headSha,
    external_id: run.externalId ?? "",
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: renderApp(site, run.appId),
    pull_requests: renderPullReferences(site, run.headSha),
  };
}

export function renderAnnotations(site: Site, run: CheckRun) {
  return run.annotations.map((annotation) => ({
    path: annotation.path,
    start_line: annotation.startLine,
    end_line: annotation.endLine,
    start_column: null,
    end_column: null,
    annotation_level: annotation.level,
    title: annotation.title,
    message: annotation.message,
    raw_details: null,
    blob_href: pageUrl(site, `/blob/${run.headSha}/${annotation.path}`),
  }));
}

export function renderStatus(site: Site, status: CommitStatus) {
  return {
    url: apiUrl(site, `/statuses/${status.sha}`),
    id: status.id,
    node_id: nodeId("status", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    avatar_url: renderUser(site, status.userId)?.avatar_url ?? null,
    creator: renderUser(site, status.userId),
  };
}

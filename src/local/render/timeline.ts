/** An issue's events and its whole timeline as REST lists them. */
import { nodeId } from "../node-id.ts";
import type { Issue, TimelineEvent } from "../records.ts";
import { renderComment } from "./issue.ts";
import { renderReview } from "./pull.ts";
import { apiUrl, type Site } from "./site.ts";
import { renderApp, renderUser } from "./user.ts";

export function renderEvent(site: Site, event: TimelineEvent) {
  return {
    id: event.id,
    node_id: nodeId("event", event.id),
    url: apiUrl(site, `/issues/events/${event.id}`),
    actor: renderUser(site, event.userId),
    event: event.what.kind,
    commit_id: null,
    commit_url: null,
    created_at: event.createdAt,
    performed_via_github_app: renderApp(site, event.appId),
    ...detail(site, event.what),
  };
}

function detail(site: Site, what: TimelineEvent["what"]) {
  switch (what.kind) {
    case "labeled":
    case "unlabeled":
      return { label: what.label };
    case "renamed":
      return { rename: { from: what.from, to: what.to } };
    case "closed":
      return { state_reason: what.stateReason, ...commit(site, what.commitSha) };
    case "merged":
    case "head_ref_force_pushed":
      return commit(site, what.commitSha);
    case "review_dismissed":
      return {
        dismissed_review: { state: "dismissed", review_id: what.reviewId, dismissal_message: what.message },
      };
    case "reopened":
    case "head_ref_deleted":
      return {};
    default:
      return what satisfies never;
  }
}

function commit(site: Site, sha: string | null) {
  return { commit_id: sha, commit_url: sha === null ? null : apiUrl(site, `/commits/${sha}`) };
}

/** Events, comments and reviews, oldest first; of one second in the order in which they came to be told here. */
export function renderTimeline(site: Site, issue: Issue): readonly unknown[] {
  const { world } = site;
  const entries: { readonly at: string; readonly json: unknown }[] = [];
  for (const event of world.timeline.where("issueId", issue.id))
    entries.push({ at: event.createdAt, json: renderEvent(site, event) });
  for (const comment of world.comments.where("issueId", issue.id)) {
    const json = {
      ...renderComment(site, comment),
      event: "commented",
      actor: renderUser(site, comment.userId),
    };
    entries.push({ at: comment.createdAt, json });
  }
  const pull = issue.pullId === null ? undefined : world.pulls.get(issue.pullId);
  for (const review of pull ? world.reviews.where("pullId", pull.id) : []) {
    if (review.submittedAt === null || !pull) continue;
    entries.push({
      at: review.submittedAt,
      json: { ...renderReview(site, pull, review), event: "reviewed" },
    });
  }
  return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map((entry) => entry.json);
}

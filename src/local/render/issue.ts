/** Issues, labels, comments and reactions as REST and webhooks show them. */
import { labelsOf } from "../find.ts";
import { nodeId } from "../node-id.ts";
import type { Comment, Issue, Label, Reaction, ReactionContent } from "../records.ts";
import { apiUrl, pageUrl, type Site } from "./site.ts";
import { association, renderApp, renderUser } from "./user.ts";

export function renderLabel(site: Site, label: Label) {
  return {
    id: label.id,
    node_id: nodeId("label", label.id),
    url: apiUrl(site, `/labels/${encodeURIComponent(label.name)}`),
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}

export function renderIssue(site: Site, issue: Issue) {
  const { world } = site;
  const api = apiUrl(site, `/issues/${issue.number}`);
  return {
    url: api,
    repository_url: apiUrl(site, ""),
    labels_url: `${api}/labels{/name}`,
    comments_url: `${api}/comments`,
    events_url: `${api}/events`,
    timeline_url: `${api}/timeline`,
    html_url: pageUrl(site, `/${issue.pullId === null ? "issues" : "pull"}/${issue.number}`),
    id: issue.id,
    node_id: nodeId("issue", issue.id),
    number: issue.number,
    title: issue.title,
    user: renderUser(site, issue.userId),
    labels: labelsOf(world, issue).map((label) => renderLabel(site, label)),
    state: issue.state,
    state_reason: issue.stateReason,
    locked: false,
    active_lock_reason: null,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: world.comments.where("issueId", issue.id).length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    ...(issue.state === "closed" ? { closed_by: renderUser(site, issue.closedById) } : {}),
    author_association: association(site, issue.userId),
    body: issue.body,
    reactions: renderReactions(world.reactions.where("issueId", issue.id), api),
    performed_via_github_app: renderApp(site, issue.appId),
    sub_issues_summary: { total: 0, completed: 0, percent_completed: 0 },
    issue_dependencies_summary: { blocked_by: 0, total_blocked_by: 0, blocking: 0, total_blocking: 0 },
    ...pullPart(site, issue),
  };
}

/** What marks an issue as the issue side of a pull request. */
function pullPart(site: Site, issue: Issue) {
  const pull = issue.pullId === null ? undefined : site.world.pulls.get(issue.pullId);
  if (!pull) return {};
  const page = pageUrl(site, `/pull/${pull.number}`);
  return {
    draft: pull.draft,
    pull_request: {
      url: apiUrl(site, `/pulls/${pull.number}`),
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: pull.mergedAt,
    },
  };
}

export function renderComment(site: Site, comment: Comment) {
  const { world } = site;
  const issue = world.issues.get(comment.issueId);
  const number = issue?.number ?? 0;
  const api = apiUrl(site, `/issues/comments/${comment.id}`);
  const kind = issue?.pullId == null ? "issues" : "pull";
  return {
    url: api,
    html_url: pageUrl(site, `/${kind}/${number}#issuecomment-${comment.id}`),
    issue_url: apiUrl(site, `/issues/${number}`),
    id: comment.id,
    node_id: nodeId("comment", comment.id),
    user: renderUser(site, comment.userId),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    body: comment.body,
    author_association: association(site, comment.userId),
    reactions: renderReactions(world.reactions.where("commentId", comment.id), api),
    performed_via_github_app: renderApp(site, comment.appId),
  };
}

export function renderReaction(site: Site, reaction: Reaction) {
  return {
    id: reaction.id,
    node_id: nodeId("reaction", reaction.id),
    user: renderUser(site, reaction.userId),
    content: reaction.content,
    created_at: reaction.createdAt,
  };
}

/** GitHub's `reaction-rollup`. */
export function renderReactions(reactions: readonly Reaction[], url: string) {
  const count = (content: ReactionContent) =>
    reactions.filter((reaction) => reaction.content === content).length;
  return {
    url: `${url}/reactions`,
    total_count: reactions.length,
    "+1": count("+1"),
    "-1": count("-1"),
    laugh: count("laugh"),
    hooray: count("hooray"),
    confused: count("confused"),
    heart: count("heart"),
    rocket: count("rocket"),
    eyes: count("eyes"),
  };
}

/** Pull requests and reviews as REST and webhooks show them. */
import { issueOf, labelsOf } from "../find.ts";
import { nodeId } from "../node-id.ts";
import type { Pull, Review } from "../records.ts";
import { renderLabel } from "./issue.ts";
import { renderRepository } from "./repository.ts";
import { apiUrl, ownerLogin, pageUrl, type Site } from "./site.ts";
import { association, renderUser } from "./user.ts";

/** GitHub's `pull-request-simple`, as lists show it. */
export function renderListedPull(site: Site, pull: Pull) {
  const { world } = site;
  const issue = issueOf(world, pull);
  const page = pageUrl(site, `/pull/${pull.number}`);
  const api = apiUrl(site, `/pulls/${pull.number}`);
  const issueApi = apiUrl(site, `/issues/${pull.number}`);
  const statuses = apiUrl(site, `/statuses/${pull.headSha}`);
  return {
    url: api,
    id: pull.id,
    node_id: nodeId("pull", pull.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueApi,
    number: pull.number,
    state: issue.state,
    locked: false,
    title: issue.title,
    user: renderUser(site, issue.userId),
    body: issue.body,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: labelsOf(world, issue).map((label) => renderLabel(site, label)),
    milestone: null,
    draft: pull.draft,
    commits_url: `${api}/commits`,
    review_comments_url: `${api}/comments`,
    review_comment_url: apiUrl(site, "/pulls/comments{/number}"),
    comments_url: `${issueApi}/comments`,
    statuses_url: statuses,
    head: renderSide(site, pull.headRef, pull.headSha),
    base: renderSide(site, pull.baseRef, pull.baseSha),
    _links: {
      self: { href: api },
      html: { href: page },
      issue: { href: issueApi },
      comments: { href: `${issueApi}/comments` },
      review_comments: { href: `${api}/comments` },
      review_comment: { href: apiUrl(site, "/pulls/comments{/number}") },
      commits: { href: `${api}/commits` },
      statuses: { href: statuses },
    },
    author_association: association(site, issue.userId),
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** Whether it would merge into the base as that is now; null while GitHub has not worked it out, as in every webhook. */
export type Mergeable = boolean | null;

/** GitHub's `pull-request`, as `GET /pulls/{number}` and webhooks show it. */
export function renderPull(site: Site, pull: Pull, mergeable: Mergeable) {
  const { world } = site;
  const merged = pull.mergedAt !== null;
  return {
    ...renderListedPull(site, pull),
    merged,
    mergeable: merged ? null : mergeable,
    rebaseable: merged ? null : mergeable,
    mergeable_state: merged || mergeable === null ? "unknown" : mergeable ? "clean" : "dirty",
    merged_by: renderUser(site, pull.mergedById),
    comments: world.comments.where("issueId", pull.issueId).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: pull.size.commits,
    additions: pull.size.additions,
    deletions: pull.size.deletions,
    changed_files: pull.size.changedFiles,
  };
}

function renderSide(site: Site, ref: string, sha: string) {
  return {
    label: `${ownerLogin(site)}:${ref}`,
    ref,
    sha,
    user: renderUser(site, site.world.repository().ownerId),
    repo: renderRepository(site),
  };
}

export function renderReview(site: Site, pull: Pull, review: Review) {
  const page = pageUrl(site, `/pull/${pull.number}#pullrequestreview-${review.id}`);
  const pullUrl = apiUrl(site, `/pulls/${pull.number}`);
  return {
    id: review.id,
    node_id: nodeId("review", review.id),
    user: renderUser(site, review.userId),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: pullUrl,
    author_association: association(site, review.userId),
    _links: { html: { href: page }, pull_request: { href: pullUrl } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commitSha,
  };
}

/** The repository as REST and webhooks show it. */
import { issueOf } from "../find.ts";
import { nodeId } from "../node-id.ts";
import { apiUrl, fullName, pageUrl, type Site } from "./site.ts";
import { renderUser } from "./user.ts";

/** The addresses that every form of a repository carries, as GitHub's URI templates. */
function addresses(site: Site) {
  const api = (path: string) => apiUrl(site, path);
  return {
    archive_url: api("/{archive_format}{/ref}"),
    assignees_url: api("/assignees{/user}"),
    blobs_url: api("/git/blobs{/sha}"),
    branches_url: api("/branches{/branch}"),
    collaborators_url: api("/collaborators{/collaborator}"),
    comments_url: api("/comments{/number}"),
    commits_url: api("/commits{/sha}"),
    compare_url: api("/compare/{base}...{head}"),
    contents_url: api("/contents/{+path}"),
    contributors_url: api("/contributors"),
    deployments_url: api("/deployments"),
    downloads_url: api("/downloads"),
    events_url: api("/events"),
    forks_url: api("/forks"),
    git_commits_url: api("/git/commits{/sha}"),
    git_refs_url: api("/git/refs{/sha}"),
    git_tags_url: api("/git/tags{/sha}"),
    hooks_url: api("/hooks"),
    issue_comment_url: api("/issues/comments{/number}"),
    issue_events_url: api("/issues/events{/number}"),
    issues_url: api("/issues{/number}"),
    keys_url: api("/keys{/key_id}"),
    labels_url: api("/labels{/name}"),
    languages_url: api("/languages"),
    merges_url: api("/merges"),
    milestones_url: api("/milestones{/number}"),
    notifications_url: api("/notifications{?since,all,participating}"),
    pulls_url: api("/pulls{/number}"),
    releases_url: api("/releases{/id}"),
    stargazers_url: api("/stargazers"),
    statuses_url: api("/statuses/{sha}"),
    subscribers_url: api("/subscribers"),
    subscription_url: api("/subscription"),
    tags_url: api("/tags"),
    teams_url: api("/teams"),
    trees_url: api("/git/trees{/sha}"),
  };
}

/** GitHub's `minimal-repository` without what it may leave out. */
export function renderMinimalRepository(site: Site) {
  const repository = site.world.repository();
  return {
    id: repository.id,
    node_id: nodeId("repository", repository.id),
    name: repository.name,
    full_name: fullName(site),
    private: repository.private,
    owner: renderUser(site, repository.ownerId),
    html_url: pageUrl(site, ""),
    description: repository.description,
    fork: false,
    url: apiUrl(site, ""),
    ...addresses(site),
  };
}

/** GitHub's `repository`, as pull requests and webhooks carry it. */
export function renderRepository(site: Site) {
  const { world } = site;
  const repository = world.repository();
  const open = world.issues.where("state", "open").length;
  return {
    ...renderMinimalRepository(site),
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    pushed_at: repository.pushedAt,
    git_url: `git://${site.url.replace(/^https?:\/\//, "")}/${fullName(site)}.git`,
    ssh_url: `git@${site.url.replace(/^https?:\/\//, "")}:${fullName(site)}.git`,
    clone_url: `${pageUrl(site, "")}.git`,
    svn_url: pageUrl(site, ""),
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: false,
    has_downloads: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: repository.archived,
    disabled: false,
    open_issues_count: open,
    license: null,
    allow_forking: false,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? "private" : "public",
    forks: 0,
    open_issues: open,
    watchers: 0,
    default_branch: repository.defaultBranch,
  };
}

/** GitHub's `full-repository`, the answer of `GET /repos/{owner}/{repo}`. */
export function renderFullRepository(site: Site) {
  return {
    ...renderRepository(site),
    network_count: 0,
    subscribers_count: 0,
    allow_squash_merge: true,
    allow_merge_commit: true,
    allow_rebase_merge: true,
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    allow_update_branch: false,
    squash_merge_commit_title: "PR_TITLE",
    squash_merge_commit_message: "PR_BODY",
    merge_commit_title: "MERGE_MESSAGE",
    merge_commit_message: "PR_TITLE",
  };
}

/** The open pull requests whose head is at a commit, in the short form that check runs and workflow runs carry. */
export function renderPullReferences(site: Site, headSha: string) {
  const { world } = site;
  const repository = { id: world.repository().id, url: apiUrl(site, ""), name: world.repository().name };
  return world.pulls
    .where("headSha", headSha)
    .filter((pull) => issueOf(world, pull).state === "open")
    .map((pull) => ({
      url: apiUrl(site, `/pulls/${pull.number}`),
      id: pull.id,
      number: pull.number,
      head: { ref: pull.headRef, sha: pull.headSha, repo: repository },
      base: { ref: pull.baseRef, sha: pull.baseSha, repo: repository },
    }));
}

/** Commits, branches and comparisons: https://docs.github.com/rest/commits, https://docs.github.com/rest/branches */
import { notFound } from "../api-error.ts";
import { needs } from "../caller.ts";
import { type Commit, readCommit, resolveCommit, walkCommits } from "../git/commit.ts";
import { diffTrees } from "../git/diff.ts";
import { mergeBase } from "../git/merge.ts";
import { listRefs, readBranch } from "../git/ref.ts";
import { emptyTree } from "../git/tree.ts";
import { renderCommit, renderFile } from "../render/commit.ts";
import { apiUrl, pageUrl } from "../render/site.ts";
import { page, windowOf } from "./page.ts";
import { type Answer, ok, type RestRequest, type Route, repositoryRoutes } from "./route.ts";

/** All files come on the first page, 300 at most; 250 commits where no page is asked for. */
const fileLimit = 300;
const commitLimit = 250;

export const commitRoutes: readonly Route[] = repositoryRoutes([
  ["GET", "/commits", needs.readContents, listCommits],
  ["GET", "/commits/{ref}", needs.readContents, showCommit],
  ["GET", "/compare/{basehead}", needs.readContents, compare],
  ["GET", "/branches", needs.readContents, listBranches],
  ["GET", "/branches/{branch}", needs.readContents, showBranch],
  // No rulesets here: nothing is required of a branch.
  ["GET", "/rules/branches/{branch}", needs.see, (request) => page(request, [], (rule) => rule)],
]);

async function listCommits(request: RestRequest): Promise<Answer> {
  const { site, operation, query } = request;
  const from = await resolve(request, query.get("sha") ?? operation.world.repository().defaultBranch);
  const path = query.get("path");
  const oids = await walkCommits(operation.git, path === null ? { from } : { from, path });
  const { perPage, page: current } = windowOf(query);
  const shown = new Map<string, Commit>();
  for (const oid of oids.slice((current - 1) * perPage, current * perPage))
    shown.set(oid, await commitOf(request, oid));
  return page(request, oids, (oid) => {
    const commit = shown.get(oid);
    return commit ? renderCommit(site, commit) : null;
  });
}

async function showCommit(request: RestRequest): Promise<Answer> {
  const { site, operation } = request;
  const commit = await commitOf(request, await resolve(request, request.path("ref")));
  if (request.accept.includes("sha")) {
    return {
      status: 200,
      raw: { type: "application/vnd.github.sha; charset=utf-8", content: Buffer.from(commit.oid) },
    };
  }
  const files = await diffTrees(operation.git, commit.parents[0] ?? emptyTree, commit.oid, true);
  const sum = (key: "additions" | "deletions") => files.reduce((total, file) => total + file[key], 0);
  const [additions, deletions] = [sum("additions"), sum("deletions")];
  return ok({
    ...renderCommit(site, commit),
    stats: { additions, deletions, total: additions + deletions },
    files: files.slice(0, fileLimit).map((file) => renderFile(site, commit.oid, file)),
  });
}

/** Three-dot comparison: from the merge base to the head. */
async function compare(request: RestRequest): Promise<Answer> {
  const { site, operation, query } = request;
  const { git } = operation;
  const [left = "", right] = request.path("basehead").split("...");
  const base = await resolve(request, withoutOwner(left));
  const head = await resolve(request, withoutOwner(right ?? ""));
  const common = await mergeBase(git, base, head);
  if (common === null) throw notFound();
  const ahead = await walkCommits(git, { from: head, without: base, oldestFirst: true });
  const behind = await walkCommits(git, { from: base, without: head });
  const { perPage, page: current } = windowOf(query);
  const paged = query.has("page") || query.has("per_page");
  const listed = paged ? ahead.slice((current - 1) * perPage, current * perPage) : ahead.slice(-commitLimit);
  const commits = await Promise.all(listed.map((oid) => commitOf(request, oid)));
  const files = paged && current > 1 ? [] : await diffTrees(git, common, head, true);
  const name = `${left}...${right}`;
  const between = `${base}...${head}`;
  return ok({
    url: apiUrl(site, `/compare/${name}`),
    html_url: pageUrl(site, `/compare/${name}`),
    permalink_url: pageUrl(site, `/compare/${between}`),
    diff_url: pageUrl(site, `/compare/${name}.diff`),
    patch_url: pageUrl(site, `/compare/${name}.patch`),
    base_commit: renderCommit(site, await commitOf(request, base)),
    merge_base_commit: renderCommit(site, await commitOf(request, common)),
    status: statusOf(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: commits.map((commit) => renderCommit(site, commit)),
    files: files.slice(0, fileLimit).map((file) => renderFile(site, head, file)),
  });
}

function statusOf(ahead: number, behind: number): "identical" | "ahead" | "behind" | "diverged" {
  if (ahead > 0) return behind > 0 ? "diverged" : "ahead";
  return behind > 0 ? "behind" : "identical";
}

async function listBranches(request: RestRequest): Promise<Answer> {
  const { site, operation } = request;
  const refs = await listRefs(operation.git, "refs/heads/");
  return page(request, refs, ({ name, oid }) => ({
    name: name.slice("refs/heads/".length),
    commit: { sha: oid, url: apiUrl(site, `/commits/${oid}`) },
    protected: false,
  }));
}

async function showBranch(request: RestRequest): Promise<Answer> {
  const { site, operation } = request;
  const name = request.path("branch");
  const oid = await readBranch(operation.git, name);
  if (oid === null) throw notFound();
  const url = apiUrl(site, `/branches/${name}`);
  return ok({
    name,
    commit: renderCommit(site, await commitOf(request, oid)),
    _links: { self: url, html: pageUrl(site, `/tree/${name}`) },
    protected: false,
    protection: {
      enabled: false,
      required_status_checks: { enforcement_level: "off", contexts: [], checks: [] },
    },
    protection_url: `${url}/protection`,
  });
}

async function resolve({ operation }: RestRequest, ref: string): Promise<string> {
  const oid = await resolveCommit(operation.git, ref);
  if (oid === null) throw notFound();
  return oid;
}

async function commitOf({ operation }: RestRequest, oid: string): Promise<Commit> {
  const commit = await readCommit(operation.git, oid);
  if (!commit) throw notFound();
  return commit;
}

/** `owner:branch` as `branch`: there are no forks here. */
function withoutOwner(side: string): string {
  return side.slice(side.indexOf(":") + 1);
}

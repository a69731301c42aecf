/** Pull requests and their files, commits and merging: https://docs.github.com/rest/pulls */
import { z } from "zod";
import { ApiError, notFound } from "../api-error.ts";
import { needs } from "../caller.ts";
import { findPull, issueOf } from "../find.ts";
import { readCommit, walkCommits } from "../git/commit.ts";
import { diffTrees } from "../git/diff.ts";
import { mergeBase } from "../git/merge.ts";
import { mergePull } from "../operations/merge-pull.ts";
import { isMergeable } from "../operations/mergeable.ts";
import { createPull, updatePull } from "../operations/pull.ts";
import type { Pull } from "../records.ts";
import { renderCommit, renderFile } from "../render/commit.ts";
import { renderListedPull, renderPull } from "../render/pull.ts";
import { ownerLogin } from "../render/site.ts";
import { page } from "./page.ts";
import {
  type Answer,
  created,
  noContent,
  ok,
  type RestRequest,
  type Route,
  repositoryRoutes,
} from "./route.ts";

const NewPull = z.object({
  title: z.string(),
  head: z.string(),
  base: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().optional(),
  maintainer_can_modify: z.boolean().optional(),
});

const PullEdit = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
  base: z.string().optional(),
});

const Merge = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(["merge", "squash", "rebase"]).default("merge"),
});

/** More are not listed, as on GitHub. */
const fileLimit = 3_000;
const commitLimit = 250;

export const pullRoutes: readonly Route[] = repositoryRoutes([
  [
    "GET",
    "/pulls",
    needs.readPulls,
    (request) => page(request, listPulls(request), (pull) => renderListedPull(request.site, pull)),
  ],
  [
    "POST",
    "/pulls",
    needs.writePulls,
    async (request) =>
      created(await shown(request, await createPull(request.operation, request.body(NewPull)))),
  ],
  [
    "GET",
    "/pulls/{pull_number}",
    needs.readPulls,
    async (request) => ok(await shown(request, pullIn(request))),
  ],
  [
    "PATCH",
    "/pulls/{pull_number}",
    needs.writePulls,
    async (request) => {
      const pull = await updatePull(request.operation, pullIn(request), request.body(PullEdit));
      return ok(await shown(request, pull));
    },
  ],
  ["GET", "/pulls/{pull_number}/files", needs.readPulls, listFiles],
  ["GET", "/pulls/{pull_number}/commits", needs.readPulls, listCommits],
  [
    "GET",
    "/pulls/{pull_number}/merge",
    needs.readPulls,
    (request) => {
      if (pullIn(request).mergedAt === null) throw notFound();
      return noContent;
    },
  ],
  [
    "PUT",
    "/pulls/{pull_number}/merge",
    needs.mergePull,
    async (request) => {
      const input = request.body(Merge);
      const sha = await mergePull(request.operation, pullIn(request), {
        method: input.merge_method,
        sha: input.sha,
        title: input.commit_title,
        message: input.commit_message,
      });
      return ok({ sha, merged: true, message: "Pull Request successfully merged" });
    },
  ],
]);

export function pullIn({ operation, number }: Pick<RestRequest, "operation" | "number">): Pull {
  return findPull(operation.world, number("pull_number"));
}

async function shown({ site, operation }: RestRequest, pull: Pull): Promise<unknown> {
  return renderPull(site, pull, await isMergeable(operation, pull));
}

/** `head` is `owner:branch`; anything else is ignored, as on GitHub. */
function listPulls({ site, operation: { world }, query }: RestRequest): readonly Pull[] {
  const state = query.get("state") ?? "open";
  const base = query.get("base");
  const head = query.get("head");
  const [owner, ...branch] = head?.split(":") ?? [];
  const order = query.get("direction") === "asc" ? 1 : -1;
  const updated = query.get("sort") === "updated";
  const key = (pull: Pull) => issueOf(world, pull)[updated ? "updatedAt" : "createdAt"];
  return world.pulls
    .all()
    .filter((pull) => state === "all" || issueOf(world, pull).state === state)
    .filter((pull) => base === null || pull.baseRef === base)
    .filter(
      (pull) =>
        branch.length === 0 ||
        (owner?.toLowerCase() === ownerLogin(site).toLowerCase() && pull.headRef === branch.join(":")),
    )
    .toSorted((a, b) => order * (Date.parse(key(a)) - Date.parse(key(b)) || a.number - b.number));
}

async function listFiles(request: RestRequest): Promise<Answer> {
  const { git } = request.operation;
  const pull = pullIn(request);
  const base = await mergeBase(git, pull.baseSha, pull.headSha);
  if (base === null) throw new ApiError(422, "Sorry, there is no common ancestor.");
  const files = await diffTrees(git, base, pull.headSha, true);
  return page(request, files.slice(0, fileLimit), (file) => renderFile(request.site, pull.headSha, file));
}

async function listCommits(request: RestRequest): Promise<Answer> {
  const { git } = request.operation;
  const { headSha, baseSha } = pullIn(request);
  const oids = await walkCommits(git, { from: headSha, without: baseSha, oldestFirst: true });
  const commits = await Promise.all(oids.slice(0, commitLimit).map((oid) => readCommit(git, oid)));
  const known = commits.filter((commit) => commit !== null);
  return page(request, known, (commit) => renderCommit(request.site, commit));
}

/** Files by path: https://docs.github.com/rest/repos/contents */
import { z } from "zod";
import { ApiError, notFound } from "../api-error.ts";
import { needs } from "../caller.ts";
import { readBlob } from "../git/blob.ts";
import { readCommit, resolveCommit } from "../git/commit.ts";
import { readBranch } from "../git/ref.ts";
import { findEntry, readTree, type TreeEntry } from "../git/tree.ts";
import { createCommitOnBranch } from "../operations/commit-on-branch.ts";
import { renderGitCommit } from "../render/commit.ts";
import { apiUrl, pageUrl, type Site } from "../render/site.ts";
import { type Answer, ok, type RestRequest, type Route, repositoryRoutes } from "./route.ts";

const NewContents = z.object({
  message: z.string(),
  content: z.string(),
  sha: z.string().optional(),
  branch: z.string().optional(),
});

/** Of larger files only raw bytes are served. */
const jsonLimit = 1024 * 1024;
/** A directory lists no more. */
const entryLimit = 1_000;

export const contentRoutes: readonly Route[] = repositoryRoutes([
  ["GET", "/contents", needs.readContents, showContents],
  ["GET", "/contents/{path}", needs.readContents, showContents],
  ["PUT", "/contents/{path}", needs.writeContents, putContents],
]);

async function showContents({ site, operation, path, query, accept }: RestRequest): Promise<Answer> {
  const { world, git } = operation;
  const ref = query.get("ref") ?? world.repository().defaultBranch;
  const commit = await resolveCommit(git, ref);
  if (commit === null) throw new ApiError(404, `No commit found for the ref ${ref}`);
  const entry = await findEntry(git, commit, path("path"));
  if (!entry) throw notFound();
  const show = (shown: TreeEntry, size: number) => describe(site, shown, ref, size);
  if (entry.type === "tree") {
    const below = await readTree(git, entry.oid);
    const prefix = entry.path === "" ? "" : `${entry.path}/`;
    const listed = (below ?? [])
      .slice(0, entryLimit)
      .map((child) => ({ ...child, path: `${prefix}${child.path}` }));
    return ok(
      await Promise.all(
        listed.map(async (child) =>
          show(child, child.type === "blob" ? ((await readBlob(git, child.oid))?.length ?? 0) : 0),
        ),
      ),
    );
  }
  if (entry.type === "commit") return ok({ ...show(entry, 0), submodule_git_url: null });
  const content = (await readBlob(git, entry.oid)) ?? Buffer.alloc(0);
  if (accept.includes("raw"))
    return { status: 200, raw: { type: "application/vnd.github.raw; charset=utf-8", content } };
  const large = content.length > jsonLimit;
  return ok({
    ...show(entry, content.length),
    ...(entry.mode === "120000" ? { target: content.toString("utf8") } : {}),
    content: large ? "" : content.toString("base64").replace(/.{60}/g, "$&\n"),
    encoding: large ? "none" : "base64",
  });
}

function describe(site: Site, entry: TreeEntry, ref: string, size: number) {
  const path = entry.path.split("/").map(encodeURIComponent).join("/");
  const url = `${apiUrl(site, `/contents/${path}`)}?ref=${encodeURIComponent(ref)}`;
  const gitUrl = apiUrl(site, `/git/${entry.type === "tree" ? "trees" : "blobs"}/${entry.oid}`);
  const page = pageUrl(site, `/${entry.type}/${ref}/${path}`);
  return {
    name: entry.path.split("/").at(-1) ?? "",
    path: entry.path,
    sha: entry.oid,
    size,
    url,
    html_url: page,
    git_url: gitUrl,
    download_url: entry.type === "blob" ? pageUrl(site, `/raw/${ref}/${path}`) : null,
    type: typeOf(entry),
    _links: { self: url, git: gitUrl, html: page },
  };
}

function typeOf(entry: TreeEntry): "file" | "dir" | "symlink" | "submodule" {
  if (entry.mode === "120000") return "symlink";
  if (entry.mode === "160000") return "submodule";
  return entry.type === "tree" ? "dir" : "file";
}

/** A change is a compare-and-swap by the blob that it replaces: 409 for another one, 422 for none. */
async function putContents(request: RestRequest): Promise<Answer> {
  const { site, operation } = request;
  const { world, git } = operation;
  const { message, content, sha, branch = world.repository().defaultBranch } = request.body(NewContents);
  const path = request.path("path");
  const head = await readBranch(git, branch);
  if (head === null) throw new ApiError(404, `Branch ${branch} not found`);
  const before = await findEntry(git, head, path);
  if (before && sha === undefined) throw new ApiError(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (sha !== undefined && before?.oid !== sha) throw new ApiError(409, `${path} does not match ${sha}`);
  const additions = [{ path, content: Buffer.from(content, "base64") }];
  const commitInput = { branch, expectedHeadOid: head, headline: message, additions, deletions: [] };
  const oid = await createCommitOnBranch(operation, commitInput);
  const [commit, entry] = [await readCommit(git, oid), await findEntry(git, oid, path)];
  if (!commit || !entry) throw new Error(`the commit ${oid} that was just written cannot be read`);
  const size = additions[0]?.content.length ?? 0;
  return {
    status: before ? 200 : 201,
    json: { content: describe(site, entry, branch, size), commit: renderGitCommit(site, commit) },
  };
}

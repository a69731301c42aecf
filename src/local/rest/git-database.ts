/** Refs, commits, trees and blobs: https://docs.github.com/rest/git */
import { z } from "zod";
import { notFound } from "../api-error.ts";
import { needs } from "../caller.ts";
import { readBlob } from "../git/blob.ts";
import { isOid, readCommit, resolveCommit } from "../git/commit.ts";
import { listRefs, type Ref } from "../git/ref.ts";
import { listTree } from "../git/tree.ts";
import { createBlob, createCommit, createTree } from "../operations/git-object.ts";
import { createRef, deleteRef, updateRef } from "../operations/ref.ts";
import { renderGitCommit, renderRef, renderTree } from "../render/commit.ts";
import { apiUrl } from "../render/site.ts";
import {
  type Answer,
  created,
  noContent,
  ok,
  type RestRequest,
  type Route,
  repositoryRoutes,
} from "./route.ts";

const NewRef = z.object({ ref: z.string(), sha: z.string() });
const RefEdit = z.object({ sha: z.string(), force: z.boolean().default(false) });
const NewBlob = z.object({ content: z.string(), encoding: z.enum(["utf-8", "base64"]).default("utf-8") });

const NewTree = z.object({
  base_tree: z.string().optional(),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.enum(["100644", "100755", "040000", "160000", "120000"]),
      type: z.enum(["blob", "tree", "commit"]).optional(),
      sha: z.string().nullable().optional(),
      content: z.string().optional(),
    }),
  ),
});

const Person = z.object({
  name: z.string(),
  email: z.string(),
  date: z.iso.datetime({ offset: true }).optional(),
});

const NewCommit = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()).default([]),
  author: Person.optional(),
  committer: Person.optional(),
});

/** GitHub's limit on a recursive tree. */
const treeLimit = 100_000;

export const gitDatabaseRoutes: readonly Route[] = repositoryRoutes([
  [
    "GET",
    "/git/ref/{ref}",
    needs.readContents,
    async (request) => ok(renderRef(request.site, await refIn(request))),
  ],
  [
    "GET",
    "/git/matching-refs/{ref}",
    needs.readContents,
    async (request) => {
      const refs = await listRefs(request.operation.git, `refs/${request.path("ref")}`);
      // This one list is not paginated: https://docs.github.com/rest/git/refs#list-matching-references
      return ok(refs.map((ref) => renderRef(request.site, ref)));
    },
  ],
  [
    "POST",
    "/git/refs",
    needs.writeContents,
    async (request) => {
      const { ref, sha } = request.body(NewRef);
      await createRef(request.operation, ref, sha);
      return created(renderRef(request.site, await refNamed(request, ref)));
    },
  ],
  [
    "PATCH",
    "/git/refs/{ref}",
    needs.writeContents,
    async (request) => {
      const { sha, force } = request.body(RefEdit);
      const name = `refs/${request.path("ref")}`;
      await updateRef(request.operation, name, sha, force);
      return ok(renderRef(request.site, await refNamed(request, name)));
    },
  ],
  [
    "DELETE",
    "/git/refs/{ref}",
    needs.writeContents,
    async ({ operation, path }) => {
      await deleteRef(operation, `refs/${path("ref")}`);
      return noContent;
    },
  ],
  [
    "POST",
    "/git/commits",
    needs.writeContents,
    async (request) => {
      const { author, committer, ...input } = request.body(NewCommit);
      const now = request.operation.world.now();
      const dated = (person: z.infer<typeof Person>) => ({ ...person, date: person.date ?? now });
      const oid = await createCommit(request.operation, {
        ...input,
        author: author && dated(author),
        committer: committer && dated(committer),
      });
      return created(await shownCommit(request, oid));
    },
  ],
  [
    "GET",
    "/git/commits/{commit_sha}",
    needs.readContents,
    async (request) => ok(await shownCommit(request, request.path("commit_sha"))),
  ],
  [
    "POST",
    "/git/trees",
    needs.writeContents,
    async (request) => {
      const { base_tree: base, tree } = request.body(NewTree);
      const oid = await createTree(request.operation, base ?? null, tree);
      return created(
        renderTree(
          request.site,
          oid,
          await listTree(request.operation.git, oid, { recursive: false, trees: true }),
          false,
        ),
      );
    },
  ],
  ["GET", "/git/trees/{tree_sha}", needs.readContents, showTree],
  [
    "POST",
    "/git/blobs",
    needs.writeContents,
    async ({ site, operation, body }) => {
      const { content, encoding } = body(NewBlob);
      const sha = await createBlob(
        operation,
        Buffer.from(content, encoding === "base64" ? "base64" : "utf8"),
      );
      return created({ url: apiUrl(site, `/git/blobs/${sha}`), sha });
    },
  ],
  ["GET", "/git/blobs/{file_sha}", needs.readContents, showBlob],
]);

function refIn(request: RestRequest): Promise<Ref> {
  return refNamed(request, `refs/${request.path("ref")}`);
}

async function refNamed({ operation }: RestRequest, name: string): Promise<Ref> {
  const found = (await listRefs(operation.git, name)).find((ref) => ref.name === name);
  if (!found) throw notFound();
  return found;
}

async function shownCommit({ site, operation }: RestRequest, oid: string): Promise<unknown> {
  const commit = await readCommit(operation.git, oid);
  if (!commit) throw notFound();
  return renderGitCommit(site, commit);
}

/** `{tree_sha}` may be a tree, a commit or a branch; any value of `recursive` counts, `0` too, as documented. */
async function showTree({ site, operation, path, query }: RestRequest): Promise<Answer> {
  const name = path("tree_sha");
  const object = isOid(name) ? await operation.git.objects.read(`${name}^{tree}`) : null;
  const rev = object?.oid ?? (await resolveCommit(operation.git, name));
  const tree = rev === null ? null : await operation.git.objects.read(`${rev}^{tree}`);
  if (!tree) throw notFound();
  const entries = await listTree(operation.git, tree.oid, { recursive: query.has("recursive"), trees: true });
  return ok(renderTree(site, tree.oid, entries.slice(0, treeLimit), entries.length > treeLimit));
}

async function showBlob({ site, operation, path, accept }: RestRequest): Promise<Answer> {
  const sha = path("file_sha");
  const content = isOid(sha) ? await readBlob(operation.git, sha) : null;
  if (!content) throw notFound();
  if (accept.includes("raw")) return { status: 200, raw: { type: "application/octet-stream", content } };
  return ok({
    sha,
    node_id: `B_${sha}`,
    size: content.length,
    url: apiUrl(site, `/git/blobs/${sha}`),
    content: content.toString("base64"),
    encoding: "base64",
  });
}

/** Blobs, trees and commits made through the API; nothing shows until a ref holds them. */
import { ApiError, unprocessable } from "../api-error.ts";
import { writeBlob } from "../git/blob.ts";
import { isOid, readCommit, type Signature, writeCommit } from "../git/commit.ts";
import { editTree, type TreeEdit } from "../git/edit-tree.ts";
import { type EntryMode, isSafePath } from "../git/tree.ts";
import type { Operation } from "./operation.ts";
import { gitHubSignature, signatureOf } from "./signature.ts";

const blobLimit = 100 * 1024 * 1024;

export async function createBlob({ git }: Operation, content: Buffer): Promise<string> {
  if (content.length > blobLimit) throw new ApiError(422, "Blob is too large (maximum is 100 MB)");
  return writeBlob(git, content);
}

export interface NewTreeEntry {
  readonly path: string;
  readonly mode: EntryMode;
  /** An object; null removes the path; absent when `content` is given. */
  readonly sha?: string | null | undefined;
  readonly content?: string | undefined;
}

/** Writes a tree; with `baseTree` (a tree or a commit) the entries change that one. */
export async function createTree(
  operation: Operation,
  baseTree: string | null,
  entries: readonly NewTreeEntry[],
): Promise<string> {
  const { git } = operation;
  const base = baseTree === null ? null : await treeOf(operation, baseTree);
  const edits: TreeEdit[] = [];
  for (const { path, mode, sha, content } of entries) {
    if (!isSafePath(path)) throw unprocessable("tree.path contains a malformed path component");
    if (content !== undefined) {
      edits.push({ path, mode, oid: await createBlob(operation, Buffer.from(content, "utf8")) });
      continue;
    }
    if (sha === undefined) throw unprocessable("Must supply either tree.sha or tree.content");
    // A submodule's commit lives in another repository.
    if (sha !== null && mode !== "160000" && !(isOid(sha) && (await git.objects.read(sha))))
      throw unprocessable(`tree.sha ${sha} is not a valid object`);
    edits.push({ path, mode, oid: sha });
  }
  try {
    return await editTree(git, base, edits);
  } catch (error) {
    throw new ApiError(422, `Invalid tree info: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function treeOf({ git }: Operation, rev: string): Promise<string> {
  const tree = isOid(rev) ? await git.objects.read(`${rev}^{tree}`) : null;
  if (!tree) throw unprocessable("base_tree is not a valid tree oid");
  return tree.oid;
}

export interface CommitInput {
  readonly message: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author?: Signature | undefined;
  readonly committer?: Signature | undefined;
}

/** Without an author the commit is the caller's, committed by GitHub; with one, the committer is the author unless given. */
export async function createCommit({ world, git, caller }: Operation, input: CommitInput): Promise<string> {
  const tree = isOid(input.tree) ? await git.objects.read(input.tree) : null;
  if (tree?.type !== "tree") throw unprocessable("Tree SHA does not exist");
  for (const parent of input.parents) {
    if (!(await readCommit(git, parent)))
      throw unprocessable("Parent SHA does not exist or is not a commit object");
  }
  const at = world.now();
  return writeCommit(git, {
    tree: tree.oid,
    parents: input.parents,
    message: input.message,
    author: input.author ?? signatureOf(caller.user, at),
    committer: input.committer ?? input.author ?? gitHubSignature(at),
  });
}

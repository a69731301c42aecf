/** `createCommitOnBranch`: files onto a branch in one commit, by compare-and-swap. File modes are not kept: all become 100644. */
import { ApiError, unprocessable } from "../api-error.ts";
import { writeBlob } from "../git/blob.ts";
import { editTree, type TreeEdit } from "../git/edit-tree.ts";
import { readBranch, swapRef } from "../git/ref.ts";
import { findEntry, isSafePath } from "../git/tree.ts";
import { createCommit } from "./git-object.ts";
import type { Operation } from "./operation.ts";
import { followRefChange } from "./ref-change.ts";

export interface BranchCommit {
  readonly branch: string;
  readonly expectedHeadOid: string;
  readonly headline: string;
  readonly body?: string | undefined;
  readonly additions: readonly { readonly path: string; readonly content: Buffer }[];
  readonly deletions: readonly string[];
}

/** Answers with the new commit. 409 when the branch is not at `expectedHeadOid` (GraphQL calls it STALE_DATA), 404 when there is no such branch. */
export async function createCommitOnBranch(operation: Operation, input: BranchCommit): Promise<string> {
  const { git } = operation;
  const head = await readBranch(git, input.branch);
  if (head === null) throw new ApiError(404, `A branch named "${input.branch}" could not be found.`);
  if (head !== input.expectedHeadOid) throw stale(input.expectedHeadOid);
  const edits: TreeEdit[] = [];
  for (const path of input.deletions) {
    if ((await findEntry(git, head, path)) === null)
      throw unprocessable(
        `A path was requested for deletion which does not exist as of commit oid \`${head}\``,
      );
    edits.push({ path, mode: "100644", oid: null });
  }
  for (const { path, content } of input.additions) {
    if (!isSafePath(path)) throw unprocessable(`A path was requested which is malformed: ${path}`);
    edits.push({ path, mode: "100644", oid: await writeBlob(git, content) });
  }
  const tree = await editTree(git, head, edits);
  const message = input.body ? `${input.headline}\n\n${input.body}` : input.headline;
  const commit = await createCommit(operation, { message, tree, parents: [head] });
  const ref = `refs/heads/${input.branch}`;
  if (!(await swapRef(git, ref, head, commit))) throw stale(input.expectedHeadOid);
  await followRefChange(operation, { ref, before: head, after: commit });
  return commit;
}

function stale(expected: string): ApiError {
  return new ApiError(409, `Expected branch to point to "${expected}" but it did not. Pull and try again.`);
}

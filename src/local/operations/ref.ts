/** Refs made, moved and deleted through the API, with GitHub's answers for each way it can fail. */
import { unprocessable } from "../api-error.ts";
import { isOid } from "../git/commit.ts";
import { isAncestor } from "../git/merge.ts";
import { isRefName, readRef, swapRef } from "../git/ref.ts";
import type { Operation } from "./operation.ts";
import { followRefChange } from "./ref-change.ts";

/** Atomic: of two that create one name, one gets 422 "Reference already exists". */
export async function createRef(operation: Operation, ref: string, oid: string): Promise<void> {
  const { git } = operation;
  if (!isRefName(ref))
    throw unprocessable("Reference name must start with 'refs/' and have at least two slashes.");
  checkNamespace(ref);
  await checkObject(operation, ref, oid);
  if (!(await swapRef(git, ref, null, oid))) throw unprocessable("Reference already exists");
  await followRefChange(operation, { ref, before: null, after: oid });
}

/** Without `force` only to a descendant: 422 "Update is not a fast forward" otherwise. */
export async function updateRef(
  operation: Operation,
  ref: string,
  oid: string,
  force: boolean,
): Promise<void> {
  const { git } = operation;
  checkNamespace(ref);
  const before = await readRef(git, ref);
  if (before === null) throw unprocessable("Reference does not exist");
  await checkObject(operation, ref, oid);
  if (before === oid) return;
  if (!force && !(await isAncestor(git, before, oid))) throw unprocessable("Update is not a fast forward");
  if (!(await swapRef(git, ref, before, oid))) throw unprocessable("Reference cannot be updated");
  await followRefChange(operation, { ref, before, after: oid });
}

export async function deleteRef(operation: Operation, ref: string): Promise<void> {
  const { world, git } = operation;
  checkNamespace(ref);
  const before = await readRef(git, ref);
  if (before === null) throw unprocessable("Reference does not exist");
  if (ref === `refs/heads/${world.repository().defaultBranch}`)
    throw unprocessable("Cannot delete the default branch");
  if (!(await swapRef(git, ref, before, null))) throw unprocessable("Reference cannot be deleted");
  await followRefChange(operation, { ref, before, after: null });
}

/** `refs/pull/` is GitHub's own. */
function checkNamespace(ref: string): void {
  if (ref.startsWith("refs/pull/"))
    throw unprocessable("Reference cannot be updated in the refs/pull namespace");
}

async function checkObject({ git }: Operation, ref: string, oid: string): Promise<void> {
  const object = isOid(oid) ? await git.objects.read(oid) : null;
  if (!object) throw unprocessable("Object does not exist");
  if (ref.startsWith("refs/heads/") && object.type !== "commit")
    throw unprocessable("Object is not a commit");
}

/** `createCommitOnBranch`: a commit by compare-and-swap; STALE_DATA when the branch is not where the caller expects it. */
import { needs } from "../../caller.ts";
import { createCommitOnBranch as commit } from "../../operations/commit-on-branch.ts";
import type { Context } from "../context.ts";
import { Failure, nodeNotFound } from "../failure.ts";
import { parseGitNodeId } from "../git-node-id.ts";
import { commitNode } from "../nodes/commit.ts";
import { refNode } from "../nodes/ref.ts";
import { demandWrite, type MutationArguments, mutate } from "./mutate.ts";
import { checkRepositoryName } from "./subject.ts";

export interface CommitInput {
  /** By ref id, or by repository and name. */
  readonly branch: {
    readonly id?: string | null;
    readonly repositoryNameWithOwner?: string | null;
    readonly branchName?: string | null;
  };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string; readonly body?: string | null };
  readonly fileChanges?: {
    /** Base64, as RFC 4648 has it. */
    readonly additions?: readonly { readonly path: string; readonly contents: string }[] | null;
    readonly deletions?: readonly { readonly path: string }[] | null;
  } | null;
}

export function createCommitOnBranch(context: Context, args: MutationArguments<CommitInput>) {
  const { expectedHeadOid, message, fileChanges } = args.input;
  return mutate(context, args, async () => {
    const branch = branchOf(context, args.input.branch);
    demandWrite(context, needs.writeContents);
    const oid = await commit(context, {
      branch,
      expectedHeadOid,
      headline: message.headline,
      body: message.body ?? undefined,
      additions: (fileChanges?.additions ?? []).map(({ path, contents }) => ({
        path,
        content: Buffer.from(contents, "base64"),
      })),
      deletions: (fileChanges?.deletions ?? []).map(({ path }) => path),
    });
    return {
      commit: await commitNode(context, oid),
      ref: await refNode(context, `refs/heads/${branch}`),
    };
  });
}

function branchOf(
  context: Context,
  { id, repositoryNameWithOwner, branchName }: CommitInput["branch"],
): string {
  if (id) {
    const node = parseGitNodeId(id);
    if (node?.kind !== "ref") throw nodeNotFound(id);
    return node.name.replace(/^refs\/heads\//, "");
  }
  if (!repositoryNameWithOwner || !branchName)
    throw new Failure(
      "UNPROCESSABLE",
      "Branch must be given by id, or by repositoryNameWithOwner and branchName.",
    );
  checkRepositoryName(context, repositoryNameWithOwner);
  return branchName.replace(/^refs\/heads\//, "");
}

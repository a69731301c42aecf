/** Merging a pull request: judged by the head that the caller expects, made by Git, put on the base by compare-and-swap. */
import { z } from "zod";
import { ApiError } from "../api-error.ts";
import { issueOf } from "../find.ts";
import { writeCommit } from "../git/commit.ts";
import { isAncestor, mergeTrees, replayCommits } from "../git/merge.ts";
import { readBranch, swapRef } from "../git/ref.ts";
import type { Issue, Pull } from "../records.ts";
import type { Operation } from "./operation.ts";
import { followRefChange, recordMerge } from "./ref-change.ts";
import { gitHubSignature, signatureOf } from "./signature.ts";

export interface MergeInput {
  readonly method: "merge" | "squash" | "rebase";
  /** The head that was judged; 409 when it has moved. */
  readonly sha?: string | undefined;
  readonly title?: string | undefined;
  readonly message?: string | undefined;
}

/** Answers with the commit that is now the base's tip. Does not close issues by keywords in the body, as GitHub does. */
export async function mergePull(operation: Operation, pull: Pull, input: MergeInput): Promise<string> {
  const { world, git } = operation;
  const issue = issueOf(world, pull);
  if (issue.state !== "open") throw new ApiError(405, "Pull Request is not mergeable");
  if (pull.draft) throw new ApiError(405, "Pull Request is still a draft");
  if (input.sha !== undefined && input.sha !== pull.headSha)
    throw new ApiError(409, "Head branch was modified. Review and try the merge again.");
  const base = await readBranch(git, pull.baseRef);
  if (base === null) throw new ApiError(405, "Pull Request is not mergeable");
  const commit = await makeMerge(operation, pull, issue, base, input);
  if (commit === null) throw new ApiError(405, "Pull Request is not mergeable");
  // Git and the records are two stores: a process that is killed between them finds here what it was about.
  world.saveSetting(MERGING, JSON.stringify({ pull: pull.id, base, commit } satisfies Merging));
  const ref = `refs/heads/${pull.baseRef}`;
  if (!(await swapRef(git, ref, base, commit)))
    throw new ApiError(405, "Base branch was modified. Review and try the merge again.");
  await recorded(operation, pull, { base, commit });
  return commit;
}

const MERGING = "merging";
const Merging = z.object({ pull: z.int(), base: z.string(), commit: z.string() });
type Merging = z.infer<typeof Merging>;

/** Records a merge that moved the base before its process was killed. Nothing to do when it was recorded, or never moved it. */
export async function finishCutMerge(operation: Operation): Promise<void> {
  const { world, git } = operation;
  const noted = world.setting(MERGING);
  if (noted === null) return;
  const merging = Merging.parse(JSON.parse(noted));
  const pull = world.pulls.get(merging.pull);
  if (!pull || issueOf(world, pull).state !== "open") return;
  const tip = await readBranch(git, pull.baseRef);
  // Somebody may have pushed on top of it before we looked.
  if (tip !== null && (await isAncestor(git, merging.commit, tip))) await recorded(operation, pull, merging);
}

async function recorded(
  operation: Operation,
  pull: Pull,
  { base, commit }: Omit<Merging, "pull">,
): Promise<void> {
  recordMerge(operation, pull, commit, base);
  await followRefChange(operation, { ref: `refs/heads/${pull.baseRef}`, before: base, after: commit });
}

/** The new tip of the base; null when it conflicts. */
async function makeMerge(
  operation: Operation,
  pull: Pull,
  issue: Issue,
  base: string,
  input: MergeInput,
): Promise<string | null> {
  const { world, git, caller } = operation;
  const at = world.now();
  const committer = gitHubSignature(at);
  if (input.method === "rebase") return replayCommits(git, base, pull.headSha, committer);
  const merged = await mergeTrees(git, base, pull.headSha);
  if (merged.kind === "conflict") return null;
  const author = (input.method === "squash" ? world.users.get(issue.userId) : undefined) ?? caller.user;
  return writeCommit(git, {
    tree: merged.tree,
    parents: input.method === "squash" ? [base] : [base, pull.headSha],
    message: messageOf(operation, pull, issue, input),
    author: signatureOf(author, at),
    committer,
  });
}

/** The repository's settings `squash_merge_commit_title: PR_TITLE` and `…_message: PR_BODY`; a merge keeps GitHub's default. */
function messageOf({ world }: Operation, pull: Pull, issue: Issue, input: MergeInput): string {
  const squash = input.method === "squash";
  const owner = world.users.get(world.repository().ownerId)?.login ?? "";
  const title =
    input.title ??
    (squash
      ? `${issue.title} (#${pull.number})`
      : `Merge pull request #${pull.number} from ${owner}/${pull.headRef}`);
  const body = input.message ?? (squash ? (issue.body ?? "") : issue.title);
  return body.trim() === "" ? title : `${title}\n\n${body.replaceAll("\r\n", "\n").trimEnd()}\n`;
}

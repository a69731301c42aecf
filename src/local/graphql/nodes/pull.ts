/** Pull requests, and lists of them. */
import { issueOf } from "../../find.ts";
import { walkCommits } from "../../git/commit.ts";
import { mergeTrees } from "../../git/merge.ts";
import { readBranch } from "../../git/ref.ts";
import { nodeId } from "../../node-id.ts";
import type { Pull } from "../../records.ts";
import { connection, type PageArguments } from "../connection.ts";
import { type Context, type Source, webUrl } from "../context.ts";
import { actorNode } from "./actor.ts";
import { commitNode } from "./commit.ts";
import { hasAnyLabel, isAmong, type ThreadOrder, threadOrder } from "./issue.ts";
import { refNode } from "./ref.ts";
import { type ReviewArguments, reviewConnection } from "./review.ts";
import { rollupNode } from "./rollup.ts";
import { threadFields } from "./thread.ts";

export interface PullArguments extends PageArguments {
  readonly states?: readonly ("OPEN" | "CLOSED" | "MERGED")[] | null;
  readonly labels?: readonly string[] | null;
  readonly headRefName?: string | null;
  readonly baseRefName?: string | null;
  readonly orderBy?: ThreadOrder | null;
}

export function pullNode(context: Context, pull: Pull): Source {
  return {
    ...threadFields(context, issueOf(context.world, pull)),
    __typename: "PullRequest",
    id: nodeId("pull", pull.id),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    state: pullState(context, pull),
    isDraft: pull.draft,
    isCrossRepository: false, // forks do not exist here
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    headRef: () => refNode(context, `refs/heads/${pull.headRef}`),
    baseRefName: pull.baseRef,
    baseRefOid: pull.baseSha,
    baseRef: () => refNode(context, `refs/heads/${pull.baseRef}`),
    changedFiles: pull.size.changedFiles,
    mergeable: () => mergeability(context, pull),
    merged: pull.mergedAt !== null,
    mergedAt: pull.mergedAt,
    mergedBy: () => actorNode(context, pull.mergedById),
    mergeCommit: () => (pull.mergeCommitSha === null ? null : commitNode(context, pull.mergeCommitSha)),
    statusCheckRollup: () => rollupNode(context, pull.headSha),
    reviews: (args: ReviewArguments) => reviewConnection(context, pull, args),
    commits: (args: PageArguments) => commitConnection(context, pull, args),
    url: () => webUrl(context, `/pull/${pull.number}`),
  };
}

/** Pull requests that match, oldest first unless ordered otherwise; `belongs` says which ones the connection is about. */
export function pullConnection(
  context: Context,
  field: string,
  args: PullArguments,
  belongs: (pull: Pull) => boolean = () => true,
) {
  const { world } = context;
  return connection(field, args, {
    items: world.pulls
      .all()
      .filter(
        (pull) =>
          belongs(pull) &&
          isAmong(pullState(context, pull), args.states) &&
          (!args.headRefName || pull.headRef === args.headRefName) &&
          (!args.baseRefName || pull.baseRef === args.baseRefName) &&
          hasAnyLabel(context, issueOf(world, pull), args.labels),
      ),
    ...threadOrder(context, args.orderBy, (pull: Pull) => issueOf(world, pull)),
    node: (pull) => pullNode(context, pull),
  });
}

function pullState({ world }: Context, pull: Pull): "OPEN" | "CLOSED" | "MERGED" {
  if (pull.mergedAt !== null) return "MERGED";
  return issueOf(world, pull).state === "open" ? "OPEN" : "CLOSED";
}

/** GitHub does not keep it for what is closed; here, unlike there, it is never unknown for what is open. */
async function mergeability(context: Context, pull: Pull): Promise<"CONFLICTING" | "MERGEABLE" | "UNKNOWN"> {
  const { git } = context;
  const base = await readBranch(git, pull.baseRef);
  if (pullState(context, pull) !== "OPEN" || base === null) return "UNKNOWN";
  return (await mergeTrees(git, base, pull.headSha)).kind === "clean" ? "MERGEABLE" : "CONFLICTING";
}

/** The commits that the head has and the base had not, oldest first. */
async function commitConnection(context: Context, pull: Pull, args: PageArguments) {
  const range = { from: pull.headSha, without: pull.baseSha, oldestFirst: true };
  const commits = await walkCommits(context.git, range);
  return connection("commits", args, {
    items: commits.map((oid, index) => ({ oid, index })),
    place: ({ index }) => [index],
    node: ({ oid }) => ({
      __typename: "PullRequestCommit",
      id: `PURC_${pull.id}_${oid}`,
      commit: () => commitNode(context, oid),
    }),
  });
}

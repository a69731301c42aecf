/** Commits: what they say, what they hold, where they come from, and how their checks stand. */
import { needs } from "../../caller.ts";
import { issueOf } from "../../find.ts";
import { type Commit, readCommit, walkCommits } from "../../git/commit.ts";
import { findEntry } from "../../git/tree.ts";
import { connection, type PageArguments } from "../connection.ts";
import { type Context, demand, type Source } from "../context.ts";
import { formatGitNodeId } from "../git-node-id.ts";
import { treeEntryNode, treeNode } from "./git-object.ts";
import { pullConnection } from "./pull.ts";
import { rollupNode } from "./rollup.ts";

/** The commit of this id; null when the repository has none. */
export async function commitNode(context: Context, oid: string): Promise<Source | null> {
  const commit = await readCommit(context.git, oid);
  return commit && nodeOf(context, commit);
}

function nodeOf(context: Context, commit: Commit): Source {
  const { git } = context;
  const [headline = "", ...rest] = commit.message.split("\n");
  return {
    __typename: "Commit",
    id: formatGitNodeId({ kind: "commit", oid: commit.oid }),
    oid: commit.oid,
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join("\n").trim(),
    committedDate: commit.committer.date,
    tree: () => {
      demand(context, needs.readContents);
      return treeNode(context, commit.tree);
    },
    file: async ({ path }: { readonly path: string }) => {
      demand(context, needs.readContents);
      const entry = await findEntry(git, commit.oid, path);
      return entry && treeEntryNode(context, entry);
    },
    parents: (args: PageArguments) => commitConnection(context, "parents", commit.parents, args),
    history: async (args: PageArguments) => {
      demand(context, needs.readContents);
      return commitConnection(context, "history", await walkCommits(git, { from: commit.oid }), args);
    },
    statusCheckRollup: () => rollupNode(context, commit.oid),
    // GitHub also lists open pull requests that hold it below their head: that would be a walk for each of them.
    associatedPullRequests: (args: PageArguments) => {
      demand(context, needs.readPulls);
      return pullConnection(context, "associatedPullRequests", args, (pull) =>
        pull.mergedAt === null
          ? pull.headSha === commit.oid && issueOf(context.world, pull).state === "open"
          : pull.mergeCommitSha === commit.oid,
      );
    },
  };
}

function commitConnection(context: Context, field: string, oids: readonly string[], args: PageArguments) {
  return connection(field, args, {
    items: oids.map((oid, index) => ({ oid, index })),
    place: ({ index }) => [index],
    node: ({ oid }) => commitNode(context, oid),
  });
}

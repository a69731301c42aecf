/**
 * Writes the ledger: one `createCommitOnBranch` with the expected tip, a compare-and-swap. Who loses the race observes again;
 * nothing is ever merged into what somebody else wrote.
 */
import { z } from "zod";
import type { LedgerEvent } from "../domain/ledger-event.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import type { FileChanges } from "../ledger/ledger.ts";
import { ledgerMessage, ledgerReadme } from "../text/log.ts";
import type { Client } from "./client.ts";
import { Made } from "./commit.ts";
import { GraphQLRefusal, isAlready } from "./failure.ts";

export type Recorded = "recorded" | "lost";

export interface RecordInput {
  readonly branch: string;
  /** The ledger's tip as observed; null when the branch does not exist yet. */
  readonly head: string | null;
  readonly changes: FileChanges;
  readonly events: readonly LedgerEvent[];
}

/** https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch */
const COMMIT = `mutation Record($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } } }`;

const Committed = z.object({
  createCommitOnBranch: z.object({ commit: z.object({ oid: z.string() }) }).nullable(),
});

export async function record(
  client: Client,
  address: RepositoryAddress,
  input: RecordInput,
): Promise<Recorded> {
  const head = input.head ?? (await createLedger(client, address, input.branch));
  if (head === null) return "lost";
  const [headline = "", , ...body] = ledgerMessage(input.events).split("\n");
  const { data, errors } = await client.graphql(COMMIT, {
    input: {
      branch: { repositoryNameWithOwner: `${address.owner}/${address.name}`, branchName: input.branch },
      expectedHeadOid: head,
      message: { headline, ...(body.length > 0 ? { body: body.join("\n") } : {}) },
      fileChanges: {
        additions: input.changes.additions.map(({ path, text }) => ({
          path,
          contents: Buffer.from(text).toString("base64"),
        })),
        deletions: input.changes.deletions.map((path) => ({ path })),
      },
    },
  });
  if (Committed.parse(data).createCommitOnBranch) return "recorded";
  const [error] = errors;
  if (error?.type === "STALE_DATA" || /expected branch to point to/i.test(error?.message ?? ""))
    return "lost";
  throw new GraphQLRefusal(`the ledger could not be written: ${error?.message ?? "no answer"}`, error?.type);
}

/** An orphan branch: it carries no workflow files, so nothing is triggered. null when somebody else was first. */
async function createLedger(
  { octokit }: Client,
  { owner, name: repo }: RepositoryAddress,
  branch: string,
): Promise<string | null> {
  const entry = { path: "README.md", mode: "100644", type: "blob", content: ledgerReadme() } as const;
  const tree = await octokit.rest.git.createTree({ owner, repo, tree: [entry] });
  const commit = await octokit.rest.git.createCommit({
    owner,
    repo,
    message: "Start the ledger",
    tree: Made.parse(tree.data).sha,
    parents: [],
  });
  const { sha } = Made.parse(commit.data);
  try {
    await octokit.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha });
    return sha;
  } catch (error) {
    if (isAlready(error)) return null;
    throw error;
  }
}

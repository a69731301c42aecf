/**
 * Uploads a patch as one commit: blobs, tree, commit. No author fields, so that GitHub signs it as ours; file modes are kept.
 * No ref moves: an unreferenced commit harms nobody. https://docs.github.com/en/rest/git
 */
import { z } from "zod";
import type { FileMode } from "../domain/file-change.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import type { Client } from "./client.ts";

export interface CommitInput {
  /** The parent, whose tree the entries change unless `merges` is named. */
  readonly base: string;
  /** The second parent of a merge: the entries change its tree, whatever the first one has. */
  readonly merges: string | null;
  readonly entries: readonly CommitEntry[];
  readonly message: string;
}

export interface CommitEntry {
  readonly path: string;
  /** The mode to write; null deletes the path. */
  readonly after: FileMode | null;
  readonly content: Uint8Array | null;
}

/** Returns the commit's SHA. Text travels inside the tree's own request; only other bytes need a blob of their own. */
export async function createCommit(
  { octokit }: Client,
  { owner, name: repo }: RepositoryAddress,
  input: CommitInput,
): Promise<string> {
  const tree = [];
  for (const entry of input.entries) tree.push(await treeEntry(entry));
  const base = await octokit.rest.git.getCommit({ owner, repo, commit_sha: input.merges ?? input.base });
  const base_tree = Commit.parse(base.data).tree.sha;
  const made = await octokit.rest.git.createTree({ owner, repo, base_tree, tree });
  const commit = await octokit.rest.git.createCommit({
    owner,
    repo,
    message: input.message,
    tree: Made.parse(made.data).sha,
    parents: input.merges === null ? [input.base] : [input.base, input.merges],
  });
  return Made.parse(commit.data).sha;

  async function treeEntry({ path, after, content }: CommitEntry) {
    if (after === null) return { path, mode: "100644", type: "blob", sha: null } as const;
    if (after === "160000" || content === null) throw new Error(`${path} is no file and cannot be uploaded`);
    const text = textOf(content);
    if (text !== null) return { path, mode: after, type: "blob", content: text } as const;
    const blob = await octokit.rest.git.createBlob({
      owner,
      repo,
      content: Buffer.from(content).toString("base64"),
      encoding: "base64",
    });
    return { path, mode: after, type: "blob", sha: Made.parse(blob.data).sha } as const;
  }
}

/** An answer that was cut short has none: a commit without its base's tree would delete every other file. */
export const Made = z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) });
const Commit = z.object({ tree: Made });

/** The bytes as text when they survive the way there and back; a byte order mark would not. */
function textOf(content: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

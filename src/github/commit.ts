/**
 * Uploads a patch as one commit: blobs, tree, commit. No author fields, so that GitHub signs it as ours; file modes are kept.
 * No ref moves: an unreferenced commit harms nobody. https://docs.github.com/en/rest/git
 */
import type { FileMode } from "../domain/file-change.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import type { Client } from "./client.ts";

export interface CommitInput {
  /** The parent, whose tree the entries change. */
  readonly base: string;
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
  const { data: base } = await octokit.rest.git.getCommit({ owner, repo, commit_sha: input.base });
  const { data: made } = await octokit.rest.git.createTree({ owner, repo, base_tree: base.tree.sha, tree });
  const { data } = await octokit.rest.git.createCommit({
    owner,
    repo,
    message: input.message,
    tree: made.sha,
    parents: [input.base],
  });
  return data.sha;

  async function treeEntry({ path, after, content }: CommitEntry) {
    if (after === null) return { path, mode: "100644", type: "blob", sha: null } as const;
    if (after === "160000" || content === null) throw new Error(`${path} is no file and cannot be uploaded`);
    const text = textOf(content);
    if (text !== null) return { path, mode: after, type: "blob", content: text } as const;
    const { data } = await octokit.rest.git.createBlob({
      owner,
      repo,
      content: Buffer.from(content).toString("base64"),
      encoding: "base64",
    });
    return { path, mode: after, type: "blob", sha: data.sha } as const;
  }
}

/** The bytes as text when they survive the way there and back; a byte order mark would not. */
function textOf(content: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

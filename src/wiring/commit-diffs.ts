/** What each commit of a range changes, with its text: what a later commit takes out again stays in the history. */
import type { FileDiff } from "../domain/file-diff.ts";
import { fileDiff, type Side, sideOf } from "../domain/line-diff.ts";
import { readBlobs } from "../runs/blobs.ts";
import { type GitCall, git } from "../runs/git.ts";
import { parseRawDiff } from "../runs/raw-diff.ts";

/** A commit of more bytes is not read as text. */
const limits = { fileBytes: Number.MAX_SAFE_INTEGER, bytes: 64 * 2 ** 20 } as const;

/** Null when a path is not UTF-8, or there is too much text. A merge counts against its first parent. */
export async function readCommitDiff(sha: string, call: GitCall): Promise<readonly FileDiff[] | null> {
  const args = ["diff-tree", "-r", "--root", "--no-commit-id", "--diff-merges=first-parent"];
  const raw = parseRawDiff(await git([...args, "--raw", "-z", "--no-renames", "--no-abbrev", sha], call));
  if (raw === null) return null;
  const ids = [...new Set(raw.flatMap(({ blob, former }) => [blob, former]).filter((id) => id !== null))];
  const { contents, sizes } = await readBlobs(ids, limits, call);
  if (contents.size !== sizes.size) return null;
  const side = (id: string | null): Side => {
    const content = id === null ? null : contents.get(id);
    return content === undefined ? "no text" : content === null ? { text: null } : sideOf(content);
  };
  return raw.map((change) => fileDiff(change, change.blob, side(change.former), side(change.blob)));
}

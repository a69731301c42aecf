/** What each commit of a range adds, with its text: what a later commit takes out again stays in the history. */
import type { FileDiff, Line } from "../domain/file-diff.ts";
import { fileDiff, type Side, sideOf } from "../domain/line-diff.ts";
import { readBlobs } from "../runs/blobs.ts";
import { type GitCall, git } from "../runs/git.ts";
import { parseRawDiff } from "../runs/raw-diff.ts";

/** A commit of more bytes is not read as text. */
const limits = { fileBytes: Number.MAX_SAFE_INTEGER, bytes: 64 * 2 ** 20 } as const;
/** What the first commit of a history counts against. */
const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/**
 * Null when a path is not UTF-8, or there is too much text. A merge brings what none of its parents had: the rest is theirs, and is
 * judged with their commits, or is the base's already.
 */
export async function readCommitDiff(sha: string, call: GitCall): Promise<readonly FileDiff[] | null> {
  const [, ...parents] = (await git(["rev-list", "--parents", "-n", "1", sha], call))
    .toString("latin1")
    .trim()
    .split(" ");
  const [first = EMPTY_TREE, ...others] = parents;
  let files = await diffFrom(first, sha, call);
  for (const parent of others) {
    const against = await diffFrom(parent, sha, call);
    files = files && against && inBoth(files, against);
  }
  return files;
}

async function diffFrom(parent: string, sha: string, call: GitCall): Promise<readonly FileDiff[] | null> {
  const args = ["diff-tree", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", parent, sha];
  const raw = parseRawDiff(await git(args, call));
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

/** Of what a merge changes against two of its parents, what it changes against each: lines by their number in the one new text. */
function inBoth(files: readonly FileDiff[], others: readonly FileDiff[]): readonly FileDiff[] {
  const byPath = new Map(others.map((file) => [file.path, file]));
  return files.flatMap((file) => {
    const other = byPath.get(file.path);
    if (!other) return [];
    const before = file.before ?? other.before;
    return [{ ...file, before, added: common(file.added, other.added) }];
  });
}

/** What one side could not compare counts whole. */
function common(some: readonly Line[] | null, others: readonly Line[] | null): readonly Line[] | null {
  if (some === null || others === null) return some ?? others;
  const numbers = new Set(others.map(({ line }) => line));
  return some.filter(({ line }) => numbers.has(line));
}

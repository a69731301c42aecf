/** A change between two trees with its text, as gates look at it: read by plain Git from the objects, never from the files. */
import type { Change } from "../domain/file-diff.ts";
import { fileDiff, type Side, sideOf } from "../domain/line-diff.ts";
import { collisionsIn } from "../scope/collisions.ts";
import { type Blobs, readBlobs } from "./blobs.ts";
import { type GitCall, git } from "./git.ts";
import type { RawChange } from "./raw-diff.ts";

/** Bytes of one side of a path past which it is not read as text. */
const TEXT = 2 * 2 ** 20;
/** Bytes of all old texts together past which the text of the change counts as not read. */
const FORMER = 64 * 2 ** 20;

/** `call` has the new tree in its index, `after` the new contents. */
export async function readChange(
  raw: readonly RawChange[],
  after: Blobs,
  call: GitCall,
): Promise<Omit<Change, "revisited" | "canonical">> {
  // A name that is not UTF-8 and was there before is not to blame: it need only stay apart from the others.
  const tree = (await git(["ls-files", "-z", "--cached"], call)).toString("utf8").split("\0").slice(0, -1);
  const formerIds = [...new Set(raw.flatMap(({ former }) => former ?? []))];
  const before = await readBlobs(formerIds, { fileBytes: Number.MAX_SAFE_INTEGER, bytes: FORMER }, call);
  const files = raw.map((change) =>
    fileDiff(change, change.blob, textOf(change.former, before), textOf(change.blob, after)),
  );
  const added = new Set(files.filter(({ before: was }) => was === null).map(({ path }) => path));
  const deleted = files.filter(({ after: is }) => is === null).map(({ path }) => path);
  const kept = tree.filter((path) => !added.has(path));
  return {
    files,
    textRead: wasRead(before) && wasRead(after),
    collisions: collisionsIn([...kept, ...deleted], tree),
  };
}

/** Nothing is loaded of what is too large together. */
function wasRead({ sizes, contents }: Blobs): boolean {
  return contents.size === sizes.size;
}

function textOf(id: string | null, { sizes, contents }: Blobs): Side {
  if (id === null) return { text: null };
  const content = contents.get(id);
  return content === undefined || (sizes.get(id) ?? 0) > TEXT ? "no text" : sideOf(content);
}

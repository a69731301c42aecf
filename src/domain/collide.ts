/** Whether merging two changes could collide at all: what shares no path, no folder that became a file, and no moved folder, cannot. */
import type { FileChange } from "./file-change.ts";

/** Paths that both change, ascending. */
export function sharedPaths(ours: readonly FileChange[], theirs: readonly FileChange[]): readonly string[] {
  const known = new Set(theirs.map(({ path }) => path));
  return ours.flatMap(({ path }) => (known.has(path) ? [path] : [])).toSorted();
}

/**
 * Errs on the side of asking Git. Beside shared paths: a file of one where the other has a folder; and a folder out of which one
 * takes files while the other puts new ones in, for Git follows moved folders
 * (https://git-scm.com/docs/git-config#Documentation/git-config.txt-mergedirectoryRenames).
 */
export function mayCollide(ours: readonly FileChange[], theirs: readonly FileChange[]): boolean {
  return (
    sharedPaths(ours, theirs).length > 0 ||
    isFileOf(ours, theirs) ||
    isFileOf(theirs, ours) ||
    movesUnder(ours, theirs) ||
    movesUnder(theirs, ours)
  );
}

function isFileOf(files: readonly FileChange[], others: readonly FileChange[]): boolean {
  const folders = new Set(others.flatMap(({ path }) => foldersOf(path)));
  return files.some(({ path }) => folders.has(path));
}

function movesUnder(movers: readonly FileChange[], others: readonly FileChange[]): boolean {
  const left = new Set(movers.filter(({ after }) => after === null).flatMap(({ path }) => foldersOf(path)));
  return others.some(
    ({ path, before }) => before === null && foldersOf(path).some((folder) => left.has(folder)),
  );
}

/** Every folder that a path lies in, without the top. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_part, index) => parts.slice(0, index + 1).join("/"));
}

/**
 * What a run changed, read without trusting anything that the run could have written: by a Git directory that did not
 * exist while the agent was at work, so that no config, hook, filter, monitor or index of the agent's has a say. The
 * content comes from the objects that were judged, not from the tree, which may still change under our eyes.
 */
import { lstat, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FileChange } from "../domain/file-change.ts";
import type { Change } from "../domain/file-diff.ts";
import { type Reason, reasonAt } from "../domain/verdict.ts";
import { notPlainText, tooManyFilesText, tooMuchText, unreadablePatchText } from "../text/patch.ts";
import { readBlobs } from "./blobs.ts";
import { git } from "./git.ts";
import { parseRawDiff, type RawChange, splitNames } from "./raw-diff.ts";
import { readChange } from "./read-change.ts";
import type { Workspace } from "./workspace.ts";

/** One path of a patch. `content` is null for a deletion and for a submodule; for a symlink it is the link's target. */
export interface PatchEntry extends FileChange {
  readonly content: Uint8Array | null;
}

/** Ascending by path; a rename is a deletion and an addition. */
export type Patch = readonly PatchEntry[];

/** A change that is too large or cannot be read whole is refused whole, with the reason. */
export type ReadPatch =
  | { readonly ok: true; readonly patch: Patch; readonly change: Change }
  | { readonly ok: false; readonly reason: Reason };

export const patchLimits = { files: 3_000, fileBytes: 10 * 2 ** 20, bytes: 50 * 2 ** 20 } as const;

/** The difference between commit `base` and the working tree as it is now: ignored files do not count, commits neither. */
export async function readPatch(workspace: Workspace, base: string): Promise<ReadPatch> {
  const reader = await openReader(workspace);
  try {
    const added = await untracked(reader, base);
    if (added !== null) return added;
    const links = await submodules(reader, base);
    try {
      await stage(reader, links);
    } catch (error) {
      return refuse(
        null,
        "unreadable",
        unreadablePatchText(error instanceof Error ? error.message : String(error)),
      );
    }
    return await readChanges(reader, base, links);
  } finally {
    await rm(reader.gitDir, { recursive: true, force: true });
  }
}

/** Where trusted Git commands run: their own directory and index over the agent's tree. */
interface Reader {
  readonly tree: string;
  readonly gitDir: string;
  readonly call: { readonly cwd: string; readonly env: Readonly<Record<string, string>> };
}

async function openReader({ dir, tree, trusted }: Workspace): Promise<Reader> {
  if (!(await lstat(tree)).isDirectory()) throw new Error("the run replaced its working tree");
  const gitDir = await mkdtemp(join(dir, "reader-"));
  await git(["init", "--bare", "--quiet", "--template=", "."], { cwd: gitDir });
  await mkdir(join(gitDir, "objects", "info"), { recursive: true });
  await writeFile(join(gitDir, "objects", "info", "alternates"), `${join(trusted, "objects")}\n`);
  return { tree, gitDir, call: { cwd: tree, env: { GIT_DIR: gitDir, GIT_WORK_TREE: tree } } };
}

/** Fills the index with the base, and refuses new files that are too many or too large before anything is hashed. */
async function untracked({ tree, call }: Reader, base: string): Promise<ReadPatch | null> {
  await git(["read-tree", base], call);
  const names = splitNames(await git(["ls-files", "-z", "--others", "--exclude-standard"], call));
  if (names === null) return refuse(null, "path", notPlainText());
  if (names.length > patchLimits.files) return refuse(null, "size", tooManyFilesText(patchLimits.files));
  const sizes = await Promise.all(
    names.map(async (path) => ({ path, size: (await lstat(join(tree, path)).catch(() => null))?.size ?? 0 })),
  );
  return tooLarge(sizes);
}

/** Submodules of the base, which `stage` leaves alone: Git would run `git status` inside, by the config that it finds there. */
async function submodules({ call }: Reader, base: string): Promise<readonly string[]> {
  const listed = splitNames(await git(["ls-tree", "-r", "-z", "--full-tree", base], call));
  // An entry is `<mode> <type> <id>\t<path>`; a name that is not UTF-8 was there before the run and is not its change.
  return (listed ?? []).flatMap((line) =>
    line.startsWith("160000 ") ? [line.slice(line.indexOf("\t") + 1)] : [],
  );
}

async function stage({ call }: Reader, links: readonly string[]): Promise<void> {
  const paths = [".", ...links.map((path) => `:(exclude,literal)${path}`)];
  await git(["add", "--all", "--pathspec-from-file=-", "--pathspec-file-nul"], {
    ...call,
    input: Buffer.from(paths.join("\0")),
  });
}

async function readChanges(reader: Reader, base: string, links: readonly string[]): Promise<ReadPatch> {
  const diff = [
    "diff-index",
    "--cached",
    "--raw",
    "-z",
    "--no-abbrev",
    "--no-renames",
    "--ignore-submodules=none",
    base,
  ];
  const changes = parseRawDiff(await git(diff, reader.call));
  if (changes === null) return refuse(null, "path", notPlainText());
  const touched = await Promise.all(links.map((path) => submoduleChange(reader.tree, path)));
  const known = new Set(changes.map(({ path }) => path));
  const all = [...changes, ...touched.filter((change) => change !== null && !known.has(change.path))].filter(
    (change) => change !== null,
  );
  if (all.length > patchLimits.files) return refuse(null, "size", tooManyFilesText(patchLimits.files));
  const ids = [...new Set(all.flatMap(({ blob }) => blob ?? []))];
  const blobs = await readBlobs(ids, patchLimits, reader.call);
  const large = tooLarge(all.flatMap(({ path, blob }) => ({ path, size: blobs.sizes.get(blob ?? "") ?? 0 })));
  if (large !== null) return large;
  const sorted = all.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const change = await readChange(sorted, blobs, reader.call);
  const patch = sorted.map(({ path, before, after, blob }) => {
    return { path, before, after, content: contentOf(blob, blobs.contents) };
  });
  // One commit will be made of it: nothing was touched and put back in another. Copies are compared on the pull request.
  return { ok: true, patch, change: { ...change, revisited: [], canonical: [] } };
}

/** A submodule's folder is empty in a fresh clone; whatever stands there now is a change, and judged as a submodule's. */
async function submoduleChange(tree: string, path: string): Promise<RawChange | null> {
  const before = "160000";
  try {
    const empty = (await readdir(join(tree, path))).length === 0;
    return empty ? null : { path, before, after: "160000", blob: null, former: null };
  } catch (error) {
    const gone = error instanceof Error && "code" in error && error.code === "ENOENT";
    return { path, before, after: gone ? null : "160000", blob: null, former: null };
  }
}

function contentOf(blob: string | null, contents: ReadonlyMap<string, Uint8Array>): Uint8Array | null {
  if (blob === null) return null;
  const content = contents.get(blob);
  if (content === undefined) throw new Error(`object ${blob} was not read`);
  return content;
}

function tooLarge(files: readonly { readonly path: string; readonly size: number }[]): ReadPatch | null {
  const large = files.find(({ size }) => size > patchLimits.fileBytes);
  if (large) return refuse(large.path, "size", tooMuchText(large.path, patchLimits.fileBytes));
  const whole = files.reduce((sum, { size }) => sum + size, 0);
  return whole > patchLimits.bytes ? refuse(null, "size", tooMuchText(null, patchLimits.bytes)) : null;
}

function refuse(path: string | null, rule: string, message: string): ReadPatch {
  return { ok: false, reason: reasonAt(path, rule, message) };
}

/**
 * What a working tree changes against a base, with its text: for judging before anything is pushed. Nothing of the repository is
 * written: a temporary index and object folder take what Git has to store.
 */
import { copyFile, mkdtemp, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { canonicalIds, canonicalPairs, compareCanonical } from "../config/canonical.ts";
import type { CanonicalRule } from "../config/rule-schemas.ts";
import type { Change } from "../domain/file-diff.ts";
import type { Forecast } from "../domain/forecast.ts";
import { sideOf } from "../domain/line-diff.ts";
import type { CommitName } from "../domain/pull.ts";
import { readBlobs } from "../runs/blobs.ts";
import { type GitCall, git } from "../runs/git.ts";
import { parseRawDiff, type RawChange, splitNames } from "../runs/raw-diff.ts";
import { readChange } from "../runs/read-change.ts";
import type { Base, Place } from "./check-place.ts";
import { tryMerge } from "./merge-forecast.ts";

export interface WorkingTree {
  readonly change: Change | null;
  /** Those that the base lacks; `unread` when there are too many. */
  readonly commits: readonly CommitName[] | "unread";
  /** What Git says to merging the tree as it lies there with the base; null when it could not look. */
  readonly forecast: Forecast | null;
}

/** As GitHub lists them. */
const COMMITS = 250;
/** A change of more bytes is not read as text. */
const limits = { fileBytes: Number.MAX_SAFE_INTEGER, bytes: 64 * 2 ** 20 } as const;
const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** `base` null: the whole tree counts as added, and stands beside nothing. `canonical`: the rules whose files are compared. */
export async function readWorkingTree(
  place: Place,
  base: Base | null,
  canonical: readonly CanonicalRule[],
): Promise<WorkingTree> {
  const scratch = await mkdtemp(join(tmpdir(), "signalbox-check-"));
  try {
    const call = await openIndex(place, scratch);
    const from = base?.mergeBase ?? EMPTY_TREE;
    const raw = parseRawDiff(
      await git(["diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", from], call),
    );
    const range = base && { ...place, base: base.commit };
    const commits = range ? await commitsOf(range) : [];
    const history = commits === "unread" ? null : range;
    return {
      change: raw && (await toChange(raw, { canonical, history }, call)),
      commits,
      forecast: base ? await forecastOf(place, base, call) : { kind: "clean" },
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The tree as it lies there, ignored files left out, in an index of its own. */
async function openIndex({ heads, top, call: plain }: Place, scratch: string): Promise<GitCall> {
  const kept = async (name: string) =>
    resolve(top, (await git(["rev-parse", "--git-path", name], plain)).toString("utf8").replace(/\n$/, ""));
  const index = join(scratch, "index");
  const call: GitCall = {
    ...plain,
    env: {
      GIT_INDEX_FILE: index,
      GIT_OBJECT_DIRECTORY: scratch,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: await kept("objects"),
    },
  };
  const [head] = heads;
  // The person's own knows what is left out of a sparse checkout, what was added by force, and which files need no second look.
  if (!(await copied(await kept("index"), index)) && head) await git(["read-tree", head], call);
  await git(["add", "--all", "--ignore-errors", "--", "."], call);
  return call;
}

/** A file as old as the index may have changed in the same instant: the copy counts as older, so that Git looks into such files. */
async function copied(from: string, to: string): Promise<boolean> {
  const found = await stat(from).catch(() => null);
  if (found === null) return false;
  await copyFile(from, to);
  const earlier = new Date(found.mtimeMs - 2_000);
  await utimes(to, earlier, earlier);
  return true;
}

/** The merge is tried with a commit of the tree that stands nowhere else. */
async function forecastOf({ heads }: Place, base: Base, call: GitCall): Promise<Forecast | null> {
  const identity = { NAME: "signalbox", EMAIL: "signalbox@localhost", DATE: "@0 +0000" };
  const env = Object.fromEntries(
    Object.entries(identity).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]),
  );
  try {
    const tree = (await git(["write-tree"], call)).toString("latin1").trim();
    const parents = heads.flatMap((head) => ["-p", head]);
    const commit = await git(["commit-tree", "-m", "The working tree", ...parents, tree], {
      ...call,
      env: { ...call.env, ...env },
    });
    return await tryMerge(base.commit, commit.toString("latin1").trim(), call);
  } catch {
    // A folder that is full, a Git without merge-tree, a promised object that cannot be had: nobody has looked.
    return null;
  }
}

/** What the change brings: what its heads have and the base has not. */
type Range = Pick<Place, "heads" | "call"> & { readonly base: string };

async function commitsOf({ heads, call, base }: Range): Promise<readonly CommitName[] | "unread"> {
  const args = [`--max-count=${COMMITS + 1}`, "-z", "--format=%H %s", ...heads, "--not", base];
  // A subject that is not UTF-8 is judged as it is shown.
  const listed = (await git(["log", ...args], call)).toString("utf8").split("\0");
  const commits = listed
    .filter((entry) => entry !== "")
    .map((entry) => ({ sha: entry.slice(0, 40), subject: entry.slice(41) }));
  return commits.length > COMMITS ? "unread" : commits;
}

interface Wanted {
  readonly canonical: readonly CanonicalRule[];
  /** The commits in between, where they count too. */
  readonly history: Range | null;
}

async function toChange(
  raw: readonly RawChange[],
  { canonical, history }: Wanted,
  call: GitCall,
): Promise<Change> {
  const ids = [...new Set(raw.flatMap(({ blob }) => blob ?? []))];
  const change = await readChange(raw, await readBlobs(ids, limits, call), call);
  const changed = new Set(change.files.map(({ path }) => path));
  return {
    ...change,
    revisited: history ? await revisited(history, changed) : [],
    canonical: canonical.length === 0 ? [] : await readCanonical(raw, canonical, call),
  };
}

async function readCanonical(
  raw: readonly RawChange[],
  rules: readonly CanonicalRule[],
  call: GitCall,
): Promise<Change["canonical"]> {
  const tree = await readIndex(call);
  const idAt = (path: string) => tree.get(path) ?? null;
  const pairs = canonicalPairs(rules, raw, tree.keys());
  const { contents } = await readBlobs([...canonicalIds(pairs, idAt)], limits, call);
  return compareCanonical(pairs, idAt, (id) => {
    const side = sideOf(contents.get(id) ?? new Uint8Array([0]));
    return side === "no text" ? null : side.text;
  });
}

/** Ids of the contents in the index, by path; a submodule has none. */
async function readIndex(call: GitCall): Promise<ReadonlyMap<string, string | null>> {
  const entries = (await git(["ls-files", "-z", "--stage"], call)).toString("utf8").split("\0");
  const files = entries.flatMap((entry) => {
    const [, mode, id, path] = /^(\d+) ([0-9a-f]+) \d\t(.*)$/s.exec(entry) ?? [];
    return path === undefined || id === undefined ? [] : [[path, mode === "160000" ? null : id] as const];
  });
  return new Map(files);
}

/** Paths that some commit since the base touched, and the whole change does not. A merge touches what it leaves as none of its parents had it. */
async function revisited(
  { heads, base, call }: Range,
  changed: ReadonlySet<string>,
): Promise<readonly string[] | null> {
  const args = ["log", "-z", "--format=", "--name-only", "--no-renames", "-c", ...heads, "--not", base];
  const names = splitNames(await git(args, call));
  return names && [...new Set(names.filter((path) => path !== "" && !changed.has(path)))].toSorted();
}

/**
 * What a working tree changes against a base, with its text: for judging before anything is pushed. Nothing of the repository is
 * written: a temporary index and object folder take what Git has to store.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { canonicalIds, canonicalPairs, compareCanonical } from "../config/canonical.ts";
import type { CanonicalRule } from "../config/rule-schemas.ts";
import type { Change } from "../domain/file-diff.ts";
import { sideOf } from "../domain/line-diff.ts";
import type { CommitName } from "../domain/pull.ts";
import { readBlobs } from "../runs/blobs.ts";
import { type GitCall, git } from "../runs/git.ts";
import { parseRawDiff, type RawChange, splitNames } from "../runs/raw-diff.ts";
import { readChange } from "../runs/read-change.ts";

export interface WorkingTree {
  readonly change: Change | null;
  readonly commits: readonly CommitName[] | "unread";
  /** The branch that is checked out; null for none. */
  readonly branch: string | null;
  /** The merge base that the change counts from. */
  readonly base: string;
}

/** A mistake of whoever asks: the folder is no repository, or the base does not exist. */
export class NoSuchBase extends Error {}

/** As GitHub lists them. */
const COMMITS = 250;
/** A change of more bytes is not read as text. */
const limits = { fileBytes: Number.MAX_SAFE_INTEGER, bytes: 64 * 2 ** 20 } as const;
const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** Where a change against `base` begins: the rules that judge it are those of this commit. */
export async function mergeBaseWith(folder: string, base: string): Promise<string> {
  return mergeBase(await topOf(folder), base);
}

/** `base` null: the whole tree counts as added. `canonical`: the rules whose files are compared. */
export async function readWorkingTree(
  folder: string,
  base: string | null,
  canonical: readonly CanonicalRule[],
): Promise<WorkingTree> {
  const top = await topOf(folder);
  const from = base === null ? EMPTY_TREE : await mergeBase(top, base);
  const scratch = await mkdtemp(join(tmpdir(), "signalbox-check-"));
  try {
    const call = await openIndex(top, scratch);
    const raw = parseRawDiff(
      await git(["diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", from], call),
    );
    const commits = base === null ? [] : await commitsSince(top, from);
    return {
      change:
        raw === null
          ? null
          : await toChange(raw, { from, canonical, history: base !== null && commits !== "unread" }, call),
      commits,
      branch: await line(["symbolic-ref", "--quiet", "--short", "HEAD"], { cwd: top }),
      base: from,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A file of a commit; null when it has none of that path. */
export async function readFileAt(folder: string, commit: string, path: string): Promise<string | null> {
  try {
    return (await git(["cat-file", "blob", `${commit}:${path}`], { cwd: folder })).toString("utf8");
  } catch {
    return null;
  }
}

/** The commit of a name; null when there is none. */
export function commitOf(folder: string, name: string): Promise<string | null> {
  return line(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`], { cwd: folder });
}

async function topOf(folder: string): Promise<string> {
  const top = (await line(["rev-parse", "--show-toplevel"], { cwd: folder })) ?? "";
  if (top === "") throw new NoSuchBase(`${folder} is in no Git working tree`);
  return top;
}

async function mergeBase(top: string, base: string): Promise<string> {
  const commit = await commitOf(top, base);
  if (commit === null) throw new NoSuchBase(`there is no commit ${base}`);
  const common = await line(["merge-base", commit, "HEAD"], { cwd: top });
  if (common === null) throw new NoSuchBase(`${base} and the checked out commit have no common ancestor`);
  return common;
}

/** The tree as it lies there, ignored files left out, in an index of its own. */
async function openIndex(top: string, scratch: string): Promise<GitCall> {
  const objects = resolve(top, (await line(["rev-parse", "--git-path", "objects"], { cwd: top })) ?? "");
  const call: GitCall = {
    cwd: top,
    env: {
      GIT_INDEX_FILE: join(scratch, "index"),
      GIT_OBJECT_DIRECTORY: scratch,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: objects,
    },
  };
  if ((await commitOf(top, "HEAD")) !== null) await git(["read-tree", "HEAD"], call);
  await git(["add", "--all", "--ignore-errors", "--", "."], call);
  return call;
}

async function commitsSince(top: string, base: string): Promise<readonly CommitName[] | "unread"> {
  const range = [`--max-count=${COMMITS + 1}`, "-z", "--format=%H %s", `${base}..HEAD`];
  const listed = splitNames(await git(["log", ...range], { cwd: top }));
  if (listed === null || listed.length > COMMITS) return "unread";
  return listed
    .filter((entry) => entry !== "")
    .map((entry) => ({ sha: entry.slice(0, 40), subject: entry.slice(41) }));
}

interface Wanted {
  /** The merge base. */
  readonly from: string;
  readonly canonical: readonly CanonicalRule[];
  /** Whether the commits in between count too. */
  readonly history: boolean;
}

async function toChange(
  raw: readonly RawChange[],
  { from, canonical, history }: Wanted,
  call: GitCall,
): Promise<Change> {
  const ids = [...new Set(raw.flatMap(({ blob }) => blob ?? []))];
  const change = await readChange(raw, await readBlobs(ids, limits, call), call);
  const changed = new Set(change.files.map(({ path }) => path));
  return {
    ...change,
    revisited: history ? await revisited(from, changed, call) : [],
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
  base: string,
  changed: ReadonlySet<string>,
  call: GitCall,
): Promise<readonly string[] | null> {
  const args = ["log", "-z", "--format=", "--name-only", "--no-renames", "-c", `${base}..HEAD`];
  const names = splitNames(await git(args, call));
  return names && [...new Set(names.filter((path) => path !== "" && !changed.has(path)))].toSorted();
}

/** The one line that Git answers with; null when it fails or says nothing. */
async function line(args: readonly string[], call: GitCall): Promise<string | null> {
  try {
    const words = (await git(args, call)).toString("utf8").trim();
    return words === "" ? null : words;
  } catch {
    return null;
  }
}

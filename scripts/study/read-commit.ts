/** One merged change of a bare repository, as its gates would have seen it: against the commit that it was merged onto. */
import type { Change, FileDiff } from "../../src/domain/file-diff.ts";
import { lineDiff } from "../../src/domain/line-diff.ts";
import { readBlobs } from "../../src/runs/blobs.ts";
import { git } from "../../src/runs/git.ts";
import { parseRawDiff, type RawChange, splitNames } from "../../src/runs/raw-diff.ts";
import { collisionsIn } from "../../src/scope/collisions.ts";

export interface MergedCommit {
  readonly sha: string;
  readonly subject: string;
  /** Every path of the tree that it was merged onto. */
  readonly paths: readonly string[];
  readonly change: Change;
}

/** As `signalbox check` reads them. */
const limits = { fileBytes: 2 * 2 ** 20, bytes: 64 * 2 ** 20 } as const;

/** The newest commits of the default branch that changed something, each as it was merged: along the first parents. */
export async function readRecent(repository: string, count: number): Promise<readonly string[]> {
  const args = [
    "log",
    "--first-parent",
    "--min-parents=1",
    `--max-count=${count * 2}`,
    "-z",
    "--format=%H %T %P",
    "HEAD",
  ];
  const listed = splitNames(await git(args, { cwd: repository })) ?? [];
  const trees = new Map(listed.map((line) => [line.slice(0, 40), line.slice(41, 81)]));
  return listed
    .filter((line) => trees.get(line.slice(82, 122)) !== line.slice(41, 81))
    .map((line) => line.slice(0, 40))
    .slice(0, count);
}

export async function readCommit(repository: string, sha: string): Promise<MergedCommit> {
  const call = { cwd: repository };
  const base = `${sha}^1`;
  const diff = await git(["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", base, sha], call);
  const back = await git(["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", sha, base], call);
  const [raw, reversed] = [parseRawDiff(diff), parseRawDiff(back)];
  const paths = splitNames(await git(["ls-tree", "-r", "-z", "--name-only", "--full-tree", base], call));
  if (raw === null || reversed === null || paths === null)
    throw new Error(`${sha} has a path that is not UTF-8`);
  const before = new Map(reversed.map(({ path, blob }) => [path, blob]));
  const texts = await readTexts(repository, [...raw, ...reversed]);
  const files = raw.map((change) => toDiff(change, before.get(change.path) ?? null, texts));
  const subject = (await git(["log", "-1", "--format=%s", sha], call)).toString("utf8").trim();
  const added = new Set(files.filter((file) => file.before === null).map(({ path }) => path));
  return {
    sha,
    subject,
    paths,
    change: {
      files,
      textRead: true,
      collisions: collisionsIn(paths, [...paths, ...added]),
      revisited: [],
      canonical: [],
    },
  };
}

async function readTexts(
  repository: string,
  changes: readonly RawChange[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(changes.flatMap(({ blob }) => blob ?? []))];
  const { contents } = await readBlobs(
    ids,
    { ...limits, fileBytes: Number.MAX_SAFE_INTEGER },
    { cwd: repository },
  );
  return new Map(
    [...contents].flatMap(([id, content]) =>
      content.length > limits.fileBytes || content.subarray(0, 8_000).includes(0)
        ? []
        : [[id, Buffer.from(content).toString("utf8")] as const],
    ),
  );
}

function toDiff(change: RawChange, was: string | null, texts: ReadonlyMap<string, string>): FileDiff {
  const { path, before, after, blob } = change;
  const textOf = (id: string | null) => (id === null ? null : (texts.get(id) ?? NO_TEXT));
  const [old, now] = [textOf(was), textOf(blob)];
  const lines = old === NO_TEXT || now === NO_TEXT ? { added: null, removed: null } : lineDiff(old, now);
  return { path, before, after, blob, ...lines };
}

/** A NUL is in no text. */
const NO_TEXT = "\0";

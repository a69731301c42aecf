/**
 * What a pull request changes: the difference of two whole trees with the text of what differs, and what its commits touched on
 * the way. Kept by commits: none of it can change.
 */
import { z } from "zod";
import { type CanonicalPair, canonicalIds, canonicalPairs, compareCanonical } from "../config/canonical.ts";
import type { CanonicalRule } from "../config/rule-schemas.ts";
import type { Change } from "../domain/file-diff.ts";
import { fileDiff, type Side } from "../domain/line-diff.ts";
import type { Pull } from "../domain/pull.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import { collisionsIn } from "../scope/collisions.ts";
import type { Client } from "./client.ts";
import { isMissing } from "./failure.ts";
import { readRange, touchedIn } from "./history.ts";
import { readTexts } from "./texts.ts";
import { type Tree, type TreeChange, treeChanges, treeReader } from "./trees.ts";

export interface ReadChange {
  readonly change: Change | null;
  readonly commits: Pull["commits"];
}

/** `paths`: of a change of more paths the text is not read, because its size alone fails it. `canonical`: whose files are compared. */
export type ReadChanges = (
  pull: { readonly baseSha: string; readonly head: string },
  paths: number,
  canonical: readonly CanonicalRule[],
) => Promise<ReadChange>;

export type ContainsCommit = (commit: string, head: string) => Promise<boolean | null>;

/**
 * Whether `head` contains `commit`: asked only when somebody else pushed to an agent's branch, and once, for commits do not change.
 * null when GitHub did not say; then it is asked again.
 */
export function containsReader(
  { octokit }: Client,
  { owner, name: repo }: RepositoryAddress,
): ContainsCommit {
  const kept = new Map<string, boolean>();
  return async (commit, head) => {
    const basehead = `${commit}...${head}`;
    const known = kept.get(basehead);
    if (known !== undefined) return known;
    const answer = await octokit.rest.repos
      .compareCommitsWithBasehead({ owner, repo, basehead, per_page: 1 })
      .catch((error: unknown) => (isMissing(error) ? null : Promise.reject(error)));
    if (!answer) return null;
    const { status } = Comparison.parse(answer.data);
    const contains = status === "ahead" || status === "identical";
    kept.set(basehead, contains);
    dropOldest(kept);
    return contains;
  };
}

const Comparison = z.object({ status: z.string() });

/** So many answers are kept: enough for every open pull request of a busy repository. */
const KEPT = 200;

function dropOldest(kept: Map<string, unknown>): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) return;
    kept.delete(oldest);
  }
}

const unknown: ReadChange = { change: null, commits: "unread" };

/**
 * The first time a head is seen: one request for the comparison, one for each tree that is not at hand (mostly the head's alone), one
 * for each further commit, and one for 50 texts. None after that. `change` is null when GitHub cut a tree short, knows no common
 * ancestor, or does not show the commit (yet): the last two may change, so they are not kept.
 */
export function changesReader(client: Client, address: RepositoryAddress): ReadChanges {
  const kept = new Map<string, ReadChange>();
  const readTree = treeReader(client, address);
  return async ({ baseSha, head }, paths, canonical) => {
    const key = `${baseSha}...${head} ${paths} ${JSON.stringify(canonical)}`;
    const known = kept.get(key);
    if (known) return known;
    const found = await read({ baseSha, head, paths, canonical }).catch((error: unknown) =>
      isMissing(error) ? null : Promise.reject(error),
    );
    if (found === null) return unknown;
    kept.set(key, found);
    dropOldest(kept);
    return found;
  };

  async function read({ baseSha, head, paths, canonical }: Wanted): Promise<ReadChange> {
    const { mergeBase, commits } = await readRange(client, address, `${baseSha}...${head}`);
    const before = await readTree(mergeBase);
    const after = before && (await readTree(head));
    if (!before || !after) return { change: null, commits };
    const found = treeChanges(before, after);
    const pairs = canonicalPairs(canonical, found, after.keys());
    const ids = new Set([...blobsOf(found), ...canonicalIds(pairs, (path) => blobAt(after, path))]);
    const texts = found.length > paths ? null : await readTexts(client, address, [...ids]);
    const touched = commits === "unread" ? null : await touchedIn(commits, readTree);
    return { change: toChange({ before, after, found, pairs, texts, touched }), commits };
  }
}

interface Wanted {
  readonly baseSha: string;
  readonly head: string;
  readonly paths: number;
  readonly canonical: readonly CanonicalRule[];
}

/** Ids of contents, each once; a submodule's names a commit elsewhere. */
function blobsOf(changes: readonly TreeChange[]): readonly string[] {
  return [...new Set(changes.flatMap((change) => [oldBlob(change), newBlob(change)]))].filter(
    (id) => id !== null,
  );
}

function oldBlob({ before, old }: TreeChange): string | null {
  return before === "160000" ? null : old;
}

function newBlob({ after, now }: TreeChange): string | null {
  return after === "160000" ? null : now;
}

function toChange(read: {
  readonly before: Tree;
  readonly after: Tree;
  readonly found: readonly TreeChange[];
  readonly pairs: readonly CanonicalPair[];
  readonly texts: ReadonlyMap<string, Side> | null;
  readonly touched: ReadonlySet<string> | null;
}): Change {
  const { before, after, found, pairs, texts, touched } = read;
  const sideOf = (id: string | null): Side => (id === null ? { text: null } : (texts?.get(id) ?? "no text"));
  const changed = new Set(found.map(({ path }) => path));
  return {
    files: found.map((change) =>
      fileDiff(change, newBlob(change), sideOf(oldBlob(change)), sideOf(newBlob(change))),
    ),
    textRead: texts !== null,
    collisions: collisionsIn([...before.keys()], [...after.keys()]),
    revisited: touched && [...touched].filter((path) => !changed.has(path)).toSorted(),
    canonical: compareCanonical(
      pairs,
      (path) => blobAt(after, path),
      (id) => {
        const side = sideOf(id);
        return side === "no text" ? null : side.text;
      },
    ),
  };
}

function blobAt(tree: Tree, path: string): string | null {
  const entry = tree.get(path);
  return entry === undefined || entry.mode === "160000" ? null : entry.sha;
}

/** What stands in the repository: the config on the default branch, the ledger's open files, Signalbox's labels. */
import { groupsUpon, type MergeGroup, parseQueueBranch, QUEUE_PREFIX } from "../domain/merge-group.ts";
import type { Observation } from "../domain/observation.ts";
import {
  CONFIG_FILE,
  DESK_FILE,
  emptyLedger,
  type Ledger,
  parseLedger,
  TASK_FOLDER,
} from "../ledger/ledger.ts";
import { toChecks } from "./facts.ts";
import type { BlobFacts, BlobFile, StandingFacts } from "./observe-answer.ts";

interface Held {
  readonly standing: StandingFacts | null;
}

/** A config that GitHub shows only in part, or as something else than text, is there but cannot be read. */
export function configOf({ standing }: Held): Observation["config"] {
  const file = standing?.defaultBranchRef?.target.config;
  if (!file?.object) return null;
  if (file.mode === SYMLINK || file.object === "no blob") return { oid: "none", text: UNREADABLE };
  return { oid: file.object.oid, text: textOf(file.object) };
}

function textOf({ text, isTruncated }: BlobFacts): string {
  return text === null || isTruncated ? UNREADABLE : text;
}

const SYMLINK = 0o120000;
/** Neither YAML nor JSON: parsing it says that the file cannot be read. */
const UNREADABLE = "%";

export function ledgerFilesOf({ standing }: Held): ReadonlyMap<string, string> | null {
  if (!standing) throw new Error("the ledger was not asked for");
  if (!standing.ledger) return null;
  const { desk, lastConfig, tasks } = standing.ledger.target;
  const files = new Map<string, string>();
  // A file that is there but shows no text is unreadable; left out, its task would look as if it had never been.
  const add = (path: string, file: BlobFile) => {
    if (file?.object && file.object !== "no blob") files.set(path, textOf(file.object));
  };
  add(DESK_FILE, desk);
  add(CONFIG_FILE, lastConfig);
  for (const { name, object } of tasks?.object?.entries ?? []) add(`${TASK_FOLDER}/${name}`, { object });
  return files;
}

export function ledgerOf(standing: StandingFacts | null): Ledger {
  return standing?.ledger ? parseLedger(ledgerFilesOf({ standing }) ?? new Map()) : emptyLedger;
}

export function labelsOf({ standing }: Held): ReadonlyMap<string, string> {
  if (!standing) return new Map();
  const { statusLabels, agentLabels, blockerLabels, priorityLabels, waitedForLabels, hold } = standing;
  const found = [statusLabels, agentLabels, blockerLabels, priorityLabels, waitedForLabels].flatMap(
    ({ nodes }) => nodes,
  );
  const all = [...found, ...(hold ? [hold] : [])];
  return new Map(all.map(({ id, name }) => [name, id]));
}

/**
 * The queue's branches of the default branch, as far as they are known to stand on it. A name under which GitHub lists refs leaves the
 * prefix out. One with more checks than a page is left alone: it could hide our own.
 */
export function groupsOf({ standing }: Held): readonly MergeGroup[] {
  const branch = standing?.defaultBranchRef;
  if (!branch || !standing.queue) return [];
  const groups = standing.queue.nodes.flatMap(({ name, target }) => {
    const parsed = parseQueueBranch(name.startsWith(QUEUE_PREFIX) ? name : `${QUEUE_PREFIX}${name}`);
    const contexts = target?.statusCheckRollup?.contexts;
    if (!parsed || !target?.tree || contexts?.pageInfo.hasNextPage) return [];
    const checks = toChecks(contexts?.nodes ?? []);
    return [
      {
        ...parsed,
        head: target.oid,
        tree: target.tree.oid,
        asMerged: null,
        checks,
        change: "unread",
        commits: "unread",
        metrics: "unread",
      } as const,
    ];
  });
  return groupsUpon(groups, branch.name, branch.target.oid);
}

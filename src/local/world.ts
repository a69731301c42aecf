/**
 * The state of the embedded GitHub: typed tables in memory, written through to SQLite in one transaction a request.
 * Writers run one after another (`transaction`), so that an operation may await Git between its checks and its writes;
 * readers do not wait, and may see the writes of a transaction that is not yet saved. Operations therefore check first and write last.
 */
import type { WorldEvent } from "./event.ts";
import { type PastWrite, staleWorld } from "./faults/stale-world.ts";
import type {
  App,
  Artifact,
  CheckRun,
  CheckSuite,
  Collaborator,
  Comment,
  CommitStatus,
  Installation,
  Issue,
  KnownRef,
  Label,
  Pull,
  Reaction,
  Repository,
  Review,
  TimelineEvent,
  User,
  Workflow,
  WorkflowRun,
} from "./records.ts";
import { openStore } from "./store.ts";
import { type Change, createTable, type Table } from "./table.ts";
import type { Token } from "./tokens.ts";
import type { Delivery } from "./webhooks.ts";

export interface World {
  readonly users: Table<User>;
  readonly apps: Table<App>;
  readonly installations: Table<Installation>;
  readonly tokens: Table<Token>;
  readonly repositories: Table<Repository>;
  readonly collaborators: Table<Collaborator>;
  readonly knownRefs: Table<KnownRef>;
  readonly labels: Table<Label>;
  readonly issues: Table<Issue>;
  readonly comments: Table<Comment>;
  readonly reactions: Table<Reaction>;
  readonly timeline: Table<TimelineEvent>;
  readonly pulls: Table<Pull>;
  readonly reviews: Table<Review>;
  readonly checkSuites: Table<CheckSuite>;
  readonly checkRuns: Table<CheckRun>;
  readonly statuses: Table<CommitStatus>;
  readonly workflows: Table<Workflow>;
  readonly workflowRuns: Table<WorkflowRun>;
  readonly artifacts: Table<Artifact>;
  readonly deliveries: Table<Delivery>;
  readonly clock: () => Date;
  /** The clock's time as GitHub writes it: `2026-11-21T10:00:00Z`. */
  now(): string;
  /** The one repository of this world. */
  repository(): Repository;
  /** Runs the work of one writing request, after those that came before; all of its writes are kept, or none when it throws. */
  transaction<T>(work: () => Promise<T> | T): Promise<T>;
  /** The same for work that does not wait, at once. */
  write<T>(work: () => T): T;
  /** Notes an event; it reaches the listeners when the transaction is saved. */
  emit(event: WorldEvent): void;
  onEvent(listener: (event: WorldEvent) => void): () => void;
  setting(key: string): string | null;
  saveSetting(key: string, value: string): void;
  /** The records as they were `writes` writes ago, as far back as 100; only for reading. */
  past(writes: number): World;
  /** Writes what is saved to another database file. */
  copyTo(file: string): void;
  /** Waits for running transactions, then closes the database. */
  close(): Promise<void>;
}

/** Writes that can be taken back for a look at the past. */
const REMEMBERED = 100;

interface Journal {
  readonly changes: Change[];
  readonly events: WorldEvent[];
}

/** Opens the world in `file` (`:memory:` for none); one that exists is resumed. */
export function openWorld(file: string, clock: () => Date): World {
  const store = openStore(file);
  const listeners = new Set<(event: WorldEvent) => void>();
  const written: PastWrite[] = [];
  let journal: Journal | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const running = (): Journal => {
    if (journal === null) throw new Error("the embedded GitHub is written to outside a transaction");
    return journal;
  };
  const table = <T extends { readonly id: number }>(name: string, firstId: number): Table<T> => {
    const created = createTable<T>(name, firstId, (change) => running().changes.push(change));
    const stored = store.load(name);
    // The file is our own and holds what `save` was given: records of this table.
    created.load(stored.records as readonly T[], stored.nextId);
    return created;
  };
  /** After the records are saved: a listener that throws cannot undo what is on disk. */
  const tell = (finished: Journal): void => {
    if (finished.changes.some(({ table }) => table !== "delivery")) written.push(finished.changes);
    if (written.length > REMEMBERED) written.shift();
    for (const event of finished.events) for (const listener of listeners) listener(event);
  };
  const undo = (failed: Journal): void => {
    for (const change of failed.changes.toReversed()) change.undo();
  };

  const repositories = table<Repository>("repository", 1);
  const world: World = {
    users: table("user", 1),
    apps: table("app", 2_001),
    installations: table("installation", 3_001),
    tokens: table("token", 1),
    repositories,
    collaborators: table("collaborator", 1),
    knownRefs: table("known-ref", 1),
    labels: table("label", 4_001),
    issues: table("issue", 10_001),
    comments: table("comment", 20_001),
    reactions: table("reaction", 30_001),
    timeline: table("timeline", 40_001),
    pulls: table("pull", 50_001),
    reviews: table("review", 60_001),
    checkSuites: table("check-suite", 70_001),
    checkRuns: table("check-run", 80_001),
    statuses: table("status", 90_001),
    workflows: table("workflow", 100_001),
    workflowRuns: table("workflow-run", 110_001),
    artifacts: table("artifact", 120_001),
    deliveries: table("delivery", 1),
    clock,
    now: () => `${clock().toISOString().slice(0, 19)}Z`,
    repository: () => {
      const [only] = repositories.all();
      if (!only) throw new Error("the embedded GitHub has no repository yet");
      return only;
    },
    transaction: <T>(work: () => Promise<T> | T): Promise<T> => {
      const result = last.then(async () => {
        const mine: Journal = { changes: [], events: [] };
        journal = mine;
        let value: T;
        try {
          value = await work();
          store.save(mine.changes);
        } catch (error) {
          undo(mine);
          throw error;
        } finally {
          journal = null;
        }
        tell(mine);
        return value;
      });
      last = result.catch(() => undefined);
      return result;
    },
    write: (work) => {
      const outer = journal;
      const mine: Journal = { changes: [], events: [] };
      journal = mine;
      let value: ReturnType<typeof work>;
      try {
        value = work();
        store.save(mine.changes);
      } catch (error) {
        undo(mine);
        throw error;
      } finally {
        journal = outer;
      }
      tell(mine);
      return value;
    },
    emit: (event) => {
      running().events.push(event);
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setting: (key) => store.setting(key),
    saveSetting: (key, value) => store.saveSetting(key, value),
    past: (writes) => (writes === 0 ? world : staleWorld(world, written.slice(-writes))),
    copyTo: (to) => store.copyTo(to),
    close: async () => {
      await last;
      store.close();
    },
  };
  return world;
}

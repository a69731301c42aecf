/** The ledger in memory, and its codec: the open files of the ledger branch to tasks and back. */
import { z } from "zod";
import { Freeze } from "./freeze.ts";
import { Announcement, Pattern } from "./said.ts";
import { OutboxEntry, Task } from "./task.ts";

/** What belongs to no task: how far the repository was read, and answers owed on issues that are not tasks. */
export const Desk = z.strictObject({
  v: z.literal(1),
  /** Issues that changed since then are read; null before the first pass. */
  since: z.iso.datetime().nullable(),
  /** Blob id of the config that `config.yml` was copied from. */
  config: z.string().nullable(),
  outbox: z.array(OutboxEntry),
  /**
   * Tasks that were archived a short while ago, with the last label event (milliseconds since 1970) and comment that were seen then: a
   * read that shows an older moment must not make tasks of them again.
   */
  ended: z
    .array(z.strictObject({ task: z.int(), label: z.int(), comment: z.int(), at: z.iso.datetime() }))
    .default([]),
  /** The issue that shows the board; null until it was seen. */
  board: z.int().min(1).nullable().default(null),
  /** How many announcements and patterns there ever were: an id is given once. */
  said: z.int().min(0).default(0),
  announcements: z.array(Announcement).default([]),
  patterns: z.array(Pattern).default([]),
  freeze: Freeze.nullable().default(null),
});
export type Desk = z.infer<typeof Desk>;

export interface Ledger {
  readonly desk: Desk;
  /** Text of the last valid config; null when there never was one. */
  readonly config: string | null;
  readonly tasks: ReadonlyMap<number, Task>;
  /** Tasks that this pass moves to the archive. */
  readonly archived: readonly Task[];
  /** Files that could not be read: their tasks are paused, never guessed. */
  readonly unreadable: readonly UnreadableFile[];
}

export interface UnreadableFile {
  readonly path: string;
  /** The task that the file's name says; null for the desk. */
  readonly task: number | null;
  readonly problem: string;
}

export const DESK_FILE = "desk.json";
export const CONFIG_FILE = "config.yml";
export const TASK_FOLDER = "tasks";

export const emptyLedger: Ledger = {
  desk: {
    v: 1,
    since: null,
    config: null,
    outbox: [],
    ended: [],
    board: null,
    said: 0,
    announcements: [],
    patterns: [],
    freeze: null,
  },
  config: null,
  tasks: new Map(),
  archived: [],
  unreadable: [],
};

/** Reads the files of the ledger branch (path to text). A file that does not parse is listed, not guessed. */
export function parseLedger(files: ReadonlyMap<string, string>): Ledger {
  const tasks = new Map<number, Task>();
  const unreadable: UnreadableFile[] = [];
  let desk = emptyLedger.desk;
  for (const [path, text] of files) {
    const named = /^tasks\/([1-9][0-9]*)\.json$/.exec(path)?.[1];
    if (path !== DESK_FILE && named === undefined) continue;
    const number = named === undefined ? null : Number(named);
    try {
      if (number === null) {
        desk = Desk.parse(JSON.parse(text));
        continue;
      }
      const task = Task.parse(JSON.parse(text));
      if (task.number !== number) throw new Error(`it says that it is task ${task.number}`);
      tasks.set(number, task);
    } catch (error) {
      unreadable.push({ path, task: number, problem: problemOf(error) });
    }
  }
  return { desk, config: files.get(CONFIG_FILE) ?? null, tasks, archived: [], unreadable };
}

export interface FileChanges {
  readonly additions: readonly { readonly path: string; readonly text: string }[];
  readonly deletions: readonly string[];
}

/** The files to write and to delete to get from one ledger to the next; both empty when nothing changed. */
export function ledgerChanges(before: Ledger, after: Ledger): FileChanges {
  const additions: { path: string; text: string }[] = [];
  if (formatJson(before.desk) !== formatJson(after.desk))
    additions.push({ path: DESK_FILE, text: formatJson(after.desk) });
  if (after.config !== null && after.config !== before.config)
    additions.push({ path: CONFIG_FILE, text: after.config });
  for (const [number, task] of after.tasks) {
    const text = formatJson(task);
    const old = before.tasks.get(number);
    if (!old || formatJson(old) !== text) additions.push({ path: taskPath(number), text });
  }
  for (const task of after.archived)
    additions.push({ path: archivePath(task.number), text: formatJson(task) });
  const deletions = [...before.tasks.keys()].filter((number) => !after.tasks.has(number)).map(taskPath);
  return { additions, deletions };
}

export function taskPath(number: number): string {
  return `${TASK_FOLDER}/${number}.json`;
}

export function archivePath(number: number): string {
  return `archive/${number}.json`;
}

/** The task that a file of the ledger is about, open or archived, by its name; null for any other file. */
export function issueOfTaskFile(path: string): number | null {
  const named = /^(?:tasks|archive)\/([1-9][0-9]*)\.json$/.exec(path)?.[1];
  return named === undefined ? null : Number(named);
}

export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function problemOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    return error.issues.map((issue) => `${issue.path.join(".") || "file"}: ${issue.message}`).join("; ");
  }
  return error instanceof Error ? error.message : String(error);
}

/** The embedded GitHub's file: every record as JSON, in SQLite, so that a world survives a crash between two requests. */
import { DatabaseSync } from "node:sqlite";
import type { Change } from "./table.ts";

export interface Store {
  /** The records of a table and its next id, which deletions do not give back; null for a new table. */
  load(table: string): { readonly records: readonly unknown[]; readonly nextId: number | null };
  /** Writes the changes in one SQLite transaction: all or none. */
  save(changes: readonly Change[]): void;
  setting(key: string): string | null;
  saveSetting(key: string, value: string): void;
  /** Writes all that is saved to another file, which is a store of its own. */
  copyTo(file: string): void;
  close(): void;
}

/** Another process has the world open. */
export class WorldInUse extends Error {}

/**
 * One process a world: two that write would each undo what the other did. SQLite's lock ends with the process that holds it,
 * however it ends. Throws `WorldInUse` when another has it.
 * @param file A path, or `:memory:`.
 */
export function openStore(file: string): Store {
  const database = new DatabaseSync(file);
  takeLock(database, file);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS record (kind TEXT, id INTEGER, json TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS counter (kind TEXT PRIMARY KEY, next INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  `);
  const readRecords = database.prepare("SELECT json FROM record WHERE kind = ? ORDER BY id");
  const readCounter = database.prepare("SELECT next FROM counter WHERE kind = ?");
  const writeRecord = database.prepare("INSERT OR REPLACE INTO record (kind, id, json) VALUES (?, ?, ?)");
  const deleteRecord = database.prepare("DELETE FROM record WHERE kind = ? AND id = ?");
  const writeCounter = database.prepare("INSERT OR REPLACE INTO counter (kind, next) VALUES (?, ?)");
  const readSetting = database.prepare("SELECT value FROM setting WHERE key = ?");
  const writeSetting = database.prepare("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)");

  return {
    load: (table) => {
      const records = readRecords.all(table).map((row): unknown => JSON.parse(String(row["json"])));
      const counter = readCounter.get(table);
      return { records, nextId: counter === undefined ? null : Number(counter["next"]) };
    },
    save: (changes) => {
      if (changes.length === 0) return;
      database.exec("BEGIN IMMEDIATE");
      try {
        for (const change of changes) {
          if (change.now === undefined) deleteRecord.run(change.table, change.id);
          else writeRecord.run(change.table, change.id, JSON.stringify(change.now));
          writeCounter.run(change.table, change.nextId);
        }
        database.exec("COMMIT");
      } catch (error) {
        database.exec("ROLLBACK");
        throw new Error("writing the embedded GitHub's database failed", { cause: error });
      }
    },
    setting: (key) => {
      const row = readSetting.get(key);
      return row === undefined ? null : String(row["value"]);
    },
    saveSetting: (key, value) => {
      writeSetting.run(key, value);
    },
    copyTo: (to) => {
      database.prepare("VACUUM INTO ?").run(to);
    },
    close: () => database.close(),
  };
}

function takeLock(database: DatabaseSync, file: string): void {
  try {
    // https://www.sqlite.org/pragma.html#pragma_locking_mode: from the first write on, until the connection closes.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;");
  } catch (error) {
    database.close();
    if (error instanceof Error && /database is locked/.test(error.message))
      throw new WorldInUse(`${file} is in use by another process`, { cause: error });
    throw error;
  }
}

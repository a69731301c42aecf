/** The world as it was some writes ago, for reads that lag behind: the records only; Git is always current. */
import { createTable, type StoredTable, type Table } from "../table.ts";
import type { World } from "../world.ts";

/** One write, oldest change first. */
export type PastWrite = readonly PastChange[];

export interface PastChange {
  readonly table: string;
  readonly id: number;
  /** The record before the change; undefined where there was none. */
  readonly was: unknown;
}

/** `undone`: the writes to take back, oldest first. */
export function staleWorld(world: World, undone: readonly PastWrite[]): World {
  const touched = new Map<string, StoredTable<{ readonly id: number }>>();
  const changes = undone.flat().toReversed();
  const tables = Object.entries(world).filter((entry): entry is [string, Table<{ readonly id: number }>] =>
    isTable(entry[1]),
  );
  for (const [, table] of tables) {
    const mine = changes.filter((change) => change.table === table.name);
    if (mine.length === 0) continue;
    const copy = createTable<{ readonly id: number }>(table.name, 1, refuse);
    copy.load(table.all(), null);
    // The records come from the same table that they go back to.
    for (const { id, was } of mine) copy.restore(id, was as { readonly id: number } | undefined);
    touched.set(table.name, copy);
  }
  const replaced = tables.flatMap(([key, table]) => {
    const copy = touched.get(table.name);
    return copy ? [[key, copy] as const] : [];
  });
  const past: World = { ...world, ...Object.fromEntries(replaced) };
  return { ...past, repository: () => past.repositories.all()[0] ?? world.repository() };
}

function isTable(value: unknown): value is Table<{ readonly id: number }> {
  return typeof value === "object" && value !== null && "where" in value && "name" in value;
}

function refuse(): never {
  throw new Error("a world of the past cannot be written to");
}

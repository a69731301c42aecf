/** A typed table: records by ascending id, held in memory; each change is noted in the journal of the running transaction. */
export interface Table<T extends { readonly id: number }> {
  readonly name: string;
  get(id: number): T | undefined;
  all(): readonly T[];
  count(): number;
  /** The records whose field has this value, by ascending id; indexed. */
  where<K extends keyof T & string>(field: K, value: T[K]): readonly T[];
  /** Adds a record under the next id. */
  insert(fields: Omit<T, "id">): T;
  /** Adds or replaces a record under its own id. */
  put(record: T): T;
  remove(id: number): void;
}

/** What the store needs of a table. */
export interface StoredTable<T extends { readonly id: number }> extends Table<T> {
  nextId(): number;
  /** Puts a former record back, or takes one away that was not there; not noted anywhere. */
  restore(id: number, record: T | undefined): void;
  load(records: readonly T[], nextId: number | null): void;
}

export interface Change {
  readonly table: string;
  readonly id: number;
  /** The table's next id after the change. */
  readonly nextId: number;
  readonly now: unknown;
  /** The record before the change; undefined where there was none. */
  readonly was: unknown;
  undo(): void;
}

/**
 * @param firstId Tables start at different ids, so that code that takes an issue's number for its id, or a pull request's
 *   id for its issue's, fails here as it would on GitHub.
 * @param note Called with every change; throws outside a transaction.
 */
export function createTable<T extends { readonly id: number }>(
  name: string,
  firstId: number,
  note: (change: Change) => void,
): StoredTable<T> {
  const records = new Map<number, T>();
  const indexes = new Map<string, Map<unknown, Set<number>>>();
  let next = firstId;

  const index = (field: keyof T & string): Map<unknown, Set<number>> => {
    const known = indexes.get(field);
    if (known) return known;
    const built = new Map<unknown, Set<number>>();
    indexes.set(field, built);
    for (const record of records.values()) enter(built, record[field], record.id);
    return built;
  };

  const set = (id: number, record: T | undefined): void => {
    const former = records.get(id);
    if (record === undefined) records.delete(id);
    else records.set(id, record);
    for (const [field, values] of indexes) {
      const before = fieldOf(former, field);
      const after = fieldOf(record, field);
      if (former !== undefined && record !== undefined && before === after) continue;
      if (former !== undefined) values.get(before)?.delete(id);
      if (record !== undefined) enter(values, after, id);
    }
  };

  const change = (id: number, record: T | undefined): void => {
    const former = records.get(id);
    note({ table: name, id, nextId: next, now: record, was: former, undo: () => set(id, former) });
    set(id, record);
  };

  return {
    name,
    get: (id) => records.get(id),
    all: () => [...records.values()].sort(byId),
    count: () => records.size,
    where: (field, value) => {
      const found: T[] = [];
      for (const id of index(field).get(value) ?? []) {
        const record = records.get(id);
        if (record) found.push(record);
      }
      return found.sort(byId);
    },
    insert: (fields) => {
      const id = next;
      next += 1;
      // Sound, but beyond what the compiler can see for a generic T: its fields and its id make it whole.
      const record = { ...fields, id } as unknown as T;
      change(id, record);
      return record;
    },
    put: (record) => {
      change(record.id, record);
      return record;
    },
    remove: (id) => change(id, undefined),
    nextId: () => next,
    restore: set,
    load: (stored, nextId) => {
      for (const record of stored) records.set(record.id, record);
      next = nextId ?? firstId;
    },
  };
}

function enter(values: Map<unknown, Set<number>>, value: unknown, id: number): void {
  const ids = values.get(value);
  if (ids) ids.add(id);
  else values.set(value, new Set([id]));
}

function fieldOf(record: object | undefined, field: string): unknown {
  return record === undefined ? undefined : Reflect.get(record, field);
}

function byId(a: { readonly id: number }, b: { readonly id: number }): number {
  return a.id - b.id;
}

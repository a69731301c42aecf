/** A stop for all work, or for what may touch some paths: by the word of a person, until a time or until they take it back. */
export interface Freeze {
  readonly by: string;
  /** ISO 8601, as the ledger has it. */
  readonly at: string;
  /** When it ends by itself; null for not at all. */
  readonly until: string | null;
  /** The globs that it is about; empty for everything. */
  readonly scope: readonly string[];
  readonly reason: string | null;
  /** Whether work that is in hand may still be finished and published. */
  readonly drain: boolean;
}

export function isOver({ until }: Pick<Freeze, "until">, now: Date): boolean {
  return until !== null && new Date(until) <= now;
}

/** What an agent printed last, as the process that runs it tells; never in the ledger. */
export interface RunReport {
  readonly attempt: number;
  /** The newest last. */
  readonly lines: readonly string[];
  /** When the last of them was printed. */
  readonly at: Date;
}

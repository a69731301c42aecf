/** What a run needs from outside: the rules and the ledger as they are now, the issue, a place to clone from, and two writes. */
import type { Config } from "../config/schema.ts";
import type { LedgerEvent } from "../domain/ledger-event.ts";
import type { FileChanges, Ledger } from "../ledger/ledger.ts";
import type { Patch } from "./patch.ts";

export interface RunPorts {
  /** What rules and who holds what, read now: the last valid config of the default branch, the ledger and its tip. */
  read(): Promise<Standing>;
  issue(number: number): Promise<{ readonly title: string; readonly body: string }>;
  /** One compare-and-swap commit on the ledger: `lost` when its tip is not `head` any more. */
  record(head: string, changes: FileChanges, events: readonly LedgerEvent[]): Promise<"recorded" | "lost">;
  /**
   * Uploads a patch as one commit on top of `base` (tree, then commit; no author fields; modes kept). With `merges` the patch is
   * counted from that commit, which becomes the second parent. Moves no ref. Returns its SHA.
   */
  createCommit(input: {
    readonly base: string;
    readonly merges: string | null;
    readonly patch: Patch;
    readonly message: string;
  }): Promise<string>;
  /** Where to clone from, with a token that may only read; an empty token means that none is needed. */
  source(): Promise<Source>;
  /** Asks for a reconcile pass. */
  wake(): void;
  /** Resolves when the ledger may be another one than now, by the word of whoever writes it, or when `signal` is aborted. */
  change(signal: AbortSignal): Promise<void>;
  now(): Date;
}

/** What holds at one commit of the ledger. */
export interface Standing {
  readonly config: Config;
  readonly ledger: Ledger;
  /** The ledger's tip. */
  readonly head: string;
}

export interface Source {
  readonly url: string;
  readonly token: string;
}

/** Names one run of one attempt; `attempt` is the fencing token. */
export interface RunKey {
  /** The task's number. */
  readonly task: number;
  readonly attempt: number;
  readonly run: number;
}

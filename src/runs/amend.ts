/**
 * Changes one task of the ledger by compare-and-swap. Whoever loses the race reads again and decides again from what it
 * then finds; nothing is spliced into a ledger that was not looked at.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { LedgerEvent } from "../domain/ledger-event.ts";
import { ledgerChanges } from "../ledger/ledger.ts";
import type { Task } from "../ledger/task.ts";
import type { RunPorts, Standing } from "./ports.ts";

export type Amendment<T> =
  /** Nothing is written. */
  | { readonly kind: "keep"; readonly value: T }
  | {
      readonly kind: "change";
      readonly task: Task;
      readonly events: readonly LedgerEvent[];
      readonly value: T;
    };

const TRIES = 30;
const PAUSE_MS = { first: 20, longest: 2_000 } as const;

/** `propose` is asked anew for each try. Throws when every try was lost: about half a minute in which others always won. */
export async function amendTask<T>(
  ports: Pick<RunPorts, "read" | "record">,
  propose: (standing: Standing) => Promise<Amendment<T>> | Amendment<T>,
): Promise<T> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (tried > 0) await sleep(pause(tried));
    const standing = await ports.read();
    const amendment = await propose(standing);
    if (amendment.kind === "keep") return amendment.value;
    const { ledger, head } = standing;
    const tasks = new Map(ledger.tasks).set(amendment.task.number, amendment.task);
    const changes = ledgerChanges(ledger, { ...ledger, tasks });
    if ((await ports.record(head, changes, amendment.events)) === "recorded") return amendment.value;
  }
  throw new Error(`the ledger changed under each of ${TRIES} tries to write it`);
}

/** Longer from try to try, and by chance, so that the losers of one race do not meet again. Milliseconds. */
function pause(tried: number): number {
  return Math.min(PAUSE_MS.longest, PAUSE_MS.first * 2 ** tried) * (0.5 + Math.random() / 2);
}

/** Why a task does not move, from a pass that was not carried out: what is recorded is told as fact, what the pass would do as to come. */
import type { Pass } from "../reconcile/reconcile.ts";
import type { Why } from "../text/board.ts";

/** Null when there is nothing to say of the task. */
export function whyNow({ snapshot, decision }: Pass, number: number): Why | null {
  const before = snapshot.ledger.tasks.get(number);
  const after = decision.ledger.tasks.get(number);
  const stands = before?.state === after?.state && before?.attempt?.n === after?.attempt?.n;
  if (!stands) return { kind: "moves", state: after?.state ?? null, attempt: after?.attempt?.n ?? 0 };
  const wait = decision.waits.get(number);
  return wait ? { kind: "waits", wait } : null;
}

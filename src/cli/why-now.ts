/** Why a task does not move, from a pass that was not carried out: what is recorded is told as fact, what the pass would do as to come. */
import type { Pass } from "../reconcile/reconcile.ts";
import { asTyped } from "../text/as-typed.ts";
import { nextPassText } from "../text/status.ts";
import { waitText } from "../text/wait.ts";

/** Null when there is nothing to say of the task. */
export function whyNow({ snapshot, decision }: Pass, number: number): string | null {
  const before = snapshot.ledger.tasks.get(number);
  const after = decision.ledger.tasks.get(number);
  const stands = before?.state === after?.state && before?.attempt?.n === after?.attempt?.n;
  if (!stands) return nextPassText(after?.state ?? null, after?.attempt?.n ?? 0);
  const wait = decision.waits.get(number);
  return wait ? asTyped(waitText(wait), snapshot.config.config?.commands.prefix) : null;
}

/** Rung "cards": every task owes its issue one card; the intent is recorded before the comment is created. */
import { type Draft, owe, ownComment } from "../draft.ts";
import { renew } from "../outbox.ts";

export function oweCards(draft: Draft): void {
  for (const task of draft.tasks.values()) {
    const seen = task.card !== null || ownComment(draft, task.number, { kind: "card", task: task.number });
    const owed = seen || task.outbox.some((entry) => entry.kind === "card");
    const owing = owed ? task : owe(task, { kind: "card", at: draft.now.toISOString() });
    const outbox = renew(draft, owing.outbox, owing);
    if (JSON.stringify(outbox) !== JSON.stringify(task.outbox))
      draft.tasks.set(task.number, { ...owing, outbox });
  }
  draft.desk.splice(0, draft.desk.length, ...renew(draft, draft.desk, null));
}

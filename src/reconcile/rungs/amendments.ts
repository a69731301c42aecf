/** Rung "amendments": a wish for more scope is granted when whoever held the paths lets go of them; the older wish first. */
import type { Amendable } from "../../domain/amendable.ts";
import { amendScope } from "../../ledger/amend-scope.ts";
import type { Task } from "../../ledger/task.ts";
import { amendable } from "../../planning/amendable.ts";
import { type Draft, openTasks } from "../draft.ts";

export function grantAmendments(draft: Draft): void {
  const wishes = openTasks(draft).flatMap((task) =>
    task.amendments.map((wish) => ({ number: task.number, wish })),
  );
  for (const { number, wish } of wishes.toSorted((a, b) => a.wish.at.localeCompare(b.wish.at))) {
    const task = draft.tasks.get(number);
    // What the boundary lost meanwhile is asked for again by a person.
    const answer = task && amendableNow(draft, task, wish.add);
    if (!task || !answer || answer.kind === "taken") continue;
    const left = { ...task, amendments: task.amendments.filter((each) => each !== wish) };
    const { agent } = task;
    const { add, remove, because, by } = wish;
    if (answer.kind === "outside") {
      draft.tasks.set(number, left);
      const what = `its scope is not widened by ${add.join(", ")}: that left the boundary of ${agent}`;
      draft.events.push({ kind: "changed", task: number, agent, what });
      continue;
    }
    draft.tasks.set(number, { ...amendScope(left, wish), added: task.added + add.length });
    draft.events.push({ kind: "rescoped", task: number, agent, add, remove, because, by });
  }
}

export function amendableNow(draft: Draft, task: Task, globs: readonly string[]): Amendable {
  return amendable(task, globs, draft.tasks.values(), draft);
}

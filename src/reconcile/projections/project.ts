/** What GitHub should show of a ledger, minus what it shows: the effects of a pass, in the order in which they are applied. */
import type { Effect } from "../../domain/effect.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import type { Task } from "../../ledger/task.ts";
import type { Draft } from "../draft.ts";
import { boardEffects } from "./board.ts";
import { branchEffects } from "./branch.ts";
import { cardEffects } from "./card.ts";
import { checkEffects } from "./checks.ts";
import { configEffects } from "./config.ts";
import { labelEffects, missingLabels, noticedLabels } from "./labels.ts";
import { outboxEffects } from "./outbox.ts";

export function project(draft: Draft, ledger: Ledger): readonly Effect[] {
  const tasks = [...ledger.tasks.values()].toSorted((a, b) => a.number - b.number);
  const effects = tasks.flatMap((task) => [
    ...projectTask(draft, task),
    ...outboxEffects(draft, task.outbox, task),
  ]);
  const all = [
    ...effects,
    ...noticedLabels(draft),
    ...outboxEffects(draft, ledger.desk.outbox, null),
    ...boardEffects(draft),
  ];
  return [...configEffects(draft.snapshot), ...missingLabels(draft, all), ...all];
}

/** What one task's branch, pull request, checks, labels and card still lack. */
export function projectTask(draft: Draft, task: Task): readonly Effect[] {
  return [
    ...branchEffects(draft, task),
    ...checkEffects(draft, task),
    ...labelEffects(draft, task),
    ...cardEffects(draft, task),
  ];
}

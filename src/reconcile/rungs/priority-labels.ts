/**
 * Rung "inputs", priorities: a `priority:*` label that somebody sets who may `/priority` is that command, and so is taking it
 * off. Read after everything else that was said, so that a label set before the assignment counts too; anybody else's edit is
 * put right.
 */
import { needsOf } from "../../commands/command.ts";
import { priority as command } from "../../commands/priority.ts";
import { hasRole } from "../../domain/actor.ts";
import type { Issue, LabelEvent } from "../../domain/issue.ts";
import { PRIORITY_LABEL, priorityOfLabel } from "../../domain/priority.ts";
import { setPriority } from "../../ledger/priority.ts";
import type { Task } from "../../ledger/task.ts";
import { type Draft, openTasks } from "../draft.ts";

export function readPriorityLabels(draft: Draft): void {
  for (const task of openTasks(draft)) {
    const issue = draft.snapshot.observation.issues.get(task.number);
    const wish = issue && wishOf(draft, issue, task);
    if (!wish?.by || wish.by.bot || !mayPrioritise(draft, wish.by.login)) continue;
    const level = wish.added ? priorityOfLabel(wish.label) : null;
    const set = setPriority(task, level, wish.by.login, wish.at);
    draft.tasks.set(task.number, set.task);
    draft.events.push(...set.events);
  }
}

/** The last edit of a person that the task does not follow yet. */
function wishOf(draft: Draft, issue: Issue, { priority }: Task): LabelEvent | undefined {
  const events = issue.labelEvents ?? [];
  const own = priority?.level ? `${PRIORITY_LABEL}${priority.level}` : null;
  const others = issue.labels.filter((label) => priorityOfLabel(label) !== null && label !== own);
  const wish =
    others.length > 0
      ? events.findLast(({ added, label }) => added && others.includes(label))
      : own !== null && !issue.labels.includes(own)
        ? events.findLast(({ label }) => label === own)
        : undefined;
  if (!wish || (others.length === 0 && wish.added)) return undefined;
  if (wish.by?.id === draft.snapshot.observation.self.id) return undefined;
  return priority && wish.at <= new Date(priority.at) ? undefined : wish;
}

function mayPrioritise({ config, snapshot }: Draft, login: string): boolean {
  return hasRole(snapshot.observation.permissions.get(login) ?? null, needsOf(command, config));
}

/** Rung "archive": a task that ended and whose end everybody can see leaves the files that each pass reads. */
import { type Draft, isUnreadable } from "../draft.ts";
import { isDone } from "../outbox.ts";
import { projectTask } from "../projections/project.ts";

export function archiveTasks(draft: Draft): void {
  for (const task of [...draft.tasks.values()]) {
    if (task.end === null || isUnreadable(draft, task.number)) continue;
    const owed = task.outbox.some((entry) => !isDone(draft, entry, task));
    if (owed || projectTask(draft, task).length > 0) continue;
    draft.tasks.delete(task.number);
    draft.archived.push({ ...task, outbox: [] });
    draft.events.push({ kind: "archived", task: task.number, agent: task.agent });
  }
}

/**
 * The last rung: the new ledger. Facts that can be looked up again (pull request, card, what was answered, how far was
 * read) are noted only along with a real change: they are no reason for a commit of their own.
 */
import { formatJson, type Ledger } from "../../ledger/ledger.ts";
import type { Task } from "../../ledger/task.ts";
import { type Draft, ownComment, pullOf } from "../draft.ts";
import { hasSurelyShown, isDone } from "../outbox.ts";

/** Seconds by which the next look reaches back, so that a late-shown issue is not missed. */
const OVERLAP = 60;

export function settleDesk(draft: Draft): Ledger {
  const before = draft.snapshot.ledger;
  const tasks = new Map<number, Task>();
  for (const [number, task] of draft.tasks) {
    const old = before.tasks.get(number);
    const changed = !old || formatJson(old) !== formatJson(task);
    tasks.set(number, changed ? noted(draft, task) : task);
  }
  const { text, oid, problem } = draft.snapshot.config;
  const after: Ledger = {
    ...before,
    config: problem === null ? text : before.config,
    tasks,
    archived: draft.archived,
  };
  const desk = {
    ...before.desk,
    outbox: draft.desk,
    board: draft.board.issue,
    ...draft.spoken,
    ended: [...before.desk.ended, ...draft.archived.map((task) => lastSeen(draft, task))],
    config: problem === null ? oid : before.desk.config,
  };
  const unchanged =
    draft.archived.length === 0 && tasksEqual(before, after) && formatJson(desk) === formatJson(before.desk);
  if (unchanged) return { ...before, archived: [] };
  // What was done is remembered for as long as a read may not show it: it would look as if nobody had answered yet.
  const owed = draft.desk.filter((entry) => !isDone(draft, entry, null) || !hasSurelyShown(draft, entry));
  const ended = desk.ended.filter((entry) => !hasSurelyShown(draft, entry));
  return { ...after, desk: { ...desk, since: since(draft), outbox: owed, ended } };
}

function lastSeen(draft: Draft, { cursor, number }: Task): Ledger["desk"]["ended"][number] {
  const issue = draft.snapshot.observation.issues.get(number);
  const label = Math.max(0, ...(issue?.labelEvents ?? []).map(({ at }) => at.getTime()));
  const comment = Math.max(cursor.comment, ...(issue?.comments ?? []).map(({ databaseId }) => databaseId));
  return { task: number, label, comment, at: draft.now.toISOString() };
}

function tasksEqual(before: Ledger, after: Ledger): boolean {
  return (
    before.tasks.size === after.tasks.size &&
    [...after.tasks].every(([number, task]) => before.tasks.get(number) === task)
  );
}

function noted(draft: Draft, task: Task): Task {
  const comments = draft.snapshot.observation.issues.get(task.number)?.comments ?? [];
  const said = pullOf(draft, task)?.comments;
  return {
    ...task,
    pull: task.pull ?? (isPublished(task) ? (pullOf(draft, task)?.number ?? null) : null),
    card: task.card ?? ownComment(draft, task.number, { kind: "card", task: task.number })?.id ?? null,
    outbox: task.outbox.filter((entry) => !isDone(draft, entry, task)),
    cursor: {
      comment: Math.max(task.cursor.comment, ...comments.map(({ databaseId }) => databaseId)),
      pull: said
        ? Math.max(task.cursor.pull ?? 0, ...said.map(({ databaseId }) => databaseId))
        : task.cursor.pull,
    },
  };
}

/** While the next attempt is at work, a pull request of the branch may be one that a person closed. */
function isPublished({ state }: Task): boolean {
  return state === "review" || state === "ready" || state === "done";
}

function since({ snapshot }: Draft): string | null {
  const seen = [...snapshot.observation.issues.values()].map(({ updatedAt }) => updatedAt.getTime());
  const last = seen.length > 0 ? new Date(Math.max(...seen) - OVERLAP * 1_000).toISOString() : null;
  const before = snapshot.ledger.desk.since;
  return last !== null && (before === null || last > before) ? last : before;
}

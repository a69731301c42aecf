/**
 * The outbox: what was recorded before it is sent, because GitHub has no key for it. An entry is sent in the pass that
 * recorded it; later passes look for the result, and only when GitHub has surely had the time to show it (`readLag`) is it
 * recorded and sent again.
 */
import type { Marker } from "../domain/marker.ts";
import type { OutboxEntry, Task } from "../ledger/task.ts";
import { commentsOn, type Draft, ownBoards, ownComment } from "./draft.ts";

export function markerOf(entry: OutboxEntry, task: number | null): Marker | null {
  switch (entry.kind) {
    case "card":
      return task === null ? null : { kind: "card", task };
    case "reply":
      return { kind: "reply", comment: entry.comment };
    case "notice":
      return { kind: "notice", at: entry.about };
    case "board":
      return { kind: "board" };
    case "pin":
    case "reaction":
    case "dispatch":
    case "cancel":
      return null;
    default:
      return entry satisfies never;
  }
}

/** True when GitHub shows that the entry was carried out. */
export function isDone(draft: Draft, entry: OutboxEntry, task: Task | null): boolean {
  if ("issue" in entry && isUndeliverable(draft, entry)) return true;
  if (entry.kind === "reaction") {
    const comment = commentsOn(draft, entry.issue).find(({ id }) => id === entry.comment);
    // It was there when it was read: what is gone now was deleted, and can be acknowledged no more.
    return comment?.acknowledged ?? true;
  }
  if (entry.kind === "board") return ownBoards(draft).length > 0;
  // Tried for a while only: GitHub has three places, and a person may need them all.
  if (entry.kind === "pin")
    return (
      hasSurelyShown(draft, entry) || draft.snapshot.observation.issues.get(entry.issue)?.pinned !== false
    );
  if (entry.kind === "dispatch") return task?.attempt?.claim != null;
  if (entry.kind === "cancel") {
    const state = draft.snapshot.observation.runs.get(entry.run)?.state;
    return state === "ended" || state === "gone";
  }
  const marker = markerOf(entry, task?.number ?? null);
  const issue = entry.kind === "card" ? task?.number : entry.issue;
  return marker !== null && issue !== undefined && ownComment(draft, issue, marker) !== undefined;
}

/** On a locked conversation an App's words may be refused: they are sent in the pass that records them, and not again. */
function isUndeliverable(
  { now, snapshot }: Draft,
  { issue, at }: { readonly issue: number; readonly at: string },
): boolean {
  return snapshot.observation.issues.get(issue)?.locked === true && new Date(at) < now;
}

/** True when GitHub's reads have had the time to show what was recorded then. */
export function hasSurelyShown({ now, snapshot }: Draft, { at }: Pick<OutboxEntry, "at">): boolean {
  return (now.getTime() - new Date(at).getTime()) / 1_000 > snapshot.observation.readLag;
}

/** Records again what was sent long ago and never seen. Dispatches have their own rung, which looks for the run. */
export function renew(draft: Draft, entries: readonly OutboxEntry[], task: Task | null): OutboxEntry[] {
  return entries.map((entry) => {
    const stale = entry.kind !== "dispatch" && entry.kind !== "reaction" && hasSurelyShown(draft, entry);
    return stale && !isDone(draft, entry, task) ? { ...entry, at: draft.now.toISOString() } : entry;
  });
}

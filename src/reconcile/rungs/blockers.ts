/** Rung "blockers": what is blocked is parked, and who can unblock it is told, reminded, and passed over when nothing comes. */
import { isPerson } from "../../domain/addressee.ts";
import type { LedgerEvent } from "../../domain/ledger-event.ts";
import { type Blocker, openBlockers, parkingBlockers, type Task } from "../../ledger/task.ts";
import { move } from "../../ledger/transitions.ts";
import { type BlockerNotice, type NoticeRules, nextNotice } from "../../planning/blocker-notice.ts";
import { blockerNoticeText, escalatedBlockerText, type ToldBlocker } from "../../text/blockers.ts";
import { type Draft, openTasks, owe } from "../draft.ts";

export function readBlockers(draft: Draft): void {
  for (const task of openTasks(draft)) {
    // What an agent has in hand ends first; what is in review waits there, by the conditions of a merge.
    const parks = (task.state === "queued" || task.state === "failed") && parkingBlockers(task).length > 0;
    if (parks) draft.tasks.set(task.number, move(task, "blocked"));
    tell(draft, parks ? move(task, "blocked") : task);
  }
}

/** When the next blocker is due to be told again; null when none is open. */
export function nextReminder(draft: Draft): Date | null {
  const due = openTasks(draft).flatMap((task) =>
    openBlockers(task).map((blocker) => nextNotice(task, blocker, rulesFor(draft, task)).at.getTime()),
  );
  return due.length === 0 ? null : new Date(Math.min(...due));
}

/** All that is due is said in one comment: a notice is a mail to everybody who follows the issue. */
function tell(draft: Draft, task: Task): void {
  const rules = rulesFor(draft, task);
  const due = openBlockers(task)
    .map((blocker) => ({ blocker, notice: nextNotice(task, blocker, rules) }))
    .filter(({ notice }) => notice.at <= draft.now);
  if (due.length === 0) return;
  const moment = momentOf(draft, task);
  const at = moment.toISOString();
  const told = new Map(due.map(({ blocker, notice }) => [blocker.id, { at, to: notice.to }]));
  const blockers = task.blockers.map((blocker) => {
    const entry = told.get(blocker.id);
    return entry ? { ...blocker, reminded: [...blocker.reminded, entry] } : blocker;
  });
  const after = { ...task, blockers };
  const body = blockerNoticeText({
    task: task.number,
    now: draft.now,
    blockers: due.map(({ blocker, notice }) => toldBlocker(draft, after, blocker.id, notice)),
  });
  const about = moment.getTime();
  draft.tasks.set(
    task.number,
    owe(after, { kind: "notice", issue: task.number, about, body, at: draft.now.toISOString() }),
  );
  draft.events.push(...due.flatMap(({ blocker, notice }) => eventOf(task, blocker, notice)));
}

/** A notice is found again by its moment: no two of an issue have the same. Labels that were not honoured have theirs too. */
function momentOf({ now, desk }: Draft, task: Task): Date {
  const blockers = task.blockers.flatMap(({ reminded }) => reminded.map(({ at }) => new Date(at).getTime()));
  const labels = desk.flatMap((entry) =>
    entry.kind === "notice" && entry.issue === task.number ? [entry.about] : [],
  );
  return new Date(Math.max(now.getTime(), ...[...blockers, ...labels].map((taken) => taken + 1)));
}

function rulesFor(draft: Draft, task: Task): NoticeRules {
  const { author } = draft.snapshot.observation.issues.get(task.number) ?? {};
  const login = task.requester?.login ?? (author && !author.bot ? author.login : null);
  const { blockers, agents } = draft.config;
  return { blockers, agents, person: login === null ? null : `@${login}` };
}

function toldBlocker(draft: Draft, task: Task, id: string, notice: BlockerNotice): ToldBlocker {
  const blocker = task.blockers.find((each) => each.id === id);
  if (!blocker) throw new Error(`#${task.number} has no blocker ${id}`);
  const { kind, to } = notice;
  const rules = rulesFor(draft, task);
  const next = nextNotice(task, blocker, rules);
  const entry = { at: next.at.toISOString(), to: next.to };
  const after = nextNotice(task, { ...blocker, reminded: [...blocker.reminded, entry] }, rules).to;
  const atTask = to === null || isPerson(to) ? null : taskFor(draft, task, to);
  return { ...blocker, kind, to, atTask, next, after };
}

/** The task by which an agent hears of it: the next of its attempts to start reads who waits for it. */
function taskFor(draft: Draft, blocked: Task, agent: string): number | null {
  const theirs = openTasks(draft).filter(
    (task) => task.agent === agent && task.number !== blocked.number && task.state !== "escalated",
  );
  return (
    (theirs.find(({ next }) => next !== null) ?? theirs.find(({ state }) => state === "working"))?.number ??
    null
  );
}

function eventOf(task: Task, blocker: Blocker, notice: BlockerNotice): readonly LedgerEvent[] {
  const about = { task: task.number, agent: task.agent };
  if (notice.kind === "raised") return [];
  if (notice.kind === "escalated")
    return [{ kind: "escalated", ...about, why: escalatedBlockerText(blocker, notice.to) }];
  return [{ kind: "reminded", ...about, blocker: blocker.id, to: notice.to }];
}

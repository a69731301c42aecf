/** What was merged is told to those whom it concerns: tasks that build on it, and tasks at work that may touch the same paths. */
import { type News, SAID_MOST } from "../../ledger/said.ts";
import { holdsLease, type Task } from "../../ledger/task.ts";
import { CHANGED_MOST } from "../../ledger/transitions.ts";
import { inReach } from "../../scope/reach.ts";
import { type Draft, openTasks } from "../draft.ts";

const PATHS = 8;

export function spreadNews(draft: Draft, merged: Task, pull: number): void {
  for (const task of openTasks(draft)) {
    const news = newsFor(draft, merged, pull, task);
    if (news) draft.tasks.set(task.number, { ...task, news: [...task.news, news].slice(-SAID_MOST.news) });
  }
}

function newsFor(draft: Draft, merged: Task, pull: number, task: Task): News | null {
  const builds = task.dependsOn.includes(merged.number);
  // Who has not started begins from what is merged by then; only who builds on it needs to know.
  const shared = holdsLease(task)
    ? merged.changed.filter((path) => inReach(draft.reachOf(task), path).ok)
    : [];
  if (!builds && shared.length === 0) return null;
  const { changed } = merged;
  const paths = (builds ? changed : shared).slice(0, PATHS);
  return {
    task: merged.number,
    pull,
    title: merged.title,
    agent: merged.agent,
    because: builds ? "builds" : "overlaps",
    paths,
    more: changed.length < CHANGED_MOST ? changed.length - paths.length : null,
    at: draft.now.toISOString(),
  };
}

/**
 * Rung "inputs", labels: `agent:<id>` on an open issue is the wish to assign it, taking the label of a task off is the wish
 * to drop it. A label carries no authority of its own: what counts is who set it, and what that person may do now.
 */
import { needsOf } from "../../commands/command.ts";
import { answerEvents, unblock as unblockCommand } from "../../commands/unblock.ts";
import { canWrite, hasRole, personOf } from "../../domain/actor.ts";
import type { Issue, LabelEvent } from "../../domain/issue.ts";
import { acceptTask, branchOf } from "../../ledger/accept.ts";
import { answerBlockers } from "../../ledger/answers.ts";
import { parkingBlockers, type Task } from "../../ledger/task.ts";
import { endTask } from "../../ledger/transitions.ts";
import { goOnText } from "../../text/answers.ts";
import { boardNoTaskText } from "../../text/board.ts";
import { DONE_CARD } from "../../text/card.ts";
import { adoptedText } from "../../text/pull.ts";
import { assignStartedText, notHonouredLabelText, unknownLabelText } from "../../text/replies.ts";
import { type Draft, endedLately, isBoard, isUnreadable, ownComment, textOf } from "../draft.ts";
import { adoptTask } from "./adopt.ts";
import type { Input } from "./input.ts";

export const AGENT_LABEL = "agent:";
const BLOCKED_LABEL = "status:blocked";

/** An issue's labels are one wish, made when its latest label event was. */
export function labelInputs(draft: Draft): readonly Input[] {
  return [...draft.snapshot.observation.issues.values()].flatMap((issue) => {
    const events = issue.labelEvents;
    const last = events?.findLast(({ label }) => label.startsWith(AGENT_LABEL));
    if (issue.state !== "open" || !events || !last || isUnreadable(draft, issue.number)) return [];
    return [{ at: last.at, id: 0, read: () => readLabels(draft, issue, events) }];
  });
}

/** `status:blocked` taken off by somebody who may `/unblock` is that, without words; anybody else's edit is put right. */
export function unblockInputs(draft: Draft): readonly Input[] {
  return [...draft.tasks.values()].flatMap((task): readonly Input[] => {
    const issue = draft.snapshot.observation.issues.get(task.number);
    const last = issue?.labelEvents?.findLast(({ label }) => label === BLOCKED_LABEL);
    if (task.state !== "blocked" || task.end || issue?.labels.includes(BLOCKED_LABEL) || !last || last.added)
      return [];
    return [{ at: last.at, id: 0, read: () => unblock(draft, task.number, last) }];
  });
}

function unblock(draft: Draft, number: number, { by, at }: LabelEvent): void {
  const task = draft.tasks.get(number);
  // What was asked since then is not what they saw.
  if (task?.state !== "blocked" || parkingBlockers(task).some((blocker) => at <= new Date(blocker.at)))
    return;
  const permission = by ? (draft.snapshot.observation.permissions.get(by.login) ?? null) : null;
  if (!by || by.bot || !hasRole(permission, needsOf(unblockCommand, draft.config))) return;
  const words = { text: goOnText(), confirms: false };
  const answers = new Map(parkingBlockers(task).map(({ id }) => [id, words]));
  const answered = answerBlockers(task, answers, by.login, draft.now);
  draft.tasks.set(number, answered);
  draft.events.push(...answerEvents(task, answered));
}

function readLabels(draft: Draft, issue: Issue, events: readonly LabelEvent[]): void {
  const task = draft.tasks.get(issue.number);
  if (task) readTaskLabels(draft, issue, task, events);
  else readNewLabels(draft, issue, events);
}

function readNewLabels(draft: Draft, issue: Issue, events: readonly LabelEvent[]): void {
  const wish = latestWish(draft, issue, events);
  if (!wish || isSpent(draft, issue, wish) || wish.at.getTime() <= (endedLately(draft, issue)?.label ?? 0))
    return;
  const refusal = isBoard(draft, issue) ? boardNoTaskText() : refusalOf(draft, wish);
  if (refusal !== null) return refuse(draft, issue, wish, refusal);
  const { scope, dependsOn, problems } = textOf(draft, issue);
  const agent = wish.label.slice(AGENT_LABEL.length);
  const fresh = acceptTask(
    {
      number: issue.number,
      title: issue.title,
      agent,
      // What cannot be read does not enter the ledger: `readIssues` says so and keeps the task from starting.
      scope: problems.length > 0 ? [] : scope,
      dependsOn,
      requester: personOf(wish.by),
      comment: lastCommentBefore(issue, wish.at),
    },
    draft.now,
  );
  const task = adoptTask(draft, issue, fresh);
  draft.tasks.set(issue.number, task);
  if (task.pull !== null) {
    const what = adoptedText(task.pull);
    draft.events.push({ kind: "changed", task: task.number, agent, what });
    return;
  }
  draft.events.push({
    kind: "accepted",
    task: task.number,
    agent,
    title: issue.title,
    by: wish.by?.login ?? "ghost",
  });
}

/** The agent label that a person set last and that is still there; what we set ourselves is no wish. */
function latestWish(draft: Draft, issue: Issue, events: readonly LabelEvent[]): LabelEvent | undefined {
  const own = draft.snapshot.observation.self.id;
  return events.findLast(
    ({ label, added, by }) =>
      added && label.startsWith(AGENT_LABEL) && issue.labels.includes(label) && by?.id !== own,
  );
}

/**
 * The label of a task that was merged was granted then: opening its issue again, which its author may do without write
 * access, is nobody's order to start anew. A label that was set since is.
 */
function isSpent(draft: Draft, issue: Issue, wish: LabelEvent): boolean {
  const card = ownComment(draft, issue.number, { kind: "card", task: issue.number });
  // The card says so too, and unlike the label it is nobody's but ours to edit.
  const wasDone = issue.labels.includes("status:done") || card?.body.startsWith(DONE_CARD);
  return card !== undefined && wish.at <= card.createdAt && wasDone === true;
}

function refusalOf(draft: Draft, { label, by }: LabelEvent): string | null {
  const permission = by ? (draft.snapshot.observation.permissions.get(by.login) ?? null) : null;
  if (!by || by.bot || !canWrite(permission)) return notHonouredLabelText(label, by, permission);
  const agents = Object.keys(draft.config.agents);
  return agents.includes(label.slice(AGENT_LABEL.length)) ? null : unknownLabelText(label, agents);
}

/** Says so once; the label is taken off with it, so that it is not a standing wish. */
function refuse(draft: Draft, issue: Issue, wish: LabelEvent, body: string): void {
  const about = wish.at.getTime();
  const said = draft.desk.some(
    (entry) => entry.kind === "notice" && entry.issue === issue.number && entry.about === about,
  );
  if (!said)
    draft.desk.push({ kind: "notice", issue: issue.number, about, body, at: draft.now.toISOString() });
}

function readTaskLabels(draft: Draft, issue: Issue, task: Task, events: readonly LabelEvent[]): void {
  const own = draft.snapshot.observation.self.id;
  const label = `${AGENT_LABEL}${task.agent}`;
  const removal = events.findLast((event) => event.label === label);
  const wish = latestWish(draft, issue, events);
  if (wish && wish.label !== label && wish.at > new Date(task.queuedAt) && task.end === null) {
    const agent = wish.label.slice(AGENT_LABEL.length);
    const started = task.attempt ? assignStartedText(task.agent, task.attempt.n, agent) : null;
    const refusal = refusalOf(draft, wish) ?? started;
    if (refusal !== null) return refuse(draft, issue, wish, refusal);
    draft.tasks.set(task.number, {
      ...task,
      agent,
      requester: personOf(wish.by),
      branch: branchOf({ ...task, agent }),
    });
    const what = `assigned from ${task.agent} to ${agent} by ${wish.by?.login ?? "ghost"}`;
    draft.events.push({ kind: "changed", task: task.number, agent, what });
    return;
  }
  if (issue.labels.includes(label) || !removal || removal.added || removal.by?.id === own) return;
  if (task.end !== null || removal.at <= new Date(task.queuedAt)) return;
  // Who may not assign may not take away either: the label is put back.
  const by = removal.by?.login ?? "ghost";
  if (removal.by?.bot || !canWrite(draft.snapshot.observation.permissions.get(by) ?? null)) return;
  draft.tasks.set(task.number, endTask(task, "dropped", by, draft.now));
  draft.events.push({
    kind: "dropped",
    task: task.number,
    agent: task.agent,
    why: `${by} took the label ${label} off`,
  });
}

/**
 * Comments older than the assignment were said to nobody: they are not commands to the new task. Those that carry our reaction were
 * read, by us before the ledger was lost or as words on an issue that was no task.
 */
function lastCommentBefore(issue: Issue, at: Date): number {
  return Math.max(
    0,
    ...issue.comments
      .filter(({ acknowledged, createdAt }) => acknowledged || createdAt < at)
      .map((comment) => comment.databaseId),
  );
}

/** Rung "scheduling": starts what may start, and says of everything else what it waits for. */
import type { Wait } from "../../domain/wait.ts";
import { type Attempt, countedAttempts, parkingBlockers, type Task } from "../../ledger/task.ts";
import { startAttempt } from "../../ledger/transitions.ts";
import { dependencyWait } from "../../planning/dependencies.ts";
import { schedule } from "../../planning/schedule.ts";
import { exampleOf, overlap } from "../../scope/overlap.ts";
import { agentMissingText, runnerText, workflowMissingText } from "../../text/agent.ts";
import { dependencyState } from "../dependency-state.ts";
import { type Draft, openTasks, ownComment, pullOf } from "../draft.ts";
import { lacksOf } from "../lacks.ts";

export function startTasks(draft: Draft): void {
  const tasks = openTasks(draft);
  const { starts, waits } = schedule({
    tasks,
    config: draft.config,
    obstacle: (task) => obstacle(draft, task),
    reachOf: draft.reachOf,
    overlap,
    load: draft.snapshot.observation.load,
  });
  for (const [number, wait] of waits) draft.waits.set(number, wait);
  for (const { path, task, problem } of draft.snapshot.ledger.unreadable)
    if (task !== null) draft.waits.set(task, { kind: "unreadable", file: path, problem });
  for (const number of starts) start(draft, number);
  for (const task of openTasks(draft)) explain(draft, task);
}

/** What keeps this task from starting, whatever the others do. */
function obstacle(draft: Draft, task: Task): Wait | null {
  const { problem } = draft.snapshot.config;
  const [unreadable] = draft.snapshot.ledger.unreadable;
  // Its paths are unknown, so nothing can be shown not to collide with it.
  if (unreadable) return { kind: "unreadable", file: unreadable.path, problem: unreadable.problem };
  const freeze = draft.frozen(task);
  if (freeze) return { kind: "freeze", freeze, atWork: null };
  const known = draft.waits.get(task.number);
  if (known) return known;
  if (!draft.snapshot.observation.issues.has(task.number)) return { kind: "issue" };
  if (task.hold) return { kind: "hold", by: task.hold.by, reason: task.hold.reason };
  if (parkingBlockers(task).length > 0) return answerWait(task);
  if (isUnsaved(draft, task)) {
    const waiting = [`its branch ${task.branch} to show what attempt ${task.attempt?.n ?? 0} saved`];
    return { kind: "conditions", waiting, overridden: [] };
  }
  if (problem !== null) return { kind: "config", problem };
  const agent = Object.hasOwn(draft.config.agents, task.agent) ? draft.config.agents[task.agent] : undefined;
  if (!agent) return { kind: "agent", agent: task.agent, problem: agentMissingText(task.agent) };
  if (agent.runner === "command" && agent.command.length === 0) {
    return { kind: "agent", agent: task.agent, problem: runnerText(task.agent) };
  }
  if (!draft.snapshot.observation.repository.runsAgents) {
    return { kind: "agent", agent: task.agent, problem: workflowMissingText() };
  }
  const notBefore = task.next?.notBefore;
  if (notBefore && new Date(notBefore) > draft.now) {
    return { kind: "retry", at: new Date(notBefore), summary: task.attempt?.end?.summary ?? "" };
  }
  if (exampleOf(draft.reachOf(task)).kind === "none") {
    return { kind: "reach", agent: task.agent, scope: draft.reachOf(task).source.scope };
  }
  if (task.attempt) return null;
  const lacks = draft.config.lint === "require" ? lacksOf(draft, task) : [];
  if (lacks.length > 0) return { kind: "lint", lacks };
  return dependencyWait(task, draft.tasks, (issue) => dependencyState(draft, issue));
}

/** The branch does not have the unfinished work yet with which the next attempt goes on; anything newer on it is somebody's push. */
function isUnsaved({ snapshot }: Draft, { attempt, branch, head }: Task): boolean {
  if (attempt?.end?.saved !== true) return false;
  const tip = snapshot.observation.branches.get(branch) ?? null;
  return tip !== head && (tip === null || tip === attempt.base);
}

/** The next attempt starts where the task's branch is, or else from the default branch. */
function start(draft: Draft, number: number): void {
  const task = draft.tasks.get(number);
  if (!task?.next) return;
  const { branches, repository } = draft.snapshot.observation;
  const tip = branches.get(task.branch) ?? null;
  const base = task.attempt
    ? (tip ?? pullOf(draft, task)?.head ?? task.head ?? repository.head)
    : repository.head;
  const begun = task.attempt ? task : onOwnBranch(draft, task, tip);
  // What it collides with may have moved on since that was seen.
  const merges = task.merges === null ? null : repository.head;
  const started = startAttempt({ ...begun, merges }, base, draft.now);
  draft.tasks.set(number, started);
  draft.waits.delete(number);
  const { agent } = task;
  const { scope, common = [] } = draft.reachOf(task).source;
  draft.events.push({
    kind: "started",
    task: number,
    agent,
    attempt: started.attempt?.n ?? 0,
    cause: task.next.cause,
    scope: scope.filter((glob) => !common.includes(glob)),
  });
}

/** A task's own card is younger than the task, but its time is GitHub's, in whole seconds. Milliseconds. */
const CLOCKS_APART = 10_000;

/**
 * The branch of an earlier assignment is kept, and its pull request is not this one's: a new assignment gets a name of its
 * own, by the time of its start. A branch is observed only once the ledger names it, so the card tells of it too.
 */
function onOwnBranch(draft: Draft, task: Task, tip: string | null): Task {
  const card = ownComment(draft, task.number, { kind: "card", task: task.number });
  const assignedBefore =
    card !== undefined && card.createdAt.getTime() < new Date(task.queuedAt).getTime() - CLOCKS_APART;
  if (tip === null && !assignedBefore) return task;
  const start = Math.floor(draft.now.getTime() / 1_000).toString(36);
  return { ...task, branch: `${task.branch}-${start}` };
}

/** Every open task has a true explanation; those that the scheduler and the gates left silent say it by their state. */
function explain(draft: Draft, task: Task): void {
  if (draft.waits.has(task.number)) return;
  const wait = byState(draft, task);
  if (wait) draft.waits.set(task.number, wait);
}

function byState(draft: Draft, task: Task): Wait | null {
  const { attempt, agent } = task;
  const freeze = draft.frozen(task);
  switch (task.state) {
    case "working":
      if (task.stopped) return stoppedWait(task, attempt?.claim?.run ?? null);
      if (freeze && attempt) return { kind: "freeze", freeze, atWork: atWork(task, attempt) };
      return {
        kind: "run",
        agent,
        attempt: attempt?.n ?? 0,
        since: new Date(attempt?.claim?.at ?? attempt?.at ?? draft.now),
        claimed: attempt?.claim != null,
      };
    case "blocked":
      return answerWait(task);
    case "escalated": {
      if (task.stopped) return stoppedWait(task, null);
      const last =
        task.attempt?.end?.kind === "complete"
          ? (task.feedback.at(-1) ?? "")
          : (task.attempt?.end?.summary ?? "");
      return { kind: "escalated", tried: countedAttempts(task), limit: draft.config.limits.attempts, last };
    }
    case "review":
    case "ready":
      if (freeze) return { kind: "freeze", freeze, atWork: null };
      return {
        kind: "conditions",
        waiting: [`its branch ${task.branch} and its pull request to appear`],
        overridden: [],
      };
    case "queued":
    case "failed":
    case "done":
      return null;
    default:
      return task.state satisfies never;
  }
}

/** An attempt that no run has taken yet is not at work, and nobody takes it before the freeze ends. */
function atWork({ agent }: Task, { n, claim }: Attempt): { agent: string; attempt: number } | null {
  return claim === null ? null : { agent, attempt: n };
}

function stoppedWait({ agent, stopped }: Task, run: number | null): Wait {
  return { kind: "stopped", agent, by: stopped?.by ?? "ghost", reason: stopped?.reason ?? null, run };
}

function answerWait(task: Task): Wait {
  return { kind: "answer", blockers: parkingBlockers(task).map(({ id, question }) => ({ id, question })) };
}

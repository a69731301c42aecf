/** The ways a task may move, each a pure function from task to task; every change of state passes the table of `domain/task-state.ts`. */
import type { Assumption, Outcome, Question } from "../domain/outcome.ts";
import { mayFollow, type TaskState } from "../domain/task-state.ts";
import type { Reason } from "../domain/verdict.ts";
import { type Attempt, type Ending, hasOpenAttempt, type Task } from "./task.ts";

/** Starts the next attempt from commit `base`. */
export function startAttempt(task: Task, base: string, now: Date): Task {
  if (task.next === null || hasOpenAttempt(task)) throw new Error(`#${task.number} has no attempt to start`);
  const { cause } = task.next;
  const attempt: Attempt = {
    n: (task.attempt?.n ?? 0) + 1,
    cause,
    at: now.toISOString(),
    base,
    claim: null,
    end: null,
  };
  const outbox = task.outbox.filter((entry) => entry.kind !== "dispatch");
  return {
    ...move(task, "working"),
    attempt,
    tried: triedWith(task),
    next: null,
    outbox: [...outbox, { kind: "dispatch", attempt: attempt.n, at: now.toISOString() }],
  };
}

/** What a run's end means once its patch was judged: `head` is the commit that was made of it. */
export type Result =
  | {
      readonly kind: "published";
      readonly summary: string;
      readonly head: string;
      readonly assumptions?: readonly Assumption[];
    }
  | {
      readonly kind: "outside" | "unfit";
      readonly summary: string;
      readonly feedback: string;
      readonly reasons: readonly Pick<Reason, "path" | "rule">[];
    }
  | { readonly kind: "empty"; readonly summary: string; readonly feedback: string }
  | {
      readonly kind: "blocked";
      readonly summary: string;
      /** Unfinished work. */
      readonly head?: string;
      readonly questions: Extract<Outcome, { kind: "blocked" }>["questions"];
    }
  | { readonly kind: "refused" | "failed" | "lost" | "stopped"; readonly summary: string };

/** Ends the open attempt and says what follows. `limit` is `limits.attempts`. */
export function endAttempt(task: Task, result: Result, limit: number, now: Date): Task {
  if (!task.attempt) throw new Error(`#${task.number} has no attempt to end`);
  const end: Ending = {
    kind: result.kind === "published" ? "complete" : result.kind,
    summary: result.summary,
    at: now.toISOString(),
    ...(result.kind === "blocked" && result.head !== undefined && { saved: true as const }),
    outside:
      "reasons" in result ? result.reasons.slice(0, 100).map(({ path, rule }) => ({ path, rule })) : [],
  };
  const ended: Task = { ...task, attempt: { ...task.attempt, end } };
  switch (result.kind) {
    case "published":
      return {
        ...move(ended, "review"),
        head: result.head,
        feedback: [],
        merges: null,
        next: null,
        blockers: [...task.blockers, ...blockersOf(task, unknownYet(task, result.assumptions ?? []), now)],
      };
    case "outside":
    case "unfit":
    case "empty":
      return again(ended, "rework", [result.feedback], limit, now);
    case "blocked":
      return {
        ...move(ended, "blocked"),
        head: result.head ?? task.head,
        blockers: [...task.blockers, ...blockersOf(task, result.questions, now)],
      };
    case "refused":
    case "stopped":
      return { ...move(ended, "escalated"), next: null };
    case "failed":
      return again(ended, "retry", [], limit, now);
    case "lost":
      return withoutPause(again(ended, "retry", [], limit, now));
    default:
      return result satisfies never;
  }
}

const RETRY_BACKOFF_SECONDS = 30;

/** Asks for another attempt, or escalates when `limit` attempts were counted. A retry waits 30 s, then twice as long each time. */
export function again(
  task: Task,
  cause: "rework" | "retry",
  feedback: readonly string[],
  limit: number,
  now: Date,
): Task {
  const kept = { ...task, feedback: [...new Set([...task.feedback, ...feedback])] };
  const counted = 1 + task.reworks + task.retries;
  if (counted >= limit) return { ...move(kept, "escalated"), next: null };
  const failed = move(kept, "failed");
  if (cause === "rework") return { ...failed, reworks: task.reworks + 1, next: { cause, notBefore: null } };
  const notBefore = new Date(now.getTime() + RETRY_BACKOFF_SECONDS * 2 ** task.retries * 1_000);
  return { ...failed, retries: task.retries + 1, next: { cause, notBefore: notBefore.toISOString() } };
}

/** The first run that is lost says nothing about the work: its retry need not wait. */
function withoutPause(task: Task): Task {
  return task.retries === 1 && task.next ? { ...task, next: { ...task.next, notBefore: null } } : task;
}

/** Ends the task: merged (state `done`) or dropped (state kept, lease released). */
export function endTask(task: Task, kind: "merged" | "dropped", by: string, now: Date): Task {
  const end = { kind, by, at: now.toISOString() };
  const open = { ...withCancel(task, now), end, next: null, hold: null };
  return kind === "merged" ? move(open, "done") : open;
}

/** Nobody takes its attempt any more, and a run that has taken it is told to end. */
export function withCancel(task: Task, now: Date): Task {
  const outbox = task.outbox.filter(({ kind }) => kind !== "dispatch" && kind !== "cancel");
  const run = hasOpenAttempt(task) ? task.attempt?.claim?.run : undefined;
  if (run === undefined) return { ...task, outbox };
  return { ...task, outbox: [...outbox, { kind: "cancel", run, at: now.toISOString() }] };
}

/** Moves a task along the state table; a move that the table lacks is a mistake in our code. */
export function move(task: Task, to: TaskState): Task {
  if (task.state !== to && !mayFollow(task.state, to))
    throw new Error(`#${task.number} may not go from ${task.state} to ${to}`);
  return { ...task, state: to };
}

function triedWith({ attempt, tried }: Task): Task["tried"] {
  return attempt?.end ? [...tried, { n: attempt.n, cause: attempt.cause, end: attempt.end }] : tried;
}

/** What an earlier attempt assumed, and what is open still or confirmed since, is not asked again. */
function unknownYet(task: Task, assumptions: readonly Assumption[]): readonly Assumption[] {
  return assumptions.filter(
    ({ text, proceeding }) =>
      !task.blockers.some((known) => known.question === text && known.proceeding === proceeding),
  );
}

function blockersOf(
  task: Task,
  questions: readonly (Question & Partial<Pick<Assumption, "proceeding">>)[],
  now: Date,
): Task["blockers"] {
  return questions.map(
    ({ text, options, severity = "normal", on, needs, impact, eta, proceeding }, index) => ({
      id: `b${task.blockers.length + index + 1}`,
      attempt: task.attempt?.n ?? 1,
      question: text,
      options,
      at: now.toISOString(),
      severity,
      on: on ?? null,
      by: null,
      needs: needs ?? null,
      impact: impact ?? null,
      eta: eta ?? null,
      proceeding: proceeding ?? null,
      reminded: [],
      escalated: null,
      answer: null,
    }),
  );
}

/** So many paths of a task are noted. */
export const CHANGED_MOST = 200;

/** Notes what an attempt published; what earlier ones did is on the branch too. */
export function withChanged(task: Task, paths: readonly string[]): Task {
  return { ...task, changed: [...new Set([...task.changed, ...paths])].toSorted().slice(0, CHANGED_MOST) };
}

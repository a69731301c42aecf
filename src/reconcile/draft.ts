/** The decision in the making: the rungs of `decide` change it in turn; nothing outside of one `decide` sees it. */
import type { Config } from "../config/schema.ts";
import type { Freeze } from "../domain/freeze.ts";
import type { Comment, Issue } from "../domain/issue.ts";
import type { LedgerEvent } from "../domain/ledger-event.ts";
import { formatMarker, type Marker, parseMarker } from "../domain/marker.ts";
import { findOwnCheck } from "../domain/own-check.ts";
import type { Check, Pull } from "../domain/pull.ts";
import type { Condition, GateName, Verdict } from "../domain/verdict.ts";
import type { Wait } from "../domain/wait.ts";
import type { Beside } from "../ledger/beside.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Pattern } from "../ledger/said.ts";
import type { OutboxEntry, Task } from "../ledger/task.ts";
import { readTaskText, type TaskText } from "../planning/task-text.ts";
import type { CompiledReach } from "../scope/reach.ts";
import type { Snapshot } from "./snapshot.ts";

export interface Draft {
  readonly snapshot: Snapshot;
  /** The rules in force; a pass without any decides nothing. */
  readonly config: Config;
  readonly now: Date;
  readonly reachOf: (task: Task) => CompiledReach;
  readonly tasks: Map<number, Task>;
  readonly pulls: PullIndex;
  /** What issues say, by number: each is read once in a pass. */
  readonly texts: Map<number, TaskText>;
  /** Open agent pull requests in their landing order, as the observation has them. */
  readonly beside: Beside;
  /** Answers owed on issues that are not tasks. */
  readonly desk: OutboxEntry[];
  /** The issue that shows the board; null until it was seen. */
  readonly board: { issue: number | null };
  /** What stands for every agent, by the word of people. */
  readonly spoken: Spoken;
  /** Those of the patterns that stand now which fit the task's reach. */
  readonly patternsFor: (task: Task) => readonly Pattern[];
  /** The freeze that holds the task now; null when none does. */
  readonly frozen: (task: Task) => Freeze | null;
  readonly archived: Task[];
  readonly events: LedgerEvent[];
  /** Why each task does not move. */
  readonly waits: Map<number, Wait>;
  /** What was judged in this pass, by task. */
  readonly judged: Map<number, Judged>;
  /** The merge groups that were judged in this pass. */
  readonly groups: { readonly task: Task; readonly judged: Judged }[];
  /** `/why` comments, answered once everything is decided. */
  readonly questions: { readonly task: number; readonly issue: number; readonly comment: number }[];
}

export interface Spoken {
  said: number;
  announcements: Ledger["desk"]["announcements"];
  patterns: Ledger["desk"]["patterns"];
  freeze: Ledger["desk"]["freeze"];
}

export interface Judged {
  readonly pull: Pull;
  /** Of each gate in force, in the order in which they are shown. */
  readonly verdicts: ReadonlyMap<GateName, Verdict>;
  /** Gates whose verdict stands from an earlier pass, and is on GitHub already. */
  readonly stood: ReadonlySet<GateName>;
  readonly conditions: readonly Condition[];
}

/** The observed pull requests, so that each task finds its own at once. */
export interface PullIndex {
  readonly byNumber: ReadonlyMap<number, Pull>;
  /** Without those from forks; the newest first. */
  readonly byBranch: ReadonlyMap<string, readonly Pull[]>;
}

export function indexPulls(pulls: readonly Pull[]): PullIndex {
  const newest = pulls.filter(({ fromFork }) => !fromFork).toSorted((a, b) => b.number - a.number);
  return {
    byNumber: new Map(pulls.map((pull) => [pull.number, pull])),
    byBranch: Map.groupBy(newest, ({ branch }) => branch),
  };
}

/** Tasks that are not ended, by number. */
export function openTasks(draft: Draft): readonly Task[] {
  return [...draft.tasks.values()]
    .filter((task) => task.end === null)
    .toSorted((a, b) => a.number - b.number);
}

/** The pull request of a task: the recorded one, or the newest of its branch that is not from a fork. */
export function pullOf(draft: Draft, task: Task): Pull | undefined {
  const { byNumber, byBranch } = draft.pulls;
  if (task.pull !== null) return byNumber.get(task.pull);
  if (task.head === null) return undefined;
  // Closed with an earlier head: a person gave the task another chance since, and its work gets a new one.
  return byBranch.get(task.branch)?.find((pull) => pull.state === "open" || pull.head === task.head);
}

/** Our own check run of that name on the head; one of the same name by another App is not ours. */
export function ownCheck(draft: Draft, pull: Pull, name: string): Check | undefined {
  return findOwnCheck(pull.checks, draft.snapshot.observation.self, name);
}

/** What was said on an issue, or in a pull request's conversation. */
export function commentsOn({ snapshot, pulls }: Draft, number: number): readonly Comment[] {
  return snapshot.observation.issues.get(number)?.comments ?? pulls.byNumber.get(number)?.comments ?? [];
}

/** The comment of an issue or a pull request that ends with this marker and that we wrote ourselves. */
export function ownComment(draft: Draft, issue: number, marker: Marker): Comment | undefined {
  const { self } = draft.snapshot.observation;
  const text = formatMarker(marker);
  return commentsOn(draft, issue).find(
    (comment) => comment.author?.id === self.id && comment.body.trimEnd().endsWith(text),
  );
}

/** The issues that show the board: ours, with the board's marker; the oldest first. */
export function ownBoards(draft: Draft): readonly Issue[] {
  return [...draft.snapshot.observation.issues.values()]
    .filter((issue) => isMarkedBoard(draft, issue))
    .toSorted((a, b) => a.number - b.number);
}

/** The board is nobody's task. */
export function isBoard(draft: Draft, issue: Issue): boolean {
  return draft.board.issue === issue.number || isMarkedBoard(draft, issue);
}

function isMarkedBoard({ snapshot }: Draft, { author, body }: Issue): boolean {
  return author?.id === snapshot.observation.self.id && parseMarker(body)?.kind === "board";
}

/** What was seen of an issue when its task was archived, a short while ago; undefined when none was. */
export function endedLately(
  { snapshot }: Draft,
  { number }: Issue,
): Ledger["desk"]["ended"][number] | undefined {
  return snapshot.ledger.desk.ended.findLast(({ task }) => task === number);
}

/** True when the ledger has a file for this issue that cannot be read: whatever it says, it is not ours to guess. */
export function isUnreadable(draft: Draft, issue: number): boolean {
  return draft.snapshot.ledger.unreadable.some(({ task }) => task === issue);
}

export function textOf({ texts }: Draft, { number, body }: Issue): TaskText {
  const text = texts.get(number) ?? readTaskText(body);
  texts.set(number, text);
  return text;
}

/** Adds to what the task must say or send, unless it is there already. */
export function owe(task: Task, entry: OutboxEntry): Task {
  return { ...task, outbox: [...task.outbox, entry] };
}

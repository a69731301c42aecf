/**
 * The board: one model of all that goes on in a repository. The pinned issue (`board-markdown.ts`), the terminal
 * (`board-terminal.ts`) and the live page are renderings of it.
 */

import type { Freeze } from "../domain/freeze.ts";
import type { Priority } from "../domain/priority.ts";
import { stateTable, type TaskState } from "../domain/task-state.ts";
import type { Wait } from "../domain/wait.ts";
import { asTyped } from "./as-typed.ts";
import { nextPassText } from "./next-pass.ts";
import { waitText } from "./wait.ts";

export interface BoardModel {
  /** What keeps Signalbox itself from working as it should. Markdown. */
  readonly problems: readonly string[];
  /** What stands still by the word of a person; null for nothing. */
  readonly freeze: Freeze | null;
  /** The roster in the order of the config, then whoever else has open tasks. */
  readonly agents: readonly BoardAgent[];
  /** Every open task, by number. */
  readonly tasks: readonly BoardTask[];
  /** Open questions, the oldest first. */
  readonly blockers: readonly BoardBlocker[];
  /** What collides: merges that Git tried come before paths that two tasks want. */
  readonly conflicts: readonly BoardConflict[];
  /** What is announced to every agent, then the patterns; each the oldest first. */
  readonly said: readonly BoardSaid[];
  /** The word that the config wants in front of commands; undefined for none. */
  readonly prefix: string | undefined;
}

export const emptyBoard: BoardModel = {
  problems: [],
  freeze: null,
  agents: [],
  tasks: [],
  blockers: [],
  conflicts: [],
  said: [],
  prefix: undefined,
};

export interface BoardAgent {
  readonly id: string;
  readonly name: string;
  /** How many tasks it may work on at once; null for one that the config no longer names. */
  readonly capacity: number | null;
  /** Its tasks with an open attempt. */
  readonly working: readonly number[];
  /** How many others of its tasks are open. */
  readonly others: number;
}

export interface BoardTask {
  readonly number: number;
  readonly title: string;
  readonly state: TaskState;
  readonly agent: { readonly id: string; readonly name: string };
  readonly attempt: { readonly n: number; readonly cause: string } | null;
  /** Null until something was published. */
  readonly branch: string | null;
  readonly pull: number | null;
  /** Null when nothing is in its way. */
  readonly why: Why | null;
  /** The globs that it holds; empty while it holds nothing. */
  readonly holds: readonly string[];
  /** Whether a person holds it back. */
  readonly held: boolean;
  /** Null for the usual one. */
  readonly priority: Priority | null;
}

/** Why a task does not move, as it was decided; or, of a pass that was only tried out, that it would. */
export type Why =
  | { readonly kind: "waits"; readonly wait: Wait }
  | { readonly kind: "moves"; readonly state: TaskState | null; readonly attempt: number };

export interface BoardBlocker {
  readonly task: number;
  readonly agent: string;
  readonly id: string;
  readonly what: string;
  readonly options: readonly string[];
  readonly at: Date;
}

export interface BoardConflict {
  /** `merge`: Git cannot merge both pull requests. `paths`: `b` waits, because `a` holds paths that both could touch. */
  readonly kind: "merge" | "paths";
  /** The task that goes first. */
  readonly a: number;
  readonly b: number;
  /** The first path that both touch, or could touch; null when Git named none. */
  readonly path: string | null;
}

export interface BoardSaid {
  readonly kind: "announcement" | "pattern";
  readonly id: string;
  readonly by: string;
  readonly text: string;
  /** Whom a pattern fits: who may touch one of these; empty for everybody. */
  readonly scope: readonly string[];
}

/** Of the issue that shows it. */
export function boardTitle(): string {
  return "🚦 Signalbox board";
}

/** Said to whoever wants to give the board to an agent. */
export function boardNoTaskText(): string {
  return "This issue shows the board: it is no task, and no agent works on it. Open an issue of its own for the work, and give that to the agent.";
}

/** A sentence without its subject. Markdown; null when there is nothing to say. */
export function whyText(why: Why | null, prefix?: string): string | null {
  if (why === null) return null;
  return why.kind === "waits" ? asTyped(waitText(why.wait), prefix) : nextPassText(why.state, why.attempt);
}

/** The most urgent for a person first. */
export const urgency: readonly TaskState[] = [
  "blocked",
  "escalated",
  "ready",
  "review",
  "failed",
  "working",
  "queued",
  "done",
];

const needsPerson: ReadonlySet<TaskState> = new Set(["blocked", "escalated", "ready"]);

export interface BoardCounts {
  readonly people: number;
  readonly working: number;
  readonly waiting: number;
  readonly byState: ReadonlyMap<TaskState, readonly BoardTask[]>;
}

export function boardCounts(tasks: readonly BoardTask[]): BoardCounts {
  const byState = Map.groupBy(tasks, ({ state }) => state);
  const count = (state: TaskState) => byState.get(state)?.length ?? 0;
  const people = urgency
    .filter((state) => needsPerson.has(state))
    .reduce((sum, state) => sum + count(state), 0);
  const working = count("working");
  return { people, working, waiting: tasks.length - people - working, byState };
}

export function boardSummary(counts: Omit<BoardCounts, "byState">): string {
  const { people, working, waiting } = counts;
  if (people + working + waiting === 0) return "The line is clear: no open tasks.";
  return `${people === 0 ? "Nothing needs you" : `${people} ${people === 1 ? "needs" : "need"} you`}, ${working} at work, ${waiting} waiting.`;
}

/** Pull requests that wait for checks and people: those that may be merged first, each group by number. */
export function reviewQueue(byState: BoardCounts["byState"]): readonly BoardTask[] {
  return (["ready", "review"] as const).flatMap((state) => byState.get(state) ?? []);
}

export function stateMeaning(state: TaskState): string {
  return stateTable[state].meaning;
}

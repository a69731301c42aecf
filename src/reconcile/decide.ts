/**
 * The decision: from one snapshot and the time to a new ledger, effects as data, and an explanation for every task that
 * does not move. Pure: the same snapshot gives the same decision. A ladder of rungs, the most urgent first.
 */
import type { Effect } from "../domain/effect.ts";
import type { LedgerEvent } from "../domain/ledger-event.ts";
import type { Wait } from "../domain/wait.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { reachOfTasks } from "../planning/task-reach.ts";
import type { Draft } from "./draft.ts";
import { project } from "./projections/project.ts";
import { archiveTasks } from "./rungs/archive.ts";
import { oweCards } from "./rungs/cards.ts";
import { readCommands } from "./rungs/commands.ts";
import { acceptConfig } from "./rungs/config.ts";
import { readIssues } from "./rungs/issues.ts";
import { readLabels } from "./rungs/labels.ts";
import { readPulls } from "./rungs/pulls.ts";
import { answerQuestions } from "./rungs/questions.ts";
import { readRuns } from "./rungs/runs.ts";
import { startTasks } from "./rungs/schedule.ts";
import { settleDesk } from "./rungs/settle.ts";
import type { Snapshot } from "./snapshot.ts";

export interface Decision {
  readonly ledger: Ledger;
  /** What happened, for the ledger's log; empty when the ledger does not change. */
  readonly events: readonly LedgerEvent[];
  readonly effects: readonly Effect[];
  /** By task number: why it does not move. */
  readonly waits: ReadonlyMap<number, Wait>;
  /** When to look again even if nothing happens on GitHub; null when nothing is due. */
  readonly wakeAt: Date | null;
}

export function decide(snapshot: Snapshot, now: Date): Decision {
  const { config } = snapshot.config;
  // Without any valid config there are no rules, and without a readable desk no memory: do nothing rather than guess.
  if (!config || snapshot.ledger.unreadable.some(({ task }) => task === null)) return nothing(snapshot);
  const draft: Draft = {
    snapshot,
    config,
    now,
    reachOf: reachOfTasks(config),
    tasks: new Map(snapshot.ledger.tasks),
    desk: [...snapshot.ledger.desk.outbox],
    archived: [],
    events: [],
    waits: new Map(),
    judged: new Map(),
    questions: [],
  };

  // 1. The rules themselves: a new valid config is in force from here on.
  acceptConfig(draft);
  // 2. People's inputs: commands, labels, edited and closed issues.
  readCommands(draft);
  readLabels(draft);
  readIssues(draft);
  // 3. Runs that ended without a word. (Outcomes are recorded by the publishing side itself.)
  readRuns(draft);
  // 4. Gates and verdicts: merged, back for rework, ready, waiting.
  readPulls(draft);
  // 5. Free work: what may start, starts; everything else says why not.
  startTasks(draft);
  // 6. `/why` is answered from what was decided, and every task owes a card.
  answerQuestions(draft);
  oweCards(draft);
  // 7. What is finished and shown leaves the hot path.
  archiveTasks(draft);

  const ledger = settleDesk(draft);
  return {
    ledger,
    events: draft.events,
    effects: project(draft, ledger),
    waits: draft.waits,
    wakeAt: wakeAt(draft),
  };
}

function nothing(snapshot: Snapshot): Decision {
  return { ledger: snapshot.ledger, events: [], effects: [], waits: new Map(), wakeAt: null };
}

/** The earliest end of a retry's wait, and of the patience with a dispatch that no run has taken yet. */
function wakeAt({ waits, tasks, now }: Draft): Date | null {
  const due: number[] = [];
  for (const wait of waits.values()) if (wait.kind === "retry") due.push(wait.at.getTime());
  for (const task of tasks.values()) {
    if (task.attempt && task.attempt.end === null && task.attempt.claim === null)
      due.push(now.getTime() + 60_000);
  }
  return due.length === 0 ? null : new Date(Math.min(...due));
}

/**
 * The decision: from one snapshot and the time to a new ledger, effects as data, and an explanation for every task that
 * does not move. Pure: the same snapshot gives the same decision. A ladder of rungs, the most urgent first.
 */
import type { Effect } from "../domain/effect.ts";
import type { LedgerEvent } from "../domain/ledger-event.ts";
import type { Wait } from "../domain/wait.ts";
import { pullsBeside } from "../ledger/beside.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { hasOpenAttempt } from "../ledger/task.ts";
import { reachOfTasks } from "../planning/task-reach.ts";
import { type Draft, indexPulls, type Judged } from "./draft.ts";
import { frozenTasks } from "./frozen-tasks.ts";
import { patternsFor } from "./patterns-for.ts";
import { configEffects } from "./projections/config.ts";
import { project } from "./projections/project.ts";
import { grantAmendments } from "./rungs/amendments.ts";
import { archiveTasks } from "./rungs/archive.ts";
import { nextReminder, readBlockers } from "./rungs/blockers.ts";
import { keepBoard } from "./rungs/board.ts";
import { oweCards } from "./rungs/cards.ts";
import { acceptConfig } from "./rungs/config.ts";
import { endFreeze } from "./rungs/freeze.ts";
import { readInputs } from "./rungs/inputs.ts";
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
  /** By task number: its pull request as this pass judged it, for whoever shows it. */
  readonly judged: ReadonlyMap<number, Judged>;
  /** When to look again even if nothing happens on GitHub; null when nothing is due. */
  readonly wakeAt: Date | null;
}

export function decide(snapshot: Snapshot, now: Date): Decision {
  const { config } = snapshot.config;
  // Without any valid config there are no rules, and without a readable desk no memory: do nothing rather than guess.
  if (!config || snapshot.ledger.unreadable.some(({ task }) => task === null)) return nothing(snapshot);
  const [spoken, reachOf] = [spokenOf(snapshot.ledger.desk), reachOfTasks(config)];
  const draft: Draft = {
    snapshot,
    config,
    now,
    reachOf,
    tasks: new Map(snapshot.ledger.tasks),
    pulls: indexPulls(snapshot.observation.pulls),
    texts: new Map(),
    beside: pullsBeside(snapshot.ledger.tasks, snapshot.observation.pulls),
    desk: [...snapshot.ledger.desk.outbox],
    board: { issue: snapshot.ledger.desk.board },
    spoken,
    patternsFor: patternsFor(spoken, reachOf),
    frozen: frozenTasks(spoken, reachOf, now),
    archived: [],
    events: [],
    waits: new Map(),
    judged: new Map(),
    groups: [],
    questions: [],
  };

  // 0. A freeze whose time is over holds nothing any more.
  endFreeze(draft);
  // 1. The rules themselves: a new valid config is in force from here on.
  acceptConfig(draft);
  // 2. People's inputs: commands, labels, edited and closed issues.
  readInputs(draft);
  //    What was asked for and is free by now is granted before anything is judged by it.
  grantAmendments(draft);
  // 3. Runs that ended without a word. (Outcomes are recorded by the publishing side itself.)
  readRuns(draft);
  // 4. Gates and verdicts: merged, back for rework, ready, waiting.
  readPulls(draft);
  // 5. Blockers: parked, told, reminded.
  readBlockers(draft);
  // 6. Free work: what may start, starts; everything else says why not.
  startTasks(draft);
  // 7. `/why` is answered from what was decided, every task owes a card, and the repository its board.
  answerQuestions(draft);
  keepBoard(draft);
  oweCards(draft);
  // 8. What is finished and shown leaves the hot path.
  archiveTasks(draft);

  const ledger = settleDesk(draft);
  return {
    ledger,
    events: draft.events,
    effects: project(draft, ledger),
    waits: draft.waits,
    judged: draft.judged,
    wakeAt: wakeAt(draft),
  };
}

function spokenOf({ said, announcements, patterns, freeze }: Snapshot["ledger"]["desk"]): Draft["spoken"] {
  return { said, announcements, patterns, freeze };
}

function nothing(snapshot: Snapshot): Decision {
  const { ledger, config } = snapshot;
  const desk = ledger.unreadable.find(({ task }) => task === null);
  const wait: Wait = desk
    ? { kind: "unreadable", file: desk.path, problem: desk.problem }
    : { kind: "config", problem: config.problem ?? "" };
  const open = [...ledger.tasks.values()].filter(({ end }) => end === null);
  const waits = new Map(open.map(({ number }) => [number, wait]));
  return { ledger, events: [], effects: configEffects(snapshot), waits, judged: new Map(), wakeAt: null };
}

/** While an attempt is open its run is looked at once a minute: a run that dies may wake nobody. Milliseconds. */
const RUN_LOOK = 60_000;

/** What could not be tried is tried again: nothing on GitHub tells that it can be. Milliseconds. */
const MERGE_LOOK = 60_000;

/** Nobody tells when a machine calms down. Milliseconds. */
const LOAD_LOOK = 3_000;

/**
 * When something is due by itself: the end of a freeze or of a retry's wait, the next reminder of a blocker, a look at the runs that are at work, at a busy machine or at merges that could not be tried, or
 * the end of the patience with a comment that GitHub does not show.
 */
function wakeAt(draft: Draft): Date | null {
  const { waits, tasks, desk, judged, groups, now, snapshot } = draft;
  const reminder = nextReminder(draft)?.getTime() ?? [];
  const thaw = draft.spoken.freeze?.until ? [new Date(draft.spoken.freeze.until).getTime()] : [];
  const retries = [...waits.values()].flatMap((wait) => (wait.kind === "retry" ? [wait.at.getTime()] : []));
  const runs = [...tasks.values()].some(
    (task) => hasOpenAttempt(task) || task.outbox.some(({ kind }) => kind === "cancel"),
  )
    ? [now.getTime() + RUN_LOOK]
    : [];
  const load = [...waits.values()].some(({ kind }) => kind === "load") ? [now.getTime() + LOAD_LOOK] : [];
  const unknown = [...judged.values()].some(({ verdicts }) =>
    verdicts.get("conflicts")?.reasons.some(({ rule }) => rule === "unknown"),
  );
  const untried = snapshot.observation.groups.some(
    ({ asMerged, head }) => asMerged === null && groups.some(({ judged: { pull } }) => pull.head === head),
  );
  const merges = unknown || untried ? [now.getTime() + MERGE_LOOK] : [];
  const entries = [...desk, ...[...tasks.values()].flatMap(({ outbox }) => outbox)];
  const unseen = entries.flatMap(({ kind, at }) => {
    const renewed = new Date(at).getTime() + (snapshot.observation.readLag + 1) * 1_000;
    return (kind === "card" || kind === "reply" || kind === "notice" || kind === "board") &&
      renewed > now.getTime()
      ? [renewed]
      : [];
  });
  const due = [...thaw, ...retries, ...runs, ...load, ...merges, ...unseen].concat(reminder);
  return due.length === 0 ? null : new Date(Math.min(...due));
}

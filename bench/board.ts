/** Bench `board`: what the board's issue costs when there are ten times the tasks. */

import { boardModel } from "../src/reconcile/board.ts";
import { decide } from "../src/reconcile/decide.ts";
import { indexPulls } from "../src/reconcile/draft.ts";
import type { BoardModel } from "../src/text/board.ts";
import { boardMarkdown } from "../src/text/board-markdown.ts";
import { statusText } from "../src/text/status.ts";
import { crowdOf, crowdTime } from "./crowd.ts";
import type { Figure } from "./figure.ts";
import { median } from "./median.ts";

const TASKS = 10_000;
const RUNS = 15;

/** The same run alternates with its alternative, so that a machine that slows down slows both. */
export function benchBoard(): readonly Figure[] {
  const board = boardOf(TASKS);
  const whole = () => statusText(board);
  const shown = () => boardMarkdown(board);
  for (const warm of [whole, shown, whole, shown]) warm();
  const rounds = Array.from({ length: RUNS }, () => [timed(shown), timed(whole)] as const);
  const ratio = median(rounds.map(([, slow]) => slow)) / median(rounds.map(([fast]) => fast));
  const rows = boardMarkdown(board).match(/^\| #\d+ (?!vs)/gm)?.length ?? 0;
  return [
    {
      what: `rows put into words for the board's issue of ${TASKS} tasks`,
      measured: rows,
      detail: "rows; the rest is counted",
      aim: 500,
      alternative: { what: "with every task's row", number: TASKS },
    },
    {
      what: `time to make that issue's text`,
      measured: 1,
      detail: "time",
      aim: null,
      alternative: { what: "times for every task's row (`signalbox status`)", number: ratio },
    },
  ];
}

function boardOf(size: number): BoardModel {
  const snapshot = crowdOf(size);
  const { ledger, waits } = decide(snapshot, crowdTime);
  return boardModel({
    snapshot,
    said: ledger.desk,
    tasks: ledger.tasks,
    pulls: indexPulls(snapshot.observation.pulls),
    whyOf: (number) => {
      const wait = waits.get(number);
      return wait ? { kind: "waits", wait } : null;
    },
  });
}

/** Milliseconds. */
function timed(make: () => string): number {
  const start = performance.now();
  make();
  return performance.now() - start;
}

/**
 * What the agents at work print, as the task cards may show it: a new report of a task comes at most every quarter of a
 * minute, whatever is printed, and asks for a pass when it does.
 */
import type { RunReport } from "../domain/run-report.ts";
import type { RunKey } from "./ports.ts";

/** Milliseconds: from a run's first line to its first report, and between two reports of a run. */
const PATIENCE = { first: 3_000, next: 15_000 } as const;
/** More than a card shows: some lines show nothing. */
const LINES = 30;

export interface ReportParts {
  readonly now: () => Date;
  /** Calls back after that many milliseconds; the returned function cancels. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  readonly wake: () => void;
}

export interface Reports {
  printed(key: RunKey, line: string): void;
  /** From now on the run has no report. */
  ended(key: RunKey): void;
  /** By task; the same until a new one is due. */
  current(): ReadonlyMap<number, RunReport>;
  close(): void;
}

interface Printing {
  readonly lines: readonly string[];
  readonly at: Date;
  /** Cancels the next report; null when none is due. */
  readonly cancel: (() => void) | null;
  readonly reported: boolean;
}

export function createReports({ now, after, wake }: ReportParts): Reports {
  const printing = new Map<number, Printing>();
  const reports = new Map<number, RunReport>();

  return { printed, ended, current: () => new Map(reports), close };

  function printed(key: RunKey, line: string): void {
    const known = printing.get(key.run);
    const lines = [...(known?.lines ?? []), line].slice(-LINES);
    const patience = known?.reported ? PATIENCE.next : PATIENCE.first;
    const cancel = known?.cancel ?? after(patience, () => report(key));
    printing.set(key.run, { lines, at: now(), cancel, reported: known?.reported ?? false });
  }

  function report({ run, task, attempt }: RunKey): void {
    const known = printing.get(run);
    if (!known) return;
    printing.set(run, { ...known, cancel: null, reported: true });
    reports.set(task, { attempt, lines: known.lines, at: known.at });
    wake();
  }

  function ended({ run, task, attempt }: RunKey): void {
    printing.get(run)?.cancel?.();
    printing.delete(run);
    if (reports.get(task)?.attempt === attempt) reports.delete(task);
  }

  function close(): void {
    for (const { cancel } of printing.values()) cancel?.();
    printing.clear();
  }
}

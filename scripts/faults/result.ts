/** What a run of the fault matrix found. */
import type { Hit } from "../../test/faults/hits.ts";
import type { Row } from "../../test/faults/rows.ts";
import { rowsOf } from "../../test/faults/title.ts";
import type { Ran } from "./lane.ts";
import type { Trial } from "./trial.ts";

export interface RowResult extends Row {
  readonly tests: readonly Ran[];
}

export interface Result {
  readonly rows: readonly RowResult[];
  /** Test files that could not be loaded, and what was thrown outside of tests. */
  readonly broken: readonly string[];
  readonly trials: readonly Trial[];
  readonly hits: readonly Hit[];
}

export function collect(
  rows: readonly Row[],
  tests: readonly Ran[],
  broken: readonly string[],
  trials: readonly Trial[],
): Result {
  return {
    rows: rows.map((row) => ({ ...row, tests: tests.filter(({ title }) => rowsOf(title).includes(row.id)) })),
    broken,
    trials,
    hits: sumHits(tests.flatMap(({ hits }) => hits)),
  };
}

function sumHits(hits: readonly Hit[]): readonly Hit[] {
  const groups = Map.groupBy(hits, ({ fault, effect }) => `${fault}\n${effect}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, times: group.reduce((sum, { times }) => sum + times, 0) }] : [];
  });
}

/** What keeps the matrix from being green; empty when it is. */
export function problemsOf({ broken, rows, trials }: Result): readonly string[] {
  return [
    ...broken,
    ...rows
      .filter(({ tests }) => tests.every(({ state }) => state === "skipped"))
      .map(({ id }) => `${id} has no test`),
    ...new Set(
      rows.flatMap(({ tests }) =>
        tests
          .filter(({ state }) => state === "failed")
          .map(({ file, title, errors }) => `${file}: "${title}" failed: ${errors[0]?.message ?? ""}`),
      ),
    ),
    ...trials
      .filter(({ shown }) => !shown)
      .map(({ control, why }) => `${control.row}, without "${control.protection}": ${why}`),
  ];
}

export function countShown(trials: readonly { readonly shown: boolean }[]): string {
  const shown = trials.filter((trial) => trial.shown).length;
  return `${trials.length} protections, ${shown} shown necessary`;
}

/** Faults by effects: how often each was hit. */
export function matrixOf(hits: readonly Hit[]): {
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
} {
  const faults = [...new Set(hits.map(({ fault }) => fault))].toSorted();
  const effects = [...new Set(hits.map(({ effect }) => effect))].toSorted();
  const times = (fault: string, effect: string) =>
    String(hits.find((hit) => hit.fault === fault && hit.effect === effect)?.times ?? "");
  return {
    head: ["effect", ...faults],
    lines: effects.map((effect) => [effect, ...faults.map((fault) => times(fault, effect))]),
  };
}

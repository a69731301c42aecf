/**
 * `npm run faults [-- --row E1] [--json] [--write]`: runs the tests of every row of the fault matrix, then takes each protection
 * away in turn and wants the tests of its row red. Exit code 1 when a row has no test, a test is red, or a control stays green.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { allControls } from "../test/faults/all-controls.ts";
import type { Control } from "../test/faults/control.ts";
import { rows } from "../test/faults/rows.ts";
import { titlePattern } from "../test/faults/title.ts";
import { root, titledTests } from "../test/faults/titled-tests.ts";
import { openLane, type Ran } from "./faults/lane.ts";
import { withTables } from "./faults/page.ts";
import { paint, resultText } from "./faults/print.ts";
import { collect, problemsOf } from "./faults/result.ts";
import { type Trial, tryControl } from "./faults/trial.ts";

const WORKERS = 2;
/** See test/faults/whole.ts. The workers inherit it. */
process.env["SIGNALBOX_FAULTS"] = "whole";

const { values } = parseArgs({
  options: { row: { type: "string" }, json: { type: "boolean" }, write: { type: "boolean" } },
});
const wanted = rows.filter(({ id }) => values.row === undefined || values.row === id);
// Protections of rows that this version does not answer for as a whole are tried all the same.
const controls = (await allControls()).filter(({ row }) => values.row === undefined || row === values.row);
if (controls.length === 0)
  stop(`there is no row ${values.row}; the rows are ${rows.map(({ id }) => id).join(", ")}`);
if (values.write && values.row !== undefined) stop("--write needs all rows: leave --row away");

const color = (process.env["NO_COLOR"] ?? "") === "" && process.stdout.isTTY;
const say = (line: string) => void process.stderr.write(`${line}\n`);

const ids = wanted.map(({ id }) => id);
const { tests, broken } = await runTests();
const trials = await tryAll(controls);
const result = collect(wanted, tests, broken, trials);
process.stdout.write(
  `${values.json ? JSON.stringify({ ...result, problems: problemsOf(result) }, null, 2) : resultText(result, paint(color))}\n`,
);
if (values.write) {
  const page = join(root, "docs/reliability.md");
  await writeFile(page, withTables(await readFile(page, "utf8"), result));
}
process.exit(problemsOf(result).length > 0 ? 1 : 0);

async function runTests(): Promise<{ tests: readonly Ran[]; broken: readonly string[] }> {
  const files = [
    ...new Set(
      titledTests().flatMap((test) => (test.rows.some((row) => ids.includes(row)) ? [test.file] : [])),
    ),
  ];
  if (files.length === 0) return { tests: [], broken: [] };
  say(`The tests of ${ids.length} rows, in ${files.length} files …`);
  const lane = await openLane(WORKERS, "tests");
  const pattern = titlePattern(values.row === undefined ? ids.join("|") : values.row);
  let done = 0;
  const run = await lane.run({
    files,
    pattern,
    control: null,
    onTest: ({ state, title }) => {
      if (state === "skipped") return;
      done += 1;
      if (state === "failed") say(`red: ${title}`);
      else if (done % 50 === 0) say(`${done} tests …`);
    },
  });
  await lane.close();
  return { tests: run.tests.filter(({ state }) => state !== "skipped"), broken: run.broken };
}

/** Two at a time, each in a Vitest of its own. */
async function tryAll(all: readonly Control[]): Promise<readonly Trial[]> {
  say(`${all.length} protections are taken away in turn …`);
  const left = [...all.entries()];
  const trials: Trial[] = [];
  await Promise.all(
    Array.from({ length: Math.min(WORKERS, all.length) }, async () => {
      const lane = await openLane(1, "controls");
      for (let next = left.shift(); next; next = left.shift()) {
        const [at, control] = next;
        const trial = await tryControl(lane, control);
        trials[at] = trial;
        say(
          `${trial.shown ? "red, as wanted" : "NOT SHOWN"}: ${control.row}, without "${control.protection}": ${trial.why}`,
        );
      }
      await lane.close();
    }),
  );
  return trials;
}

function stop(problem: string): never {
  process.stderr.write(`npm run faults: ${problem}\n`);
  process.exit(2);
}

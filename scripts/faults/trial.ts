/** One negative control tried: its protection is taken away, and the tests of its row must turn red because something they say is not so. */
import type { Control } from "../../test/faults/control.ts";
import { rows } from "../../test/faults/rows.ts";
import { titlePattern } from "../../test/faults/title.ts";
import type { Lane, Run } from "./lane.ts";

export interface Trial {
  readonly control: Control;
  /** True when the tests turned red for the right reason. */
  readonly shown: boolean;
  /** The test that turned red and what it said; or why nothing was shown. */
  readonly why: string;
}

export async function tryControl(lane: Lane, control: Control): Promise<Trial> {
  // Of a row that is not listed yet, the tests may not be titled: all of the file are run.
  const pattern = rows.some(({ id }) => id === control.row) ? titlePattern(control.row) : /./;
  const run = await lane.run({ files: [control.test], pattern, control });
  return { control, ...judge(control, run) };
}

/** Errors of code that could not run, rather than of an expectation that was not met. */
const UNFIT = new Set(["SyntaxError", "ReferenceError"]);

function judge({ row, test }: Control, { broken, tests }: Run): Pick<Trial, "shown" | "why"> {
  const [problem] = broken;
  if (problem !== undefined) return { shown: false, why: `it could not be tried: ${problem}` };
  const red = tests.find(({ state }) => state === "failed");
  if (!red) {
    const ran = tests.filter(({ state }) => state === "passed").length;
    if (ran === 0) return { shown: false, why: `no test of ${test} has a title that begins with ${row}` };
    return { shown: false, why: `${ran} tests of ${test} stayed green` };
  }
  const [error] = red.errors;
  const said = `${error?.name ?? "Error"}: ${error?.message ?? ""}`;
  if (error && UNFIT.has(error.name)) return { shown: false, why: `the edited code does not run: ${said}` };
  if (/timed out in/.test(said))
    return { shown: false, why: `"${red.title}" hung, and a test that hangs shows nothing` };
  return { shown: true, why: `"${red.title}" failed: ${said}` };
}

/** The matrix as a terminal shows it. */
import { styleText } from "node:util";
import { countShown, matrixOf, problemsOf, type Result } from "./result.ts";

/** Colours only where they are wanted. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

export function paint(color: boolean): Paint {
  const style = (name: "green" | "red") => (text: string) =>
    color ? styleText(name, text, { validateStream: false }) : text;
  return { good: style("green"), bad: style("red") };
}

export function resultText(result: Result, { good, bad }: Paint): string {
  const lines = result.rows.map(({ id, fault, tests }) => {
    const red = tests.filter(({ state }) => state === "failed").length;
    const ran = tests.filter(({ state }) => state !== "skipped").length;
    const controls = result.trials.filter(({ control }) => control.row === id);
    const mark = ran > 0 && red === 0 ? good("ok ") : bad("RED");
    return `${mark} ${id.padEnd(4)} ${count(ran, "test").padStart(10)} ${count(controls.length, "control").padStart(11)}  ${fault}`;
  });
  const problems = problemsOf(result).map((problem) => bad(problem));
  return [
    ...lines,
    "",
    ...matrixText(result),
    ...problems,
    ...(problems.length > 0 ? [""] : []),
    `${countShown(result.trials)}.`,
  ].join("\n");
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function matrixText({ hits }: Result): string[] {
  if (hits.length === 0) return [];
  const { head, lines } = matrixOf(hits);
  const all = [head, ...lines];
  const widths = head.map((_, at) => Math.max(...all.map((line) => line[at]?.length ?? 0)));
  const text = all.map((line) =>
    line
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  "),
  );
  return ["Times each fault hit each effect:", ...text, ""];
}

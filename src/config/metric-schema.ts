/** `gates.metrics`: numbers that a check's JSON report must reach. */
import { z } from "zod";
import { RuleName } from "./rule-schemas.ts";

const fileRule = "must be the path of a file in an artifact, such as coverage.json";
const pathRule = "must be keys joined by dots, such as total.lines.pct";
const Bound = z.number("must be a number").min(-1e15).max(1e15);

export const Metric = z.strictObject({
  name: RuleName.describe("What the number is called where it is shown."),
  check: z
    .string()
    .describe("The key in `gates.checks` of the check that reports it, a job of GitHub Actions."),
  file: z
    .string()
    .max(256)
    .regex(/^(?!.*(?:^|\/)\.{0,2}(?:\/|$))[^\\\p{Cc}]+$/u, fileRule)
    .describe("The JSON report: a file in an artifact of the workflow run that made the check."),
  artifact: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe("The artifact that holds it; needed only where several of a run do, or where there are many."),
  path: z
    .string()
    .max(256)
    .regex(/^[^.\p{Cc}]+(?:\.[^.\p{Cc}]+)*$/u, pathRule)
    .describe("Where the number stands in the report: keys joined by dots, list places from 0."),
  min: Bound.optional().describe("The least that it may be."),
  max: Bound.optional().describe("The most that it may be."),
  regression: z
    .number("must be a number")
    .min(0)
    .max(1_000)
    .optional()
    .describe(
      "By how many percent it may be worse than on the base: lower where there is a `min`, higher where there is a `max`.",
    ),
});
export type Metric = z.infer<typeof Metric>;

/** What is wrong with a list of metrics as a whole, and at which place in it. */
export interface MetricProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Checks = Readonly<Record<string, { readonly app: string }>>;

export function metricProblems(
  metrics: readonly Metric[],
  checks: Checks,
  actions: string,
): readonly MetricProblem[] {
  const names = metrics.map(({ name }) => name);
  return metrics.flatMap(({ name, check, min, max, regression }, index) => {
    const known = Object.hasOwn(checks, check) ? checks[check] : undefined;
    const all = Object.keys(checks).join(", ") || "which is empty";
    return [
      ...problem(known === undefined, [index, "check"], `must be a key of \`gates.checks\` (${all})`),
      ...problem(
        known !== undefined && known.app !== actions,
        [index, "check"],
        `must be a check of ${actions}: the report is an artifact of its workflow run`,
      ),
      ...problem(names.indexOf(name) < index, [index, "name"], "must be a name that no other metric has"),
      ...problem(
        min === undefined && max === undefined,
        [index],
        "this metric has neither `min` nor `max`, so it would stop nothing",
      ),
      ...problem(
        min !== undefined && max !== undefined && min > max,
        [index, "max"],
        "must be at least as large as `min`",
      ),
      ...problem(
        regression !== undefined && min !== undefined && max !== undefined,
        [index, "regression"],
        "must stand beside `min` or `max` alone, which says what is worse",
      ),
    ];
  });
}

function problem(
  found: boolean,
  path: readonly (string | number)[],
  message: string,
): readonly MetricProblem[] {
  return found ? [{ path, message }] : [];
}

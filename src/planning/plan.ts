/** A plan: tasks in a file, with what each waits for. Every key with its meaning; a message given to a check starts with "must". */
import { z } from "zod";
import { readDocument } from "../config/document.ts";
import { explain } from "../config/explain.ts";
import { GlobList } from "../config/glob-list.ts";
import { formatPath, type KeyPath } from "../config/problem.ts";

const nameRule = "must be 1 to 40 of a-z, 0-9 and -";
const Name = z.string().regex(/^[a-z0-9-]{1,40}$/, nameRule);
const line = "must be one line that neither starts nor ends with a space";

export const PlanTask = z.strictObject({
  id: Name.describe("How the other tasks of the plan name it."),
  type: Name.describe("What kind of work it is, such as `refactor`: the issue's title begins with it."),
  title: z
    .string()
    .min(1)
    .max(200)
    .regex(/^\S(?:.*\S)?$/, line)
    .optional()
    .describe("The rest of the title; the first sentence of the description by default."),
  description: z.string().min(1).max(20_000).describe("What is to be done, in Markdown."),
  success: z
    .array(
      z
        .string()
        .min(1)
        .max(500)
        .regex(/^\S(?:.*\S)?$/, line),
    )
    .max(50)
    .default([])
    .describe("How to tell that it is done."),
  dependencies: z.array(Name).max(100).default([]).describe("Ids of the tasks that must be done before."),
  files: GlobList.max(50).default([]).describe("Globs of the paths that it may change."),
  agent: z.string().min(1).max(39).describe("The agent of the roster that does it."),
});
export type PlanTask = z.infer<typeof PlanTask>;

export const Plan = z.strictObject({
  plan: Name.describe("The plan's name: its issues are found again by it."),
  tasks: z.array(PlanTask).min(1).max(200),
});
export type Plan = z.infer<typeof Plan>;

/** One thing that is wrong with a plan, and where. */
export interface PlanProblem {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** `tasks[2].agent`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

export type ReadPlan =
  | { readonly ok: true; readonly plan: Plan; readonly at: (path: KeyPath) => Omit<PlanProblem, "message"> }
  | { readonly ok: false; readonly problems: readonly PlanProblem[] };

/** JSON, or the plain YAML that JSON is a part of; every problem of its form with its place. */
export function readPlan(text: string): ReadPlan {
  // YAML lets no tab indent, and JSON does; what a tab is replaced by is as long.
  const document = readDocument(text.replace(/^\t+/gm, (tabs) => " ".repeat(tabs.length)));
  const judged = Plan.safeParse(document.value);
  const at = (path: KeyPath) => ({ ...document.valueAt(path), path: formatPath(path) });
  if (judged.success && document.problems.length === 0) return { ok: true, plan: judged.data, at };
  const schema = z.toJSONSchema(Plan, { io: "input" });
  const found = (judged.success ? [] : judged.error.issues)
    .flatMap((issue) => explain(issue, document.value, schema))
    .filter(({ path }) => !document.refused(path))
    .map(({ path, at: where, message }) => ({
      ...(where === "key" ? document.keyAt(path) : document.valueAt(path)),
      path: formatPath(path),
      message,
    }));
  const problems = [...document.problems, ...found].map(({ line, column, path, message }) => ({
    line,
    column,
    path,
    message,
  }));
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

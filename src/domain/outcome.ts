/** What a run says when it ends. A run without a valid outcome is `failed`, never `complete`. */
import { z } from "zod";
import { isAddressee } from "./addressee.ts";
import { severities } from "./severity.ts";

const line = z.string().trim().min(1).max(500);
const text = z.string().trim().min(1).max(8_000);

export const Question = z.strictObject({
  text: line,
  options: z.array(line).max(9).default([]),
  /** `normal` unless told. */
  severity: z.enum(severities).optional(),
  /** Who can answer: an agent's id, or `@login`; whoever assigned the task unless told. */
  on: z.string().refine(isAddressee, "must be an agent's id or @login").optional(),
  needs: line.optional(),
  impact: line.optional(),
  eta: line.optional(),
});
export type Question = z.infer<typeof Question>;

/** A question that the run did not wait for: it went on with `proceeding`, and a person confirms that before it is merged. */
export const Assumption = Question.extend({ proceeding: line });
export type Assumption = z.infer<typeof Assumption>;

export const Outcome = z.discriminatedUnion("kind", [
  /** The work is in the working tree; `evidence` says how each success criterion was checked. */
  z.strictObject({
    kind: z.literal("complete"),
    summary: text,
    evidence: z.array(line).max(50).default([]),
    assumptions: z.array(Assumption).max(9).optional(),
  }),
  /** The work stops until somebody answers; what is in the working tree is saved for the next attempt, as far as it may be. */
  z.strictObject({ kind: z.literal("blocked"), summary: text, questions: z.array(Question).min(1).max(9) }),
  /** The agent will not do this; another attempt would not help. */
  z.strictObject({ kind: z.literal("refused"), summary: text }),
  /** The agent could not do it this time; another attempt may. */
  z.strictObject({ kind: z.literal("failed"), summary: text }),
]);
export type Outcome = z.infer<typeof Outcome>;

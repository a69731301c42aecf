/** What a run says when it ends. A run without a valid outcome is `failed`, never `complete`. */
import { z } from "zod";

const line = z.string().trim().min(1).max(500);
const text = z.string().trim().min(1).max(8_000);

export const Question = z.strictObject({
  text: line,
  options: z.array(line).max(9).default([]),
});
export type Question = z.infer<typeof Question>;

export const Outcome = z.discriminatedUnion("kind", [
  /** The work is in the working tree; `evidence` says how each success criterion was checked. */
  z.strictObject({ kind: z.literal("complete"), summary: text, evidence: z.array(line).max(50).default([]) }),
  /** The work stops until a person answers; what is in the working tree is not published. */
  z.strictObject({ kind: z.literal("blocked"), summary: text, questions: z.array(Question).min(1).max(9) }),
  /** The agent will not do this; another attempt would not help. */
  z.strictObject({ kind: z.literal("refused"), summary: text }),
  /** The agent could not do it this time; another attempt may. */
  z.strictObject({ kind: z.literal("failed"), summary: text }),
]);
export type Outcome = z.infer<typeof Outcome>;

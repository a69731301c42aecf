/** What `signalbox demo --json` prints, as DESIGN.md §14 promises it. */
import { z } from "zod";

const Refused = z.strictObject({
  task: z.int(),
  agent: z.string(),
  attempt: z.int(),
  path: z.string(),
  line: z.int(),
  says: z.string(),
});

export const Result = z.object({
  tasks: z.array(
    z.strictObject({
      number: z.int(),
      title: z.string(),
      agent: z.string(),
      attempts: z.int(),
      branch: z.string(),
      pull: z.int(),
      state: z.string(),
    }),
  ),
  refusals: z.array(
    z.strictObject({
      task: z.int(),
      agent: z.string(),
      attempt: z.int(),
      path: z.string(),
      rule: z.string(),
    }),
  ),
  naming: z.array(Refused),
  duplicates: z.array(Refused),
  forecasts: z.array(z.strictObject({ task: z.int(), pull: z.int(), says: z.string() })),
  readiness: z.array(
    z.strictObject({
      task: z.int(),
      pull: z.int(),
      head: z.string(),
      conditions: z.array(
        z.strictObject({
          name: z.string(),
          status: z.enum(["met", "waiting", "failed"]),
          detail: z.string(),
        }),
      ),
    }),
  ),
  unblocked: z.array(
    z.strictObject({
      task: z.int(),
      agent: z.string(),
      blocker: z.string(),
      severity: z.string(),
      question: z.string(),
      answer: z.string(),
      by: z.string(),
      attempt: z.int().nullable(),
    }),
  ),
  conflicts: z.int(),
  overlaps: z.array(z.strictObject({ task: z.int(), holder: z.int(), path: z.string() })),
  requests: z.strictObject({ rest: z.int(), graphql: z.int(), writes: z.int() }),
});
export type Result = z.infer<typeof Result>;

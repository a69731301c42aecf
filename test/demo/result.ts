/** What `signalbox demo --json` prints, as DESIGN.md §14 promises it. */
import { z } from "zod";

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
  conflicts: z.int(),
  overlaps: z.array(z.strictObject({ task: z.int(), holder: z.int(), path: z.string() })),
  requests: z.strictObject({ rest: z.int(), graphql: z.int(), writes: z.int() }),
});
export type Result = z.infer<typeof Result>;

/** Why an attempt was started. Caps count `rework` and `retry` only. */
export const attemptCauses = ["first", "resume", "rework", "retry"] as const;

export type AttemptCause = (typeof attemptCauses)[number];

/**
 * How an attempt ended; `outside`, `unfit` and `empty` are complete outcomes whose patch was refused at publishing: it left its
 * reach, it broke another rule, or there was none.
 */
export const attemptEnds = [
  "complete",
  "outside",
  "unfit",
  "empty",
  "blocked",
  "refused",
  "failed",
  "lost",
  "stopped",
] as const;

export type AttemptEnd = (typeof attemptEnds)[number];

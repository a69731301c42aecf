/** What follows when the work of an attempt is sent back. */
export interface Tries {
  /** The number of the attempt that was sent back. */
  readonly attempt: number;
  /** How many attempts count so far, this one included; those that only go on after an answer do not. */
  readonly counted: number;
  /** `limits.attempts`. */
  readonly limit: number;
}

export function nextAttemptText({ attempt, counted, limit }: Tries): string {
  if (counted >= limit)
    return limit === 1
      ? "No other attempt is allowed: a person decides now."
      : `All ${limit} attempts are used: a person decides now.`;
  const next = attempt + 1;
  return counted + 1 === next
    ? `Attempt ${next} of ${limit} starts by itself.`
    : `Attempt ${next} starts by itself; it counts as ${counted + 1} of ${limit}.`;
}

/** How the work went over a span of time, as counted from the ledger's history: `ledger/metrics.ts` counts, `text/metrics.ts` tells. */
export interface Metrics {
  /** The span: a moment of its own or the first entry of the history, to now or the last entry. Null when nothing is recorded. */
  readonly span: { readonly from: Date; readonly to: Date } | null;
  /** Tasks accepted, merged and dropped in the span; open at its end. */
  readonly tasks: {
    readonly accepted: number;
    readonly merged: number;
    readonly dropped: number;
    readonly open: number;
  };
  /** Merged tasks an hour; null for a span of no length. */
  readonly throughput: number | null;
  /** Tasks whose work was judged for the first time in the span, and those of them that passed without being sent back. */
  readonly firstPass: { readonly judged: number; readonly passed: number };
  /** Attempts that started in the span, and those of them that had to put something right. */
  readonly rework: { readonly attempts: number; readonly reworks: number };
  readonly caught: {
    /** Patches that were refused before they became a commit. */
    readonly outside: number;
    readonly unfit: number;
    readonly empty: number;
    /** The places in them that broke a rule, by rule, the most frequent first. */
    readonly rules: readonly { readonly rule: string; readonly places: number }[];
    /** Pull requests that were sent back after they were judged. */
    readonly sentBack: number;
  };
  readonly blockers: {
    readonly raised: number;
    readonly answered: number;
    readonly open: number;
    /** From the question to the answer, of those answered in the span. Milliseconds; null when there are none. */
    readonly median: number | null;
    readonly longest: number | null;
  };
  /** What people had to do for the tasks merged in the span, besides assigning, approving and merging. */
  readonly interventions: {
    readonly answers: number;
    readonly holds: number;
    readonly overrides: number;
    readonly escalations: number;
    /** Merged tasks that needed none. */
    readonly clean: number;
  };
  /** Merged tasks that have an estimate: what was expected of them, and what they took from the first attempt to the merge. Milliseconds. */
  readonly estimates: { readonly tasks: number; readonly expected: number; readonly taken: number };
  readonly work: {
    /** Time that runs were at work, added up. Milliseconds. */
    readonly busy: number;
    /** How many were at work at once, at most. */
    readonly most: number;
    /** How many may be, by the config that the ledger keeps; null when it keeps none that can be read. */
    readonly places: number | null;
  };
  /** Files of the history that could not be read: what they tell is missing from every number. */
  readonly unreadable: readonly string[];
}

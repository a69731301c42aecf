/** What is known of a number that a check reported about a commit. A number that is not there is never taken for a good one. */
export type MetricReading =
  /** `base`: what it is on the base; null where nobody asked. */
  | { readonly kind: "number"; readonly value: number; readonly base: number | null }
  /** Not yet: somebody is at work on it, or it has to be looked for again. */
  | { readonly kind: "pending"; readonly why: MetricDelay }
  /** The check has ended, and its report has no such number. */
  | { readonly kind: "missing"; readonly gap: MetricGap };

export type MetricDelay =
  /** The check has not ended, or nobody has reported it. */
  | "check"
  /** The check has ended, but not the workflow run that it is a part of. */
  | "run"
  /** GitHub does not let us see the run's artifacts. */
  | "refused"
  /** It is to be compared with the base, and there no such number can be read. */
  | "base"
  /** The archive could not be fetched now. */
  | "download";

export type MetricGap =
  /** No workflow run of this commit made the check. */
  | { readonly what: "run" }
  /** No artifact of the run has the file; `artifacts` are those that were looked through. */
  | {
      readonly what: "file";
      readonly artifacts: readonly string[];
      readonly passedOver: readonly PassedOver[];
    }
  /** Several artifacts have it. */
  | { readonly what: "several"; readonly artifacts: readonly string[] }
  /** More artifacts than are looked through. */
  | { readonly what: "many"; readonly count: number; readonly limit: number }
  | { readonly what: "unreadable"; readonly artifact: string; readonly problem: ReportProblem }
  /** There is no number where one was looked for; `found` is what is there: "nothing", "text". */
  | { readonly what: "number"; readonly found: string };

/** An artifact that was not looked into. */
export interface PassedOver {
  readonly artifact: string;
  readonly why: "expired" | "too large" | "damaged";
}

/** `size`: unpacked, it is larger than a report may be. */
export type ReportProblem = "size" | "JSON";

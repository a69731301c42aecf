/** What `createCheckRun` and `updateCheckRun` are given, in the words of the operations that both APIs share. */

import type { CheckRunChange } from "../../operations/check-run.ts";
import type { CheckAnnotation, CheckConclusion, CheckStatus } from "../../records.ts";

const statuses = {
  COMPLETED: "completed",
  IN_PROGRESS: "in_progress",
  QUEUED: "queued",
} as const satisfies Readonly<Record<string, CheckStatus>>;

const conclusions = {
  ACTION_REQUIRED: "action_required",
  CANCELLED: "cancelled",
  FAILURE: "failure",
  NEUTRAL: "neutral",
  SKIPPED: "skipped",
  SUCCESS: "success",
  TIMED_OUT: "timed_out",
} as const satisfies Readonly<Record<string, CheckConclusion>>;

const levels = {
  FAILURE: "failure",
  NOTICE: "notice",
  WARNING: "warning",
} as const satisfies Readonly<Record<string, CheckAnnotation["level"]>>;

export interface CheckRunFields {
  readonly repositoryId: string;
  readonly status?: keyof typeof statuses | null;
  readonly conclusion?: keyof typeof conclusions | null;
  readonly externalId?: string | null;
  readonly detailsUrl?: string | null;
  readonly startedAt?: string | null;
  readonly completedAt?: string | null;
  readonly output?: {
    readonly title: string;
    readonly summary: string;
    readonly text?: string | null;
    readonly annotations?:
      | readonly {
          readonly path: string;
          readonly location: { readonly startLine: number; readonly endLine: number };
          readonly annotationLevel: keyof typeof levels;
          readonly message: string;
          readonly title?: string | null;
        }[]
      | null;
  } | null;
}

/** Null means the same as absent: what is there stays. */
export function checkRunChange({ output, ...fields }: CheckRunFields): CheckRunChange {
  return {
    status: fields.status ? statuses[fields.status] : undefined,
    conclusion: fields.conclusion ? conclusions[fields.conclusion] : undefined,
    externalId: fields.externalId ?? undefined,
    detailsUrl: fields.detailsUrl ?? undefined,
    startedAt: fields.startedAt ?? undefined,
    completedAt: fields.completedAt ?? undefined,
    output: output
      ? {
          title: output.title,
          summary: output.summary,
          text: output.text ?? undefined,
          annotations: output.annotations?.map(({ path, location, annotationLevel, message, title }) => ({
            path,
            startLine: location.startLine,
            endLine: location.endLine,
            level: levels[annotationLevel],
            message,
            title: title ?? null,
          })),
        }
      : undefined,
  };
}

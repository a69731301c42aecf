/** Another open agent pull request, as the gates see it that judge one beside the others. */
import type { Change } from "./file-diff.ts";
import type { Forecast } from "./forecast.ts";

export interface OtherPull {
  readonly task: number;
  readonly agent: string;
  readonly pull: number;
  readonly head: string;
  /** Null when it could not be read. */
  readonly change: Change | null;
  /** What Git says to merging both; null when it could not look, or was not asked because they cannot collide. */
  readonly forecast: Forecast | null;
  /** Whether it should land before the judged one. */
  readonly first: boolean;
  /** What decided that. */
  readonly because: LandingReason;
}

/** `dependency`: one builds on the other; `parked`: one waits for a person and does not keep the other up; else who was queued first. */
export type LandingReason = "dependency" | "parked" | "queued";

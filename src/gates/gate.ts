/** What a gate is: one pure judgement of a change, by the rules of the default branch. `index.ts` holds the only list. */
import type { Config } from "../config/schema.ts";
import type { Change } from "../domain/file-diff.ts";
import type { Forecast } from "../domain/forecast.ts";
import type { MetricReading } from "../domain/metric-reading.ts";
import type { OtherPull } from "../domain/other-pull.ts";
import type { CommitName } from "../domain/pull.ts";
import type { GateName, Verdict } from "../domain/verdict.ts";
import type { CompiledReach } from "../scope/reach.ts";

export interface Gate {
  /** As in the check run's name, `signalbox/<name>`. */
  readonly name: GateName;
  /** What it keeps out, in one sentence for the reference. */
  readonly summary: string;
  /** Keys of the config that it reads. */
  readonly keys: readonly string[];
  /** `change`: also by `signalbox check`; `pull`: only on pull requests, for it looks at what only GitHub knows. */
  readonly judges: "change" | "pull";
  readonly judge: (input: GateInput) => Verdict;
}

export interface GateInput {
  readonly config: Pick<Config, "naming" | "content" | "gates" | "shared">;
  /** What the author may touch; null where a whole tree is judged and nobody's boundary is meant. */
  readonly reach: CompiledReach | null;
  /** Id of the agent that `reach` is of; null where it is nobody's. */
  readonly agent: string | null;
  /** Which other open task holds a path; null for none that is known of. */
  readonly holderOf: (path: string) => number | null;
  /** Null when it could not be read in full. */
  readonly change: Change | null;
  /** Names that come with the change; null for what is not there yet. */
  readonly branch: string | null;
  readonly title: string | null;
  /** Null when there are none yet; `unread` when they could not all be read. */
  readonly commits: readonly CommitName[] | "unread" | null;
  /** Numbers that checks reported about the head, by the metric's name; none where nobody looks at checks. */
  readonly metrics: ReadonlyMap<string, MetricReading>;
  /** People with write access, other than the author, who approved this very head. */
  readonly approvers: readonly string[];
  /** Open agent pull requests besides this one; null when they could not all be read. */
  readonly others: readonly OtherPull[] | null;
  /** The branch that it would be merged into, and what Git says to merging it there as that branch is now; null when it could not look. */
  readonly onto: { readonly branch: string; readonly forecast: Forecast | null } | null;
}

/**
 * What a verdict was made for; as `external_id` of its check run it tells a later pass that the verdict still stands. A verdict
 * belongs to a head, a base and the rules, not to a pull request alone. The task's agent and scope are rules too: a task whose
 * ledger was lost comes back with what its issue says by then.
 */
import { digest } from "./digest.ts";
import { type Override, overrideOf } from "./override.ts";
import type { Pull } from "./pull.ts";
import type { GateName } from "./verdict.ts";

export interface Judging {
  readonly pull: Pick<Pull, "head" | "base" | "baseSha" | "title">;
  readonly task: {
    readonly number: number;
    readonly agent: string;
    readonly scope: readonly string[];
    readonly overrides: readonly Override[];
  };
  /** Blob id of the config in force; null when there is none. */
  readonly config: string | null;
  /** Whether a person approved this very head. */
  readonly vouched: boolean;
  /** The check runs whose reports hold the numbers that are judged. */
  readonly reports: readonly string[];
  /** `Beside.facts`: which agent pull requests are open, at which heads, and who lands first. */
  readonly beside: string;
  /** The default branch's commit. */
  readonly tip: string;
}

export function verdictKey(gate: GateName, judging: Judging): string {
  const { pull, task, config } = judging;
  const place = `${gate}#${task.number}@${pull.head}:${pull.base}:${pull.baseSha}:${config ?? "none"}`;
  // A ledger that does not know of the override any more has the gate judge again.
  const answered = overrideOf(task.overrides, gate, pull.head) ? ":overridden" : "";
  return `${place}${furtherFacts(gate, judging)}${answered}`;
}

/** What a gate looks at besides the commits. */
function furtherFacts(gate: GateName, { pull, task, vouched, reports, beside, tip }: Judging): string {
  const approved = vouched ? ":vouched" : "";
  switch (gate) {
    case "boundaries":
      return reachOf(task);
    case "protected":
      return `${reachOf(task)}${approved}`;
    case "size":
    case "tests":
      return approved;
    case "naming":
      return `:${digest(pull.title)}`;
    case "metrics":
      return `:${digest(reports.join())}`;
    case "duplicates":
      return `:${beside}`;
    case "conflicts":
      return `:${beside}:${tip}`;
    case "secrets":
    case "content":
      return "";
    default:
      return gate satisfies never;
  }
}

function reachOf({ agent, scope }: Judging["task"]): string {
  return `:${digest(JSON.stringify([agent, scope]))}`;
}

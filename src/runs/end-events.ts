/** The lines that the end of a run adds to the ledger's log. */
import type { LedgerEvent } from "../domain/ledger-event.ts";
import { countedAttempts, type Task } from "../ledger/task.ts";
import type { Result } from "../ledger/transitions.ts";
import { escalationText } from "../text/patch.ts";

export interface EndedRun {
  /** The task before and after the end was recorded in it. */
  readonly before: Task;
  readonly after: Task;
  readonly attempt: number;
  readonly result: Result;
  /** How many files were published. */
  readonly files: number;
  /** `limits.attempts`. */
  readonly limit: number;
}

export function endEvents(ended: EndedRun): readonly LedgerEvent[] {
  const { after, before, limit, result } = ended;
  const told = story(ended);
  if (after.state !== "escalated") return told;
  const { agent, number: task } = after;
  const why =
    result.kind === "refused"
      ? result.summary
      : escalationText(Math.min(countedAttempts(before), limit), limit, result.summary);
  return [...told, { kind: "escalated", task, agent, why }];
}

function story({ before, after, attempt, result, files }: EndedRun): readonly LedgerEvent[] {
  const { agent, number: task } = after;
  const asked = after.blockers
    .slice(before.blockers.length)
    .map(({ id, question }): LedgerEvent => ({ kind: "asked", task, agent, blocker: id, question }));
  switch (result.kind) {
    case "published":
      return [{ kind: "published", task, agent, attempt, files, branch: after.branch }, ...asked];
    case "blocked":
      return after.attempt?.end?.saved
        ? [{ kind: "parked", task, agent, attempt, files, branch: after.branch }, ...asked]
        : asked;
    case "outside":
    case "unfit":
    case "empty":
    case "refused":
    case "failed":
    case "lost":
    case "stopped":
      return [{ kind: "ended", task, agent, attempt, how: result.kind, summary: result.summary }];
    default:
      return result satisfies never;
  }
}

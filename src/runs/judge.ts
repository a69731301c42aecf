/** What a run's word is worth: pure, from its outcome, its patch and the rules that hold now. Done is evidence. */
import type { Config } from "../config/schema.ts";
import { taskReach } from "../config/task-reach.ts";
import type { Outcome } from "../domain/outcome.ts";
import type { Reason } from "../domain/verdict.ts";
import { judgeBoundaries } from "../gates/boundaries.ts";
import type { Task } from "../ledger/task.ts";
import type { Result } from "../ledger/transitions.ts";
import { compileReach } from "../scope/reach.ts";
import { boundaryFeedbackText } from "../text/boundaries.ts";
import {
  emptyFeedbackText,
  emptySummaryText,
  refusalSummaryText,
  unpublishableFeedbackText,
} from "../text/patch.ts";
import type { Patch, ReadPatch } from "./patch.ts";
import { rosterAgent } from "./roster.ts";

/** How a run came to its end. The working tree of anything but a complete run is not looked at. */
export type Finish =
  | { readonly outcome: Extract<Outcome, { kind: "complete" }>; readonly patch: ReadPatch }
  | { readonly outcome: Exclude<Outcome, { kind: "complete" }>; readonly patch: null };

export type Judgement =
  | { readonly kind: "publish"; readonly patch: Patch }
  | {
      readonly kind: "end";
      readonly result: Exclude<Result, { kind: "published" }>;
      /** Why the patch was refused; empty when no patch was. */
      readonly reasons: readonly Reason[];
    };

export function judgeRun(
  task: Pick<Task, "agent" | "scope">,
  attempt: number,
  config: Config,
  finish: Finish,
): Judgement {
  if (finish.patch === null) return ended(resultOf(finish.outcome));
  const { outcome, patch: read } = finish;
  // `taskReach` takes an unknown agent to reach everything, which is right for a lease and wrong for a write.
  if (rosterAgent(config, task.agent) === null) {
    return ended({ kind: "failed", summary: `The config does not name the agent ${task.agent} any more.` });
  }
  if (!read.ok) return refused(unpublishableFeedbackText(attempt, read.reason), [read.reason]);
  if (read.patch.length === 0) {
    const summary = emptySummaryText(outcome.summary);
    return ended({ kind: "empty", summary, feedback: emptyFeedbackText(attempt) });
  }
  const verdict = judgeBoundaries(compileReach(taskReach(task, config)), read.patch);
  switch (verdict.status) {
    case "pass":
      return { kind: "publish", patch: read.patch };
    // A gate that is not sure has not let anything through.
    case "wait":
    case "fail":
      return refused(boundaryFeedbackText(attempt, verdict.reasons), verdict.reasons);
    default:
      return verdict.status satisfies never;
  }
}

function resultOf(outcome: Exclude<Outcome, { kind: "complete" }>): Exclude<Result, { kind: "published" }> {
  switch (outcome.kind) {
    case "blocked":
      return { kind: "blocked", summary: outcome.summary, questions: outcome.questions };
    case "refused":
    case "failed":
      return { kind: outcome.kind, summary: outcome.summary };
    default:
      return outcome satisfies never;
  }
}

function ended(result: Exclude<Result, { kind: "published" }>): Judgement {
  return { kind: "end", result, reasons: [] };
}

function refused(feedback: string, reasons: readonly Reason[]): Judgement {
  return {
    kind: "end",
    result: { kind: "outside", summary: refusalSummaryText(reasons), feedback, reasons },
    reasons,
  };
}

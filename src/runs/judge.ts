/** What a run's word is worth: pure, from its outcome, its patch and the rules that hold now. Done is evidence. */
import { taskReach } from "../config/task-reach.ts";
import type { Outcome } from "../domain/outcome.ts";
import type { Reason } from "../domain/verdict.ts";
import { type Refusal, refusalsAtPublish } from "../gates/at-publish.ts";
import { withoutSecrets } from "../gates/secrets.ts";
import { otherLeaseHolders } from "../ledger/lease-holders.ts";
import { countedAttempts, type Task } from "../ledger/task.ts";
import type { Result } from "../ledger/transitions.ts";
import { holderOf } from "../scope/holder-of.ts";
import { compileReach } from "../scope/reach.ts";
import type { Tries } from "../text/next-attempt.ts";
import {
  emptyFeedbackText,
  emptySummaryText,
  refusalSummaryText,
  refusalText,
  unpublishableSummaryText,
  unpublishableText,
} from "../text/patch.ts";
import type { Patch, ReadPatch } from "./patch.ts";
import type { Standing } from "./ports.ts";
import { rosterAgent } from "./roster.ts";
import { stringsOf } from "./strings.ts";

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
  task: Task,
  attempt: number,
  { config, ledger }: Pick<Standing, "config" | "ledger">,
  finish: Finish,
): Judgement {
  if (finish.patch === null) return ended(resultOf(finish.outcome));
  const { outcome, patch: read } = finish;
  // `taskReach` takes an unknown agent to reach everything, which is right for a lease and wrong for a write.
  if (rosterAgent(config, task.agent) === null) {
    return ended({ kind: "failed", summary: `The config does not name the agent ${task.agent} any more.` });
  }
  const tries = { attempt, counted: countedAttempts(task), limit: config.limits.attempts };
  if (!read.ok) return unpublishable(read.reason, tries);
  if (read.patch.length === 0) {
    const summary = emptySummaryText(outcome.summary);
    return ended({ kind: "empty", summary, feedback: emptyFeedbackText(attempt) });
  }
  const refusals = refusalsAtPublish({
    config,
    reach: compileReach(taskReach(task, config)),
    agent: task.agent,
    holderOf: holderOf(() =>
      otherLeaseHolders(task, ledger.tasks.values()).map((other) => {
        return { task: other.number, reach: compileReach(taskReach(other, config)) };
      }),
    ),
    change: read.change,
    strings: stringsOf(read.patch, read.change),
  });
  return refusals.length === 0 ? { kind: "publish", patch: read.patch } : refused(refusals, tries);
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

function refused(refusals: readonly Refusal[], tries: Tries): Judgement {
  const reasons = refusals.flatMap((refusal) => refusal.reasons);
  const kind = refusals.some(({ gate }) => gate === "boundaries") ? "outside" : "unfit";
  return sentBack(kind, refusalSummaryText(refusals), refusalText(refusals, tries), reasons);
}

function unpublishable(reason: Reason, tries: Tries): Judgement {
  return sentBack("unfit", unpublishableSummaryText(reason), unpublishableText(reason, tries), [reason]);
}

/** A path may be a secret too: whatever gate names it, it goes into no text and no ledger. */
function sentBack(
  kind: "outside" | "unfit",
  summary: string,
  feedback: string,
  found: readonly Reason[],
): Judgement {
  const reasons = found.map(({ path, ...reason }) => {
    return { ...reason, path: path && withoutSecrets(path), message: withoutSecrets(reason.message) };
  });
  const texts = { summary: withoutSecrets(summary), feedback: withoutSecrets(feedback) };
  return { kind: "end", result: { kind, ...texts, reasons }, reasons };
}

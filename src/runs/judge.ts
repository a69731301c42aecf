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
import { agentMissingText } from "../text/agent.ts";
import type { Tries } from "../text/next-attempt.ts";
import {
  emptyFeedbackText,
  emptySummaryText,
  halfMergeText,
  notSavedText,
  refusalSummaryText,
  refusalText,
  unpublishableSummaryText,
  unpublishableText,
} from "../text/patch.ts";
import type { Patch, ReadPatch } from "./patch.ts";
import type { Standing } from "./ports.ts";
import { rosterAgent } from "./roster.ts";
import { stringsOf } from "./strings.ts";

type Blocked = Extract<Outcome, { kind: "blocked" }>;

export interface BlockedFinish {
  readonly outcome: Blocked;
  readonly patch: ReadPatch | null;
}

/** How a run came to its end. The working tree of one that was refused or failed is not looked at. */
export type Finish =
  | { readonly outcome: Extract<Outcome, { kind: "complete" }>; readonly patch: ReadPatch }
  | BlockedFinish
  | { readonly outcome: Exclude<Outcome, { kind: "complete" | "blocked" }>; readonly patch: null };

type BlockedResult = Extract<Result, { kind: "blocked" }>;

export type Judgement =
  | { readonly kind: "publish"; readonly patch: Patch }
  /** Unfinished work that is saved on the branch, for the attempt that goes on after an answer. */
  | { readonly kind: "park"; readonly patch: Patch; readonly result: BlockedResult }
  | {
      readonly kind: "end";
      readonly result: Exclude<Result, { kind: "published" }>;
      /** Why the patch was refused; empty when no patch was. */
      readonly reasons: readonly Reason[];
    };

export function isBlocked(finish: Finish): finish is BlockedFinish {
  return finish.outcome.kind === "blocked";
}

export function judgeRun(
  task: Task,
  attempt: number,
  standing: Pick<Standing, "config" | "ledger">,
  finish: Finish,
): Judgement {
  if (finish.patch === null) return ended(resultOf(finish.outcome));
  if (isBlocked(finish)) return parked(task, standing, finish.outcome, finish.patch);
  const { config } = standing;
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
  const refusals = refusalsOf(task, standing, read);
  return refusals.length === 0 ? { kind: "publish", patch: read.patch } : refused(refusals, tries);
}

type Readable = Extract<ReadPatch, { ok: true }>;

function refusalsOf(
  task: Task,
  { config, ledger }: Pick<Standing, "config" | "ledger">,
  { patch, change }: Readable,
): readonly Refusal[] {
  return refusalsAtPublish({
    config,
    reach: compileReach(taskReach(task, config)),
    agent: task.agent,
    holderOf: holderOf(() =>
      otherLeaseHolders(task, ledger.tasks.values()).map((other) => {
        return { task: other.number, reach: compileReach(taskReach(other, config)) };
      }),
    ),
    change,
    strings: stringsOf(patch, change),
  });
}

/** The question counts whatever becomes of the work: what may not be published is not saved either, and the next packet says so. */
function parked(
  task: Task,
  standing: Pick<Standing, "config" | "ledger">,
  outcome: Blocked,
  read: ReadPatch,
): Judgement {
  const result = { kind: "blocked", summary: outcome.summary, questions: outcome.questions } as const;
  if (read.ok && read.patch.length === 0) return ended(result);
  const lost = (why: string) =>
    ended({ ...result, summary: withoutSecrets(notSavedText(outcome.summary, why)) });
  // Half a merge with its second parent would look like a whole one.
  if (task.merges !== null) return lost(halfMergeText());
  if (!read.ok) return lost(unpublishableSummaryText(read.reason));
  if (rosterAgent(standing.config, task.agent) === null) return lost(agentMissingText(task.agent));
  const refusals = refusalsOf(task, standing, read);
  return refusals.length > 0
    ? lost(refusalSummaryText(refusals))
    : { kind: "park", patch: read.patch, result };
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

/** Gate `ready`: one line for each condition of merging: met, waiting or failed, and who acts next. Unknown is never met. */
import type { Person } from "../domain/actor.ts";
import { standingReviews } from "../domain/approvals.ts";
import { isAgentBranch } from "../domain/branch-name.ts";
import type { DependencyState } from "../domain/dependency.ts";
import type { Freeze } from "../domain/freeze.ts";
import { newestCheck } from "../domain/newest-check.ts";
import type { Check, Pull, Sibling } from "../domain/pull.ts";
import type { RequirementName } from "../domain/requirement.ts";
import type { Condition, GateName, Verdict } from "../domain/verdict.ts";
import { blockerConditionText, type ShownBlocker } from "../text/blockers.ts";
import {
  approvalText,
  baseText,
  checkText,
  dependencyConditionText,
  draftText,
  holdText,
  siblingText,
  unseenSiblingsText,
} from "../text/conditions.ts";
import { freezeConditionText } from "../text/freeze.ts";
import { gateConditionText } from "../text/gates/check.ts";

export interface ReadyInput {
  readonly pull: Pick<Pull, "head" | "base" | "checks" | "reviews" | "siblings" | "draft" | "author">;
  /** Of each gate in force, in the order in which they are shown. */
  readonly verdicts: ReadonlyMap<GateName, Verdict>;
  /** `gates.require`: what is left out is judged and shown elsewhere, and is no condition. */
  readonly required: readonly RequirementName[];
  /** Named external checks and the App that must have reported each. */
  readonly checks: Readonly<Record<string, { readonly check: string; readonly app: string }>>;
  readonly approvals: number;
  /** Whose approval is none of them: who asked for the work. Null where that is nobody, or counts. */
  readonly requester: Person | null;
  /**
   * True when the head is not the commit that Signalbox published: somebody pushed it, and GitHub does not say who. One
   * approval more is wanted then, because at most one of them is the last pusher's own.
   */
  readonly pushed: boolean;
  readonly hold: { readonly by: string; readonly reason: string | null } | null;
  /** What keeps everything still, or what may touch some paths. */
  readonly freeze: Freeze | null;
  /** Those that are open. */
  readonly blockers: readonly ShownBlocker[];
  /** The issues on which the task depends, and how each stands. */
  readonly dependencies: ReadonlyMap<number, DependencyState>;
  /** Where the work belongs. */
  readonly base: string;
}

export function readyConditions(input: ReadyInput): readonly Condition[] {
  const { pull, required } = input;
  const checks = required.includes("checks") ? Object.entries(input.checks) : [];
  return [
    ...(pull.base === input.base ? [] : [waiting("base", baseText(pull.base, input.base))]),
    ...[...input.verdicts]
      .filter(([gate]) => required.includes(gate))
      .map(([gate, verdict]) => judged(gate, verdict)),
    ...checks.map(([name, wanted]) => externalCheck(name, wanted, pull.checks)),
    ...approvals(input),
    ...[...input.dependencies].map(dependency),
    ...siblings(input),
    ...(pull.draft ? [waiting("draft", draftText())] : []),
    ...(input.hold ? [waiting("hold", holdText(input.hold))] : []),
    ...(input.freeze ? [waiting("freeze", freezeConditionText(input.freeze))] : []),
    ...input.blockers.map((blocker) => waiting(`blocker ${blocker.id}`, blockerConditionText(blocker))),
  ];
}

function waiting(name: string, detail: string): Condition {
  return { name, gate: null, status: "waiting", detail };
}

function judged(gate: GateName, verdict: Verdict): Condition {
  const status = { pass: "met", wait: "waiting", fail: "failed" } as const;
  return { name: gate, gate, status: status[verdict.status], detail: gateConditionText(gate, verdict) };
}

/** Met only by `success`: `neutral` and `skipped` would satisfy GitHub, but nobody passed anything. */
function externalCheck(
  name: string,
  wanted: { check: string; app: string },
  checks: readonly Check[],
): Condition {
  const found = newestCheck(checks, { name: wanted.check, app: wanted.app });
  const detail = checkText(wanted.check, wanted.app, found);
  const about = { name: `check ${name}`, gate: null, detail };
  if (found?.status !== "completed") return { ...about, status: "waiting" };
  return { ...about, status: found.conclusion === "success" ? "met" : "failed" };
}

function dependency([issue, state]: readonly [number, DependencyState]): Condition {
  const detail = dependencyConditionText(issue, state);
  return { name: `#${issue}`, gate: null, status: state === "done" ? "met" : "waiting", detail };
}

/**
 * Checks belong to a commit: what is said of this head is said of every pull request that has it. Here are those that would bring
 * it to where nobody judged it, or in the name of another agent; null when not all could be seen. What brings the same to the same
 * base brings what was judged.
 */
export function contenders({ siblings }: Pick<Pull, "siblings">, base: string): Pull["siblings"] {
  const other = (each: Sibling) => each.base !== base || (!each.fromFork && isAgentBranch(each.branch));
  return siblings === null ? null : siblings.filter(other);
}

function siblings({ pull, base }: ReadyInput): readonly Condition[] {
  const found = contenders(pull, base);
  if (found === null) return [waiting("siblings", unseenSiblingsText())];
  return found.map((each) => waiting(`sibling #${each.number}`, siblingText(each)));
}

/** None asked for and nobody objects: nothing to say. An objection counts even where no approval is asked for. */
function approvals({ pull, approvals: asked, requester, pushed }: ReadyInput): readonly Condition[] {
  const reviews = standingReviews(pull, requester);
  const { approvers, objectors } = reviews;
  if (asked === 0 && objectors.length === 0) return [];
  const wanted = asked + (pushed ? 1 : 0);
  const detail = approvalText(reviews, wanted, pushed);
  const met = objectors.length === 0 && approvers.length >= wanted;
  return [{ name: "approvals", gate: null, status: met ? "met" : "waiting", detail }];
}

/**
 * How each pull request's head was judged last. A pass judges only what may move: once a failure has sent a task back to its agent,
 * its reasons are shown from here until there is a newer commit. What was met is believed only of the pass that said so.
 */
import type { Judged } from "../reconcile/draft.ts";
import type { Pass } from "../reconcile/reconcile.ts";

export interface Judgements {
  note(pass: Pass): void;
  of(pull: number, head: string): Judged | null;
}

export function createJudgements(): Judgements {
  const kept = new Map<number, Judged>();
  const now = new Set<Judged>();
  return {
    note: ({ decision }) => {
      now.clear();
      for (const judged of decision.judged.values()) {
        kept.set(judged.pull.number, judged);
        now.add(judged);
      }
    },
    of: (pull, head) => {
      const judged = kept.get(pull);
      if (judged?.pull.head !== head) return null;
      const failed = judged.conditions.some(({ status }) => status === "failed");
      return failed || now.has(judged) ? judged : null;
    },
  };
}

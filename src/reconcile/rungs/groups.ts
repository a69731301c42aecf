/** Part of rung "gates and verdicts": what the merge queue makes of a pull request (FAULTS.md G11). */
import { inGroup, type MergeGroup } from "../../domain/merge-group.ts";
import type { Pull } from "../../domain/pull.ts";
import type { Condition } from "../../domain/verdict.ts";
import { otherMergeText, untriedMergeText, uponUnreadyText } from "../../text/conditions.ts";
import type { Draft, Judged } from "../draft.ts";

/**
 * A group that is not known to be the merge of its pull request is judged by no gate: whoever may push could make a branch that is
 * named like the queue's, and what people said of the pull request they did not say of that.
 */
export function unlikeItsPull(pull: Pull, group: MergeGroup): Judged {
  const detail = group.asMerged === null ? untriedMergeText(pull.number) : otherMergeText(pull.number);
  return {
    pull: { ...inGroup(pull, group), change: "unread" },
    verdicts: new Map(),
    stood: new Set(),
    conditions: [waiting(detail)],
  };
}

type Group = Draft["groups"][number];

/**
 * Where the queue asks only for the checks of its last entry, those before it are merged along with it: a group is ready when what it
 * stands on is.
 */
export function standTogether({ groups, snapshot }: Draft): void {
  const { head: tip } = snapshot.observation.repository;
  const below = ({ judged }: Group) => groups.find((each) => each.judged.pull.head === judged.pull.baseSha);
  // No circle: every group that is observed stands on the tip, one upon the other.
  const isReady = (group: Group | undefined): boolean => {
    if (!group || group.judged.conditions.some(({ status }) => status !== "met")) return false;
    return group.judged.pull.baseSha === tip || isReady(below(group));
  };
  const held = groups.map((group) => {
    const { judged } = group;
    if (judged.pull.baseSha === tip || isReady(below(group))) return group;
    const detail = uponUnreadyText(below(group)?.judged.pull.number ?? null);
    return { ...group, judged: { ...judged, conditions: [...judged.conditions, waiting(detail)] } };
  });
  groups.splice(0, groups.length, ...held);
}

function waiting(detail: string): Condition {
  return { name: "merge group", gate: null, status: "waiting", detail };
}

/**
 * What GitHub's merge queue tries: a commit on top of the base that holds a pull request, on a branch of the queue's own. Such a
 * commit is judged like a pull request of its own (FAULTS.md G11).
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
 */
import type { Override } from "./override.ts";
import type { Check, Pull } from "./pull.ts";

export const QUEUE_PREFIX = "gh-readonly-queue/";

export interface MergeGroup {
  /** The pull request that it adds. */
  readonly pull: number;
  readonly base: string;
  /** The commit that it was made on: the base's tip, or the group that is before it. */
  readonly onto: string;
  readonly head: string;
  /** Id of all that it holds. */
  readonly tree: string;
  /** Whether it holds what Git makes of merging the pull request's head into `onto`, and nothing else; null when that could not be tried. */
  readonly asMerged: boolean | null;
  /** Check runs on its head, newest of each name and App. */
  readonly checks: readonly Check[];
  /** What it adds to `onto`; as of a pull request. */
  readonly change: Pull["change"];
  readonly commits: Pull["commits"];
  readonly metrics: Pull["metrics"];
}

/** Reads a branch of the queue, `gh-readonly-queue/main/pr-31-<commit>`; null for any other. */
export function parseQueueBranch(branch: string): Pick<MergeGroup, "pull" | "base" | "onto"> | null {
  const match = /^gh-readonly-queue\/(.+)\/pr-([1-9][0-9]{0,9})-([0-9a-f]{40})$/.exec(branch);
  if (!match) return null;
  const [, base = "", pull = "", onto = ""] = match;
  return { base, pull: Number(pull), onto };
}

/**
 * The groups that stand on the base's tip, one upon the other: of those alone it is known that all that they hold was judged. Whoever
 * may push could make a branch that is named like the queue's.
 */
export function groupsUpon<T extends Pick<MergeGroup, "base" | "onto" | "head">>(
  groups: readonly T[],
  base: string,
  tip: string,
): readonly T[] {
  const known = new Set([tip]);
  const found = new Set<T>();
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const group of groups.filter((each) => each.base === base && known.has(each.onto))) {
      found.add(group);
      known.add(group.head);
    }
  }
  return groups.filter((group) => found.has(group));
}

/** The pull request as the group would merge it: what people said of its head they said of this, as long as it is the merge of it. */
export function inGroup(pull: Pull, group: MergeGroup): Pull {
  const { head, onto, checks, change, commits, metrics } = group;
  const reviews = pull.reviews.map((review) => ({
    ...review,
    commit: review.commit === pull.head ? head : review.commit,
  }));
  return { ...pull, head, baseSha: onto, checks, change, commits, metrics, reviews, siblings: [] };
}

/** The same of a maintainer's word. */
export function taskInGroup<T extends { readonly overrides: readonly Override[] }>(
  task: T,
  pull: Pick<Pull, "head">,
  group: Pick<MergeGroup, "head">,
): T {
  const overrides = task.overrides.map((each) =>
    each.head === pull.head ? { ...each, head: group.head } : each,
  );
  return { ...task, overrides };
}

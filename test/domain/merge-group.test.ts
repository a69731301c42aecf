/** Which branches are the merge queue's, and which of them stand on what was judged. */
import { expect, test } from "vitest";
import { groupsUpon, inGroup, parseQueueBranch } from "../../src/domain/merge-group.ts";
import { noor, pullOf, reviewOf, sha } from "../support/observation.ts";

test.each([
  [`gh-readonly-queue/main/pr-31-${sha(1)}`, { base: "main", pull: 31, onto: sha(1) }],
  [`gh-readonly-queue/release/2.x/pr-7-${sha(1)}`, { base: "release/2.x", pull: 7, onto: sha(1) }],
  [`gh-readonly-queue/main/pr-31-${sha(1).slice(1)}`, null],
  [`gh-readonly-queue/main/pr-031-${sha(1)}`, null],
  [`agent/gh-readonly-queue/main/pr-31-${sha(1)}`, null],
])("G11: %s", (branch, parsed) => {
  expect(parseQueueBranch(branch)).toEqual(parsed);
});

const group = (onto: number, head: number, base = "main") => ({ base, onto: sha(onto), head: sha(head) });

test("G11: groups count that stand on the base's tip, one upon the other, and no others", () => {
  const first = group(1, 10);
  const second = group(10, 11);
  const forged = group(66, 67);
  const elsewhere = group(1, 12, "release");
  const circle = [group(80, 81), group(81, 80)];
  expect(groupsUpon([second, forged, elsewhere, ...circle, first], "main", sha(1))).toEqual([second, first]);
});

test("G11: what people said of the pull request's head they said of the group, and of no other head", () => {
  const reviews = [reviewOf(noor, "approved"), reviewOf(noor, "approved", { commit: sha(49) })];
  const pull = pullOf(31, "agent/ethereum/12-x", { reviews });
  const seen = inGroup(pull, {
    ...group(1, 10),
    pull: 31,
    tree: sha(61),
    asMerged: true,
    checks: [],
    change: "unread",
    commits: "unread",
    metrics: "unread",
  });
  expect(seen).toMatchObject({ head: sha(10), baseSha: sha(1), checks: [] });
  expect(seen.reviews.map(({ commit }) => commit)).toEqual([sha(10), sha(49)]);
});

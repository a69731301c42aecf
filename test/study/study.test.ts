/** The study of a foreign repository: who counts as a commit's author, what is refused, and how it is counted. */
import { expect, test } from "vitest";
import { judgeCommit } from "../../scripts/study/judge-commit.ts";
import { studyTable } from "../../scripts/study/table.ts";
import type { FileDiff } from "../../src/domain/file-diff.ts";
import { adds, changeOf, edits } from "../gates/change.ts";

const paths = ["packages/a/x.ts", "packages/b/y.ts", "docs/z.md", "package.json"];

function judged(sha: string, ...files: readonly FileDiff[]) {
  return judgeCommit({ sha: sha.repeat(40), subject: `subject ${sha}`, paths, change: changeOf(...files) });
}

const commits = [
  judged("1", adds("packages/a/new.ts")),
  judged("2", adds("packages/b/one.ts"), adds("packages/b/two.ts"), adds("packages/a/new.ts")),
  judged("3", adds("packages/b/one.ts"), edits("package.json", "{}\n", "{ }\n")),
  judged("4", edits("package.json", "{}\n", "{ }\n")),
  judged("5", adds("packages/a/x.test.ts", "it.skip('x');\n")),
];

test("the agent is the one whose area holds most paths, and its boundary judges the rest", () => {
  const statuses = commits.map(({ agent, elsewhere, verdicts }) => {
    const [boundaries, guarded] = verdicts.map(({ verdict }) => verdict.status);
    return [agent, elsewhere.others, elsewhere.nobody, boundaries, guarded];
  });
  expect(statuses).toEqual([
    ["a", 0, 0, "pass", "pass"],
    ["b", 1, 0, "fail", "pass"],
    ["b", 0, 1, "fail", "wait"],
    [null, 0, 1, "fail", "wait"],
    ["a", 0, 0, "pass", "pass"],
  ]);
});

test("the table counts refusals, waits and passes by gate, and lists what another gate than boundaries refused", () => {
  const table = studyTable("mira/shop", commits);
  expect(table).toContain("5 commits of mira/shop, 5555555555 to 1111111111");
  expect(table).toContain("| boundaries | 3 | 0 | 2 | allow 3 |");
  expect(table).toContain("| protected | 0 | 2 | 3 |  |");
  expect(table).toContain("| tests | 1 | 0 | 4 | skipped-test 1 |");
  expect(table).toContain("Refused by some gate: 4; by another than boundaries: 1.");
  expect(table).toContain(
    "Of those that leave their area 1 change another agent's, and 2 only what is nobody's.",
  );
  expect(table).toContain("- 5555555555 subject 5\n  - tests, skipped-test packages/a/x.test.ts:1: ");
});

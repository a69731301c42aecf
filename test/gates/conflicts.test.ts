/** Gate `conflicts`: what collides, who goes first, and that nothing untried is called clean. */
// B02
import { expect, test } from "vitest";
import { mayCollide } from "../../src/domain/collide.ts";
import type { FileDiff } from "../../src/domain/file-diff.ts";
import type { Forecast } from "../../src/domain/forecast.ts";
import type { OtherPull } from "../../src/domain/other-pull.ts";
import { conflicts } from "../../src/gates/conflicts.ts";
import { adds, changeOf, deletes, edits, inputOf, said } from "./change.ts";

const clean: Forecast = { kind: "clean" };
const hot: Forecast = { kind: "conflicts", paths: ["docs/x.md"] };
const mine = changeOf(edits("docs/x.md", "a\n", "b\n"));

function other(over: Partial<OtherPull> = {}): OtherPull {
  return {
    task: 12,
    agent: "sol",
    pull: 31,
    head: "b".repeat(40),
    change: mine,
    forecast: hot,
    first: true,
    because: "queued",
    ...over,
  };
}

const judge = (...others: readonly OtherPull[]) => conflicts.judge(inputOf({ change: mine, others }));

test.each([
  ["nobody else", [], ["pass"]],
  ["hot, and the other goes first", [other()], ["wait", "hot docs/x.md"]],
  ["hot, and this one goes first", [other({ first: false })], ["pass", "(hot docs/x.md)"]],
  ["soft", [other({ forecast: clean })], ["pass", "(soft docs/x.md)"]],
  ["could not look", [other({ forecast: null })], ["wait", "unknown"]],
  ["could not look, and this one goes first", [other({ forecast: null, first: false })], ["wait", "unknown"]],
  ["files unread", [other({ change: null })], ["wait", "unreadable"]],
  ["other files", [other({ change: changeOf(adds("src/y")), forecast: null })], ["pass"]],
  [
    "behind one, before another",
    [other(), other({ task: 14, first: false })],
    ["wait", "hot docs/x.md", "(hot docs/x.md)"],
  ],
] as const)("%s", (_what, others, expected) => {
  expect(said(judge(...others))).toEqual(expected);
});

test("the second is told whom it waits for and what then happens; the first, who waits for it", () => {
  expect(judge(other()).reasons[0]?.message).toMatch(
    /collides at `docs\/x\.md`: it waits for #12 \(sol\) to land first, because #12 was queued earlier\..*`main` merged in/,
  );
  expect(judge(other({ first: false, because: "dependency" })).warnings[0]?.message).toMatch(
    /this one should land first, because #12 depends on its task\. #12 \(sol\) waits for it/,
  );
});

test("G4: a merge that nobody could try, and another one's change that could not be read, are waited for", () => {
  expect(said(judge(other({ forecast: null })))).toEqual(["wait", "unknown"]);
  expect(said(judge(other({ change: null })))).toEqual(["wait", "unreadable"]);
});

test("G4: others that could not all be read, and a change that could not, are not passed", () => {
  expect(said(conflicts.judge(inputOf({ change: mine, others: null })))).toEqual(["wait", "unreadable"]);
  expect(said(conflicts.judge(inputOf({ change: null })))).toEqual(["fail", "unreadable"]);
});

test.each([
  ["collides", hot, ["fail", "base docs/x.md"]],
  ["is clean", clean, ["pass"]],
  ["could not be tried", null, ["wait", "unknown"]],
] as const)("G2: the merge with the base as it is now %s", (_what, forecast, expected) => {
  const onto = { branch: "main", forecast };
  const verdict = conflicts.judge(inputOf({ change: mine, onto }));
  expect(said(verdict)).toEqual(expected);
});

test("with a base that collides it is sent back, whoever else is open: waiting would not help", () => {
  const verdict = conflicts.judge(
    inputOf({ change: mine, others: [other()], onto: { branch: "main", forecast: hot } }),
  );
  expect(said(verdict)).toEqual(["fail", "base docs/x.md"]);
  expect(verdict.reasons[0]?.message).toMatch(
    /`main` has moved.*collides at `docs\/x\.md`.*no conflict markers/,
  );
});

test("a conflict marker that was left behind fails at its line; one end alone is a page's own", () => {
  const marked = adds("docs/y.md", "a\n<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> main\n");
  expect(said(conflicts.judge(inputOf({ change: changeOf(marked) })))).toEqual([
    "fail",
    "marker docs/y.md:2",
  ]);
  const page = adds("docs/y.md", "<<<<<<< is how a conflict begins\n");
  expect(said(conflicts.judge(inputOf({ change: changeOf(page) })))).toEqual(["pass"]);
});

test("where no base is told, nothing is called clean", () => {
  expect(said(conflicts.judge(inputOf({ change: mine, onto: null })))).toEqual(["wait", "unknown"]);
});

type Pair = readonly [
  what: string,
  ours: readonly FileDiff[],
  theirs: readonly FileDiff[],
  expected: boolean,
];

const pairs: readonly Pair[] = [
  ["a shared path", [edits("a/x", "1\n", "2\n")], [edits("a/x", "1\n", "3\n")], true],
  ["a file where the other has a folder", [adds("a")], [adds("a/x")], true],
  ["a folder moved away, a new file put there", [deletes("a/x"), adds("b/x")], [adds("a/y")], true],
  ["neighbours in one folder", [adds("a/x")], [adds("a/y")], false],
  ["a deletion beside an edit", [deletes("a/x")], [edits("a/y", "1\n", "2\n")], false],
  ["a longer name that begins alike", [adds("a")], [adds("ab/x")], false],
  ["nothing", [], [adds("a")], false],
];

test.each(pairs)("whether both may collide at all: %s", (_what, ours, theirs, expected) => {
  expect(mayCollide(ours, theirs)).toBe(expected);
  expect(mayCollide(theirs, ours)).toBe(expected);
});

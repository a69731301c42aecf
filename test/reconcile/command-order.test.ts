/** One comment, one execution, one answer, whatever happens in between; and many of them in one order, however they are shown. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Comment, Issue } from "../../src/domain/issue.ts";
import type { Observation } from "../../src/domain/observation.ts";
import { decide } from "../../src/reconcile/decide.ts";
import { readSnapshot } from "../../src/reconcile/snapshot.ts";
import {
  at,
  commentOf,
  issueOf,
  labelSet,
  labelTaken,
  mira,
  noor,
  observationOf,
  self,
  taskOf,
} from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

function withTask(): PaperGitHub {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.settle();
  return github;
}

function answersTo(github: PaperGitHub, comment: number): number {
  return github
    .issue(1)
    .comments.filter(
      ({ author, body }) => author?.id === self.id && body.includes(`reply comment=${comment} `),
    ).length;
}

function held(github: PaperGitHub): number {
  return github.story.filter(({ kind }) => kind === "held").length;
}

test("C6: a comment that is delivered fifty times is executed once, answered once, and writes nothing more", () => {
  const github = withTask();
  const comment = github.say(1, "/hold a\n/why");
  github.settle();
  const story = github.story.length;
  for (let again = 0; again < 50; again += 1) expect(github.pass().effects).toEqual([]);
  expect([held(github), answersTo(github, comment), github.story.length]).toEqual([1, 1, story]);
});

test("C6: a comment that is delivered fifty times on an issue that is no task is answered once", () => {
  const github = paperGitHub();
  github.open(1);
  const comment = github.say(1, "/hold");
  for (let again = 0; again < 50; again += 1) github.pass();
  github.wait(7_200);
  for (let again = 0; again < 50; again += 1) github.pass();
  expect(answersTo(github, comment)).toBe(1);
  expect(github.story.filter(({ kind }) => kind === "command")).toHaveLength(1);
});

test("C6: who dies after the record and before the acknowledgement is followed by exactly one of each", () => {
  const github = withTask();
  const comment = github.say(1, "/hold a\n/why");
  github.pass(undefined, true);
  expect(github.task(1).hold?.reason).toBe("a");
  expect(answersTo(github, comment)).toBe(0);
  github.settle();
  github.wait(7_200);
  github.settle();
  expect([held(github), answersTo(github, comment)]).toEqual([1, 1]);
  expect(github.issue(1).comments.find(({ databaseId }) => databaseId === comment)?.acknowledged).toBe(true);
});

test("C6: a second replica that still sees the comment without its answer executes and says nothing", () => {
  const github = withTask();
  const comment = github.say(1, "/hold a\n/why");
  const seen = github.observe();
  github.pass(() => seen);
  for (let replica = 0; replica < 10; replica += 1) {
    const decision = github.pass((now) => ({ ...now, issues: seen.issues }));
    expect(decision.effects.filter(({ kind }) => kind === "comment")).toEqual([]);
  }
  expect([held(github), answersTo(github, comment)]).toEqual([1, 1]);
});

test("C3: a comment that was hidden before it was read has no effect and no answer", () => {
  const github = withTask();
  github.say(1, "/hold", mira, { hidden: true });
  expect(github.pass().effects).toEqual([]);
  expect(github.task(1).hold).toBeNull();
});

test("C3: an edited comment is hinted at once, however often it is seen and edited again", () => {
  const github = withTask();
  const comment = github.say(1, "/hold", mira, { edited: true });
  for (let again = 0; again < 10; again += 1) {
    github.settle();
    const change = (each: Comment) =>
      each.databaseId === comment ? { ...each, body: `/hold ${again}`, edited: true } : each;
    github.edit(1, { comments: github.issue(1).comments.map(change) });
  }
  github.wait(7_200);
  github.settle();
  expect([held(github), answersTo(github, comment)]).toEqual([0, 1]);
});

test("C8: on a locked conversation nothing is done, what cannot be said is not tried for ever, and later words count", () => {
  const github = withTask();
  github.edit(1, { locked: true });
  github.say(1, "/hold", mira);
  const refused = github.pass();
  expect(refused.effects).toMatchObject([
    { kind: "reaction", content: "THUMBS_DOWN" },
    { kind: "comment", body: expect.stringContaining("the conversation of #1 is locked") },
  ]);
  github.settle();
  github.wait(7_200);
  expect(github.settle().effects).toEqual([]);
  expect(github.task(1).hold).toBeNull();
  github.edit(1, { locked: false });
  github.say(1, "/hold", mira);
  github.settle();
  expect(github.task(1).hold?.by).toBe("mira");
});

/** Said on two tasks and on an issue that is none, some of it within one second; `id` breaks the tie. */
const said: readonly (readonly [issue: number, comment: Comment])[] = [
  [1, commentOf(11, "/hold first", { createdAt: at(1) })],
  [1, commentOf(12, "/unhold", { createdAt: at(1) })],
  [1, commentOf(13, "/hold second", { createdAt: at(1), author: noor })],
  [2, commentOf(14, "/assign docs", { createdAt: at(1) })],
  [2, commentOf(15, "/assign ethereum", { createdAt: at(2), author: noor })],
  [3, commentOf(16, "/assign docs", { createdAt: at(1) })],
  [3, commentOf(17, "/hold third\n/why", { createdAt: at(2) })],
  [1, commentOf(18, "/unhold", { createdAt: at(3), author: noor })],
  [1, commentOf(19, "/hold fourth", { createdAt: at(3) })],
];

function shownAs(order: readonly (typeof said)[number][], issues: readonly number[]): Observation {
  const removal = [labelSet("agent:docs", mira, at(0)), labelTaken("agent:docs", mira, at(1))];
  const issueWith = (number: number): Issue =>
    issueOf(number, {
      comments: order.flatMap(([on, comment]) => (on === number ? [comment] : [])),
      ...(number === 2 ? { labels: ["agent:ethereum"] } : {}),
      ...(number === 3 ? { labelEvents: removal } : {}),
    });
  return observationOf({
    issues: issues.map(issueWith),
    tasks: [taskOf(1, { agent: "docs" }), taskOf(2)],
  });
}

function outcomeOf(observation: Observation) {
  const { ledger, events } = decide(readSnapshot(observation), at(60));
  return {
    tasks: [...ledger.tasks].toSorted(([a], [b]) => a - b),
    desk: ledger.desk,
    said: events.filter(({ kind }) => kind !== "started"),
  };
}

test("C7: commands take effect in the order of time and id, in whatever order they are shown", () => {
  const wanted = outcomeOf(shownAs(said, [1, 2, 3]));
  expect(wanted.tasks.map(([number, { agent, hold }]) => [number, agent, hold?.reason ?? null])).toEqual([
    [1, "docs", "fourth"],
    [2, "ethereum", null],
    [3, "docs", "third"],
  ]);
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...said], { minLength: said.length }),
      fc.shuffledSubarray([1, 2, 3], { minLength: 3 }),
      (order, issues) => {
        expect(outcomeOf(shownAs(order, issues))).toEqual(wanted);
      },
    ),
    { numRuns: 200 },
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Observation } from "../../src/domain/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";
import { endOf, looks, playPaper, repeatsOf } from "./paper-play.ts";

const each = { numRuns: 60, seed: Number(process.env["SEED"] ?? 1) };
const inOrder = endOf(playPaper([1, 1, 1, 1, 1, 1, 1, 1]));

test("W6 W7: whichever deliveries are lost, late, mixed or repeated, the end is the same", () => {
  fc.assert(
    fc.property(looks, (after) => {
      const github = playPaper(after);
      expect(endOf(github)).toEqual(inOrder);
      expect(repeatsOf(github)).toEqual([]);
    }),
    each,
  );
});

test("W7: every delivery is lost until the first look: the end is the same", () => {
  expect(endOf(playPaper([0, 0, 0, 0, 0, 0, 0, 0]))).toEqual(inOrder);
});

test.each([
  ["while people wait for answers", 0],
  ["while runs are at work", 2],
  ["when all is done", 60],
])("W5: a delivery that comes fifty times %s makes no write beyond those of the first", (_when, rounds) => {
  const github = playPaper([1, 1, 1, 1, 1, 1, 1, 1], undefined, rounds);
  expect(github.settle().effects).toEqual([]);
  const story = github.story.length;
  for (let again = 0; again < 50; again += 1) expect(github.pass().effects).toEqual([]);
  expect(github.story.length).toBe(story);
});

test("W10: a delivery that is replayed after its label or its comment is gone does nothing", () => {
  const github = paperGitHub();
  github.open(1, "", "agent:docs");
  github.unlabel(1, "agent:docs");
  github.open(2);
  github.forget(2, github.say(2, "/assign docs"));
  for (let replay = 0; replay < 50; replay += 1) github.pass();
  expect([...github.ledger().tasks.keys()]).toEqual([]);
  expect([1, 2].flatMap((number) => github.issue(number).comments)).toEqual([]);
});

test("W5: an answer that is delivered again answers one question, not the next", () => {
  const github = paperGitHub();
  github.open(1, "", "agent:docs");
  const ask = (text: string) => {
    github.settle();
    github.claim(1);
    github.end(1, { kind: "blocked", summary: "stuck", questions: [{ text, options: [] }] });
    github.settle();
  };
  ask("Which tone?");
  github.say(1, "/unblock friendly");
  ask("How long?");
  for (let again = 0; again < 50; again += 1) github.pass();
  expect(github.task(1).blockers.map(({ answer }) => answer?.text ?? null)).toEqual(["friendly", null]);
});

/** Reads lag: each pass sees issues, pull requests and branches as they were some passes ago; the ledger, which is written by compare-and-swap, as it is. */
function lagging(lags: readonly number[]): (github: PaperGitHub) => void {
  const past: Observation[] = [];
  let at = 0;
  return (github) => {
    github.pass((now) => {
      past.push(now);
      const then = past[Math.max(0, past.length - 1 - (lags[at++ % lags.length] ?? 0))] ?? now;
      return {
        ...now,
        issues: then.issues,
        pulls: then.pulls,
        branches: branchesOf(now, then),
        labels: then.labels,
      };
    });
  };
}

/** A branch that was not asked about then is one that did not show. */
function branchesOf(now: Observation, then: Observation): Observation["branches"] {
  return new Map([...now.branches.keys()].map((name) => [name, then.branches.get(name) ?? null]));
}

test("E7: while reads lag by up to ten passes nothing is said or opened twice, and when they do not any more the end is the same", () => {
  fc.assert(
    fc.property(looks, fc.array(fc.nat(10), { minLength: 1, maxLength: 20 }), (after, lags) => {
      const github = playPaper(after, lagging(lags));
      for (let round = 0; round < 20; round += 1) github.pass();
      expect(endOf(github)).toEqual(inOrder);
      const { comments } = github.issue(1);
      const markers = comments.filter(({ author }) => author?.bot).map(({ body }) => body.split("\n").at(-1));
      expect(markers).toEqual([...new Set(markers)]);
      expect(github.pulls().map(({ branch }) => branch)).toEqual([
        ...new Set(github.pulls().map(({ branch }) => branch)),
      ]);
      expect(repeatsOf(github).filter((what) => what.includes("<!--"))).toEqual([]);
    }),
    each,
  );
});

/** The open agent pull requests side by side. */
// B02 R29
import { expect, test } from "vitest";
import type { Pull } from "../../src/domain/pull.ts";
import { pullsBeside } from "../../src/ledger/beside.ts";
import type { Task } from "../../src/ledger/task.ts";
import { at, pullOf, sha, taskOf } from "../support/observation.ts";

function task(number: number, over: Partial<Task> = {}): Task {
  return taskOf(number, { branch: `agent/sol/${number}-x`, queuedAt: at(number).toISOString(), ...over });
}

function pull(number: number, of: number, over: Partial<Pull> = {}): Pull {
  return pullOf(number, `agent/sol/${of}-x`, { head: sha(number), ...over });
}

const beside = (tasks: readonly Task[], pulls: readonly Pull[]) =>
  pullsBeside(new Map(tasks.map((each) => [each.number, each])), pulls);

const numbers = (tasks: readonly Task[], pulls: readonly Pull[]) =>
  beside(tasks, pulls).open.map(({ pull: { number } }) => number);

test("each open task with its open pull request, the first to land first", () => {
  const late = task(1, { queuedAt: at(50).toISOString() });
  expect(numbers([late, task(2)], [pull(31, 1), pull(32, 2)])).toEqual([32, 31]);
});

test("what is closed, from a fork, of an ended task or of nobody's branch is not among them", () => {
  const ended = task(4, { end: { kind: "dropped", by: "mira", at: at(0).toISOString() } });
  const pulls = [
    pull(31, 1, { state: "closed" }),
    pull(32, 2, { fromFork: true }),
    pull(33, 3),
    pull(34, 4),
    pull(35, 5),
  ];
  expect(numbers([task(1), task(2), task(3), ended], pulls)).toEqual([33]);
});

test("of two pull requests of a branch the recorded one counts, or else the newest", () => {
  const pulls = [pull(31, 1), pull(32, 1)];
  expect(numbers([task(1)], pulls)).toEqual([32]);
  expect(numbers([task(1, { pull: 31 })], pulls)).toEqual([31]);
});

test("G3: the facts change with each opening, closing, push and turn of the order, and with nothing else", () => {
  const [one, two] = [task(1), task(2)];
  const pulls = [pull(31, 1), pull(32, 2)];
  const { facts } = beside([one, two], pulls);
  const held = { by: "mira", reason: null, at: at(0).toISOString() };
  for (const [tasks, seen] of [
    [[one, two], [pull(31, 1)]],
    [
      [one, two],
      [pull(31, 1), pull(32, 2, { head: sha(99) })],
    ],
    [[{ ...one, hold: held }, two], pulls],
  ] as const)
    expect(beside(tasks, seen).facts).not.toBe(facts);
  const reworked = { ...two, title: "Another title", reworks: 1 };
  expect(beside([reworked, one], pulls.toReversed()).facts).toBe(facts);
});

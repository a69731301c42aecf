/** What a task still waits for, and circles that would wait for ever. */
import { expect, test } from "vitest";
import type { DependencyState } from "../../src/domain/dependency.ts";
import type { Task } from "../../src/ledger/task.ts";
import { dependencyWait } from "../../src/planning/dependencies.ts";
import { taskOf } from "../support/observation.ts";

function waitOf(
  number: number,
  edges: Readonly<Record<number, readonly number[]>>,
  states: Readonly<Record<number, DependencyState>> = {},
) {
  const tasks = new Map<number, Task>(
    Object.entries(edges).map(([from, to]) => [Number(from), taskOf(Number(from), { dependsOn: [...to] })]),
  );
  const task = tasks.get(number);
  if (!task) throw new Error(`#${number} is not part of the test`);
  return dependencyWait(task, tasks, (issue) => states[issue] ?? (tasks.has(issue) ? "open" : "missing"));
}

test("without dependencies nothing is in the way", () => {
  expect(waitOf(1, { 1: [] })).toBeNull();
});

test.each(["open", "dropped", "missing"] as const)("a dependency that is %s is named as such", (state) => {
  expect(waitOf(1, { 1: [2] }, { 2: state })).toEqual({ kind: "dependency", on: 2, state });
});

test("what is done is no obstacle; the first that is not done is named", () => {
  expect(waitOf(1, { 1: [2, 3, 4] }, { 2: "done", 3: "dropped", 4: "open" })).toEqual({
    kind: "dependency",
    on: 3,
    state: "dropped",
  });
  expect(waitOf(1, { 1: [2] }, { 2: "done" })).toBeNull();
});

test.each([
  ["itself", 1, { 1: [1] }, [1]],
  ["its own dependency", 1, { 1: [2], 2: [1] }, [1, 2]],
  ["a longer circle", 2, { 1: [2], 2: [3], 3: [1] }, [2, 3, 1]],
  ["the shorter of two circles", 1, { 1: [2, 4], 2: [3], 3: [1], 4: [1] }, [1, 4]],
])("a task that waits for %s is told the way round", (_what, number, edges, through) => {
  expect(waitOf(number, edges)).toEqual({ kind: "cycle", through });
});

test("who merely waits for a circle is not part of it", () => {
  expect(waitOf(9, { 9: [1], 1: [2], 2: [1] })).toEqual({ kind: "dependency", on: 1, state: "open" });
});

test("a circle is no obstacle where its links are done", () => {
  expect(waitOf(1, { 1: [2], 2: [1] }, { 2: "done" })).toBeNull();
});

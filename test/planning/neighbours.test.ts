/** Who is compared with whom: nobody whose paths could meet may be left out. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Task } from "../../src/ledger/task.ts";
import { createNeighbours } from "../../src/planning/neighbours.ts";
import { reachOfTasks } from "../../src/planning/task-reach.ts";
import { overlap } from "../../src/scope/overlap.ts";
import { configOf, taskOf } from "../support/observation.ts";

const config = configOf('agents: { ethereum: { allow: ["**"], runner: scripted } }');

function neighboursOf(asked: Task, others: readonly Task[]): readonly number[] {
  const reachOf = reachOfTasks(config);
  const neighbours = createNeighbours(reachOf);
  for (const other of others) neighbours.add(other);
  return neighbours.near(reachOf(asked)).map(({ number }) => number);
}

function wants(number: number, ...scope: string[]): Task {
  return taskOf(number, { scope });
}

test.each([
  ["the same folder", "src/**", "src/**", [1]],
  ["a folder inside it", "src/**", "src/api/**", [1]],
  ["the folder around it", "src/api/a.js", "src/**", [1]],
  ["a name that begins with the other's letters", "src/api*/**", "src/api-v2/**", [1]],
  ["a file of which the other would make a folder", "src/api*", "src/api-v2/**", []],
  ["wildcards in the middle that differ", "teams/*/api/**", "teams/*/web/**", []],
  ["wildcards in the middle that meet", "teams/*/api/**", "teams/blue/*/x.js", [1]],
  ["names that end differently", "src/*.test.js", "src/**/*.css", []],
  ["another folder", "src/**", "docs/**", []],
  ["a sibling file", "src/a.js", "src/b.js", []],
  ["a glob without a literal beginning", "docs/a.md", "**/*.md", [1]],
])("%s: %s and %s", (_sentence, asked, other, found) => {
  expect(neighboursOf(wants(9, asked), [wants(1, other)])).toEqual(found);
});

test("those added first come first, and each once", () => {
  const others = [wants(3, "src/b/**", "src/a/**"), wants(1, "docs/**"), wants(2, "src/**")];
  expect(neighboursOf(wants(9, "src/a/**", "src/b/**"), others)).toEqual([3, 2]);
});

test("of several with the same reach, the first stands for all", () => {
  expect(neighboursOf(wants(9, "src/**"), [wants(4, "src/a/**"), wants(2, "src/a/**")])).toEqual([4]);
});

// B01, R33: an overlap that is not looked at is a collision.
test("whatever can share a path is near", () => {
  const segment = fc.constantFrom("a", "ab", "b", "*", "a*", "?b", "**");
  const scope = fc.array(
    fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join("/")),
    { minLength: 1, maxLength: 2 },
  );
  fc.assert(
    fc.property(scope, scope, (one, two) => {
      const reachOf = reachOfTasks(config);
      const [asked, other] = [wants(1, ...one), wants(2, ...two)];
      fc.pre(overlap(reachOf(asked), reachOf(other)).kind !== "disjoint");
      expect(neighboursOf(asked, [other])).toEqual([2]);
    }),
    { numRuns: 500 },
  );
});

import { expect, test } from "vitest";
import { holderOf } from "../../src/scope/holder-of.ts";
import { compileReach } from "../../src/scope/reach.ts";

const held = [
  {
    task: 7,
    reach: compileReach({ scope: ["docs/**", "package.json"], allow: ["**"], forbid: ["**/*.pem"] }),
  },
  { task: 9, reach: compileReach({ scope: ["**/*.md"], allow: ["docs/**"], forbid: [] }) },
];

test.each([
  ["package.json", 7],
  ["docs/a.md", 7],
  ["docs/a.pem", null],
  ["README.md", null],
  ["src/a.ts", null],
  ["docs/../package.json", null],
])("%s is held by %s", (path, task) => {
  expect(holderOf(() => held)(path)).toBe(task);
});

test("where nobody holds anything, nothing is held", () => {
  expect(holderOf(() => [])("a")).toBeNull();
});

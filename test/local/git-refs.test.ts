import { expect, test } from "vitest";
import { isRefName } from "../../src/local/git/ref.ts";

test.each([
  ["refs/heads/main", true],
  ["refs/heads/agent/ethereum/12-extract-tools", true],
  ["refs/heads/ä", true],
  ["refs/main", false],
  ["heads/main", false],
  ["refs/heads/a b", false],
  ["refs/heads/a\n", false],
  ["refs/heads/a..b", false],
  ["refs/heads/.a", false],
  ["refs/heads/a.lock", false],
  ["refs/heads/a.lock/b", false],
  ["refs/heads/a/", false],
  ["refs/heads//a", false],
  ["refs/heads/a@{1}", false],
  ["refs/heads/a^", false],
  ["refs/heads/a\\b", false],
])("%j is a ref name: %s", (name, valid) => {
  expect(isRefName(name)).toBe(valid);
});

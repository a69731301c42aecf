/** Policies of shared paths, as the gates `boundaries` and `protected` judge them. */
// R04
import { expect, test } from "vitest";
import { taskReach } from "../../src/config/task-reach.ts";
import { boundaries } from "../../src/gates/boundaries.ts";
import { guarded, unpublishable } from "../../src/gates/protected.ts";
import { compileReach } from "../../src/scope/reach.ts";
import { changeOf, edits, inputOf, rulesOf, said } from "./change.ts";

const config = rulesOf(`
agents:
  eth: { allow: ["servers/eth/**"], runner: scripted }
  docs: { allow: ["**"], runner: scripted }
shared:
  - { paths: [package.json, package-lock.json, "A*.md"], policy: serialize }
  - { paths: [docs/package.json, docs/CHANGELOG.md, "ci/**"], policy: owner, owner: docs }
  - { paths: [LICENSE, Cargo.toml], policy: forbid }
  - { paths: [README.md, go.mod], policy: person }
`);

function judge(
  agent: string | null,
  scope: readonly string[],
  path: string,
  approvers: readonly string[] = [],
) {
  const reach = agent === null ? null : compileReach(taskReach({ agent, scope }, config));
  const input = inputOf({ config, reach, change: changeOf(edits(path, "a\n", "b\n")), approvers });
  return [said(boundaries.judge(input)).join(" "), said(guarded.judge(input)).join(" ")];
}

test.each([
  ["forbid", "docs", ["**"], "LICENSE", "fail shared LICENSE", "pass"],
  ["another's", "eth", ["**"], "docs/CHANGELOG.md", "fail shared docs/CHANGELOG.md", "pass"],
  ["one's own", "docs", [], "docs/CHANGELOG.md", "pass", "pass"],
  ["serialize, named", "eth", ["package.json"], "package.json", "pass", "pass (dependencies package.json)"],
  [
    "serialize, no scope",
    "docs",
    [],
    "package.json",
    "fail shared package.json",
    "wait dependencies package.json",
  ],
  ["person, named", "eth", ["README.md"], "README.md", "pass", "wait shared README.md"],
  ["what is not shared", "docs", [], "docs/a.md", "pass", "pass"],
])("%s", (_what, agent, scope, path, byBoundaries, byProtected) => {
  expect(judge(agent, scope, path)).toEqual([byBoundaries, byProtected]);
});

test.each([
  ["by policy serialize", "eth", ["AGENTS.md"], "AGENTS.md"],
  ["by policy owner", "docs", [], "ci/.github/workflows/ci.yml"],
])("P6: no policy opens what steers people and agents: %s", (_what, agent, scope, path) => {
  expect(judge(agent, scope, path)).toEqual(["pass", `wait governance ${path}`]);
  const change = changeOf(edits(path, "a\n", "b\n"));
  expect(said(unpublishable(inputOf({ config, change })))).toEqual(["fail", `governance ${path}`]);
});

test.each([
  ["a policy that only asks for a person", "eth", ["go.mod"], "go.mod", "wait shared go.mod"],
  ["another agent's policy", "eth", ["**"], "docs/package.json", "wait dependencies docs/package.json"],
  ["a policy that keeps everybody away", "docs", ["**"], "Cargo.toml", "wait dependencies Cargo.toml"],
  ["nobody's boundary", null, [], "package.json", "wait dependencies package.json"],
  ["another spelling", "docs", ["**"], "Package.json", "wait dependencies Package.json"],
])("P6: manifests and lock files still need a person: %s", (_what, agent, scope, path, verdict) => {
  expect(judge(agent, scope, path)[1]).toBe(verdict);
});

test("P6: a shared manifest is no task's by its agent's boundary alone", () => {
  expect(judge("docs", [], "package.json")[0]).toBe("fail shared package.json");
  expect(judge("docs", ["package.json"], "package.json")[0]).toBe("pass");
});

test("a person's approval of the head is enough for policy person, and stays visible", () => {
  expect(judge("eth", ["README.md"], "README.md", ["mira"])).toEqual(["pass", "pass (shared README.md)"]);
});

test.each([
  [
    "docs",
    ["**"],
    "LICENSE",
    "`LICENSE` is kept from every agent (`shared`: `LICENSE`, policy forbid). Put it back as it was.",
  ],
  [
    "eth",
    ["**"],
    "docs/CHANGELOG.md",
    "`docs/CHANGELOG.md` is for docs alone (`shared`: `docs/CHANGELOG.md`, policy owner). Put it back as it was.",
  ],
  [
    "docs",
    [],
    "package.json",
    "`package.json` is shared (`shared`: `package.json`, policy serialize), for tasks that name it under Scope in their issue. Put it back as it was.",
  ],
])("what is said to %s with scope %j of %s", (agent, scope, path, message) => {
  const reach = compileReach(taskReach({ agent, scope }, config));
  const { reasons } = boundaries.judge(
    inputOf({ config, reach, change: changeOf(edits(path, "a\n", "b\n")) }),
  );
  expect(reasons.map((reason) => reason.message)).toEqual([message]);
});

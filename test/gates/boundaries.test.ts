/** Gate `boundaries`: what slips through nowhere. */
// R23
import { expect, test } from "vitest";
import type { FileChange, FileMode } from "../../src/domain/file-change.ts";
import { judgeBoundaries } from "../../src/gates/boundaries.ts";
import { compileReach } from "../../src/scope/reach.ts";

const reach = compileReach({
  scope: ["servers/**", "docs/**"],
  allow: ["servers/eth/**", "docs/**"],
  forbid: ["**/secrets/**"],
});

function judge(...changes: readonly FileChange[]) {
  const { status, reasons } = judgeBoundaries(reach, changes);
  return [status, ...reasons.map(({ path, rule }) => `${rule} ${path}`)];
}

function change(path: string, before: FileMode | null, after: FileMode | null): FileChange {
  return { path, before, after };
}

test("changes within reach pass: added, changed, deleted, made executable", () => {
  // R03
  expect(
    judge(
      change("servers/eth/a.js", null, "100644"),
      change("servers/eth/b.js", "100644", "100644"),
      change("servers/eth/c.js", "100644", null),
      change("servers/eth/run.sh", "100644", "100755"),
      change("docs/.hidden/x.md", null, "100644"),
    ),
  ).toEqual(["pass"]);
});

test.each([
  [
    "outside of the agent's boundary",
    change("servers/sol/a.js", "100644", "100644"),
    "allow servers/sol/a.js",
  ],
  ["at the root", change("package.json", "100644", "100644"), "allow package.json"],
  [
    "forbidden, though allowed",
    change("servers/eth/secrets/k", null, "100644"),
    "forbid servers/eth/secrets/k",
  ],
  ["deleted outside", change("servers/sol/a.js", "100644", null), "allow servers/sol/a.js"],
  ["another case", change("Servers/eth/a.js", null, "100644"), "allow Servers/eth/a.js"],
  ["a workflow", change(".github/workflows/ci.yml", null, "100644"), "allow .github/workflows/ci.yml"],
  ["climbing out", change("servers/eth/../sol/a.js", null, "100644"), "path servers/eth/../sol/a.js"],
  ["with a backslash", change("servers/eth\\a.js", null, "100644"), "path servers/eth\\a.js"],
  ["not in NFC", change("servers/eth/cafe\u0301.js", null, "100644"), "path servers/eth/cafe\u0301.js"],
  [
    "with an invisible character",
    change("servers/eth/a\u200b.js", null, "100644"),
    "path servers/eth/a\u200b.js",
  ],
])("a path %s fails", (_what, changed, reason) => {
  // R03, P2 P3 P4
  expect(judge(changed)).toEqual(["fail", reason]);
});

test("P1: both sides of a rename are judged: into the reach, out of it", () => {
  const into = [change("servers/sol/a.js", "100644", null), change("servers/eth/a.js", null, "100644")];
  const outOf = [change("servers/eth/a.js", "100644", null), change("servers/sol/a.js", null, "100644")];
  expect(judge(...into)).toEqual(["fail", "allow servers/sol/a.js"]);
  expect(judge(...outOf)).toEqual(["fail", "allow servers/sol/a.js"]);
});

test.each([
  ["a new symlink", change("docs/link", null, "120000"), ["fail", "symlink docs/link"]],
  ["a file that becomes a symlink", change("docs/a.md", "100644", "120000"), ["fail", "symlink docs/a.md"]],
  [
    "a symlink that leads elsewhere now",
    change("docs/link", "120000", "120000"),
    ["fail", "symlink docs/link"],
  ],
  ["a submodule", change("docs/lib", null, "160000"), ["fail", "submodule docs/lib"]],
  ["a submodule that moves", change("docs/lib", "160000", "160000"), ["fail", "submodule docs/lib"]],
  ["a symlink that is put away", change("docs/link", "120000", null), ["pass"]],
  ["a symlink that becomes a file", change("docs/link", "120000", "100644"), ["pass"]],
] as const)("P5: %s", (_what, changed, verdict) => {
  expect(judge(changed)).toEqual(verdict);
});

test("a symlink outside the reach has two reasons", () => {
  expect(judge(change("x", null, "120000"))).toEqual(["fail", "allow x", "symlink x"]);
});

test("every path is judged, not only the first that fails", () => {
  expect(
    judge(change("a", null, "100644"), change("docs/ok.md", null, "100644"), change("b", null, "100644")),
  ).toEqual(["fail", "allow a", "allow b"]);
});

test("a change that GitHub did not show in full fails", () => {
  // P7, G4
  expect(judgeBoundaries(reach, null)).toMatchObject({
    status: "fail",
    reasons: [{ path: null, rule: "unreadable" }],
  });
});

test("a reach that holds nothing lets nothing through", () => {
  const nothing = compileReach({ scope: ["docs/**"], allow: [], forbid: [] });
  expect(judgeBoundaries(nothing, [change("docs/a.md", null, "100644")]).status).toBe("fail");
});

/** What is refused before anything reaches a branch: by the gates' own rules, and only what no person may still approve. */
import { expect, test } from "vitest";
import type { Change } from "../../src/domain/file-diff.ts";
import { type PublishInput, refusalsAtPublish } from "../../src/gates/at-publish.ts";
import { guarded } from "../../src/gates/protected.ts";
import { compileReach } from "../../src/scope/reach.ts";
import { adds, addsBinary, changeOf, deletes, edits, inputOf, rulesOf, said } from "./change.ts";

const everywhere = compileReach({ scope: ["**"], allow: ["**"], forbid: [] });
/** Whole nowhere, so that no scanner takes this file for a leak. */
const token = ["np", "m_", "c3".repeat(18)].join("");

/** `gate: rule path` of each reason. */
function refused(change: Change, over: Partial<PublishInput> = {}): readonly string[] {
  const input = { config: rulesOf("version: 1"), agent: "eth", holderOf: () => null, strings: [] };
  return refusalsAtPublish({ ...input, reach: everywhere, change, ...over }).flatMap(({ gate, reasons }) =>
    reasons.map(({ path, rule }) => `${gate}: ${rule}${path === null ? "" : ` ${path}`}`),
  );
}

test("a plain change within reach is not refused", () => {
  expect(refused(changeOf(edits("src/a.ts", "a\n", "b\n"), adds("src/b.ts"), deletes("src/c.ts")))).toEqual(
    [],
  );
});

test.each([
  ".github/workflows/ci.yml",
  ".GitHub/Workflows/ci.yml",
  ".gіthub/workflows/ci.yml",
  ".github/signalbox.yml",
  "CODEOWNERS",
  "packages/a/AGENTS.md",
  "claude.MD",
  ".claude/settings.json",
  ".husky/pre-commit",
  ".gitmodules",
])("P6: %s is no agent's to change, whatever its boundary: not added, not changed, not deleted", (path) => {
  for (const file of [adds(path), edits(path, "a\n", "b\n"), deletes(path)])
    expect(refused(changeOf(file))).toContain(`protected: governance ${path}`);
});

test.each(["package.json", "a/package-lock.json", "Cargo.toml", "requirements.txt"])(
  "P6: %s waits for a person on the pull request, and is published",
  (path) => {
    const change = changeOf(edits(path, "a\n", "b\n"));
    expect(said(guarded.judge(inputOf({ change })))[0]).toBe("wait");
    expect(refused(change)).toEqual([]);
  },
);

test("P3: what collides with another path on some file system is refused", () => {
  const change = {
    ...changeOf(adds("SRC/y")),
    collisions: [{ path: "SRC/y", with: "src", as: "case" as const }],
  };
  expect(refused(change)).toEqual(["protected: collision SRC/y"]);
});

test.each(["ѕrc/a.ts", "src/pаyment.ts"])("P4: the disguised path %s is refused", (path) => {
  expect(refused(changeOf(adds(path)))).toEqual([`protected: look-alike ${path}`]);
});

test("a secret in an added line, in a path, and in the bytes of a file that is no text", () => {
  expect(refused(changeOf(edits("a.ts", "a\n", `a\n${token}\n`)))).toEqual(["secrets: npm-token a.ts"]);
  expect(refused(changeOf(adds(`keys/${token}`)))).toEqual(["secrets: npm-token"]);
  const strings = [adds("a.bin", `${token}\n`)];
  expect(refused(changeOf(addsBinary("a.bin")), { strings })).toEqual(["secrets: npm-token a.bin"]);
});

test("a file that no gate can read is for a person to approve, and is published", () => {
  expect(refused(changeOf(addsBinary("logo.png")))).toEqual([]);
});

test("a change that is larger than the config allows is refused", () => {
  const config = rulesOf("version: 1\ngates: { size: { files: 1, lines: 2 } }");
  expect(refused(changeOf(adds("a"), adds("b", "1\n2\n3\n")), { config })).toEqual([
    "size: files",
    "size: lines",
  ]);
});

test("every gate is told, boundaries first", () => {
  const reach = compileReach({ scope: ["src/**"], allow: ["src/**"], forbid: [] });
  const change = changeOf(adds("src/a.ts", `${token}\n`), adds("docs/a.md"), adds("AGENTS.md"));
  expect(refused(change, { reach })).toEqual([
    "boundaries: allow docs/a.md",
    "boundaries: allow AGENTS.md",
    "protected: governance AGENTS.md",
    "secrets: npm-token src/a.ts",
  ]);
});

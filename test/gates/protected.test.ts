/** Gate `protected`: what steers people, agents and CI, in every spelling. */
// R30 B10
import { expect, test } from "vitest";
import type { FileDiff } from "../../src/domain/file-diff.ts";
import { guarded } from "../../src/gates/protected.ts";
import { collisionsIn } from "../../src/scope/collisions.ts";
import { protectionOf } from "../../src/scope/protected-path.ts";
import { adds, changeOf, deletes, edits, inputOf, said } from "./change.ts";

const judge = (...files: readonly FileDiff[]) => said(guarded.judge(inputOf({ change: changeOf(...files) })));

test.each([
  ".github/workflows/ci.yml",
  ".github/signalbox.yml",
  "CODEOWNERS",
  "docs/CODEOWNERS",
  ".github/CODEOWNERS",
  "CLAUDE.md",
  "packages/a/AGENTS.md",
  "GEMINI.md",
  ".claude/settings.json",
  "packages/a/.cursor/rules/x.mdc",
  ".codex/config.toml",
  ".vscode/tasks.json",
  ".devcontainer/devcontainer.json",
  ".husky/pre-commit",
  ".githooks/pre-push",
  ".mcp.json",
  ".gitmodules",
  ".windsurfrules",
  ".windsurf/rules/a.md",
  ".clinerules/a.md",
  ".roo/rules/a.md",
  ".kiro/steering/a.md",
  ".junie/guidelines.md",
  ".amazonq/rules/a.md",
  ".continue/rules/a.md",
  ".opencode/agent/a.md",
  "opencode.json",
  "AGENTS.override.md",
  "QWEN.md",
  "WARP.md",
  ".goosehints",
  ".aider.conf.yml",
  ".lfsconfig",
  ".envrc",
  "lefthook.yaml",
  "lefthook.yml",
  ".lefthook.toml",
  ".lefthook/pre-push/x.sh",
  ".git-hooks/pre-commit",
  ".pre-commit-config.yaml",
  ".pre-commit-hooks.yaml",
  ".huskyrc.json",
  ".simple-git-hooks.cjs",
  ".lintstagedrc.json",
  "lint-staged.config.mjs",
  ".overcommit.yml",
  "azure-pipelines.yml",
  "bitbucket-pipelines.yml",
  ".travis.yml",
  ".drone.yml",
  ".woodpecker/test.yaml",
  ".buildkite/pipeline.yml",
  ".forgejo/workflows/ci.yml",
  "ci/Jenkinsfile.release",
  "renovate.json",
  "OWNERS",
])("P6: %s needs a person", (path) => {
  expect(judge(edits(path, "a\n", "b\n"))).toEqual(["wait", `governance ${path}`]);
  expect(judge(deletes(path))).toEqual(["wait", `governance ${path}`]);
});

test.each([
  "package.json",
  "a/package-lock.json",
  "Cargo.lock",
  "go.mod",
  "requirements-dev.txt",
  "requirements/base.txt",
  "requirements/dev.in",
  "dev-requirements.txt",
  "constraints.txt",
  "A.csproj",
  "Directory.Packages.props",
  "nuget.config",
  "x.gemspec",
  "ios/Podfile.lock",
  "Cartfile.resolved",
  "package.json5",
  ".pnpmfile.cjs",
  ".pnp.cjs",
  ".yarn/releases/yarn-4.cjs",
  "bunfig.toml",
  ".cargo/config.toml",
  "rust-toolchain.toml",
  "gradle/libs.versions.toml",
  "gradle/wrapper/gradle-wrapper.properties",
  ".mvn/extensions.xml",
  "mvnw",
  "build.sbt",
  "environment.yml",
  "pixi.lock",
  "pylock.toml",
  "conan.lock",
  "vcpkg.json",
  "MODULE.bazel",
  "deps.edn",
  "stack.yaml",
  "rebar.lock",
  "renv.lock",
  ".terraform.lock.hcl",
  "Chart.lock",
  "mise.toml",
  ".tool-versions",
  ".npmrc",
])("P6: %s decides what is installed, and needs a person", (path) => {
  expect(judge(edits(path, "a\n", "b\n"))).toEqual(["wait", `dependencies ${path}`]);
});

test.each([
  ["another case", ".GitHub/workflows/x.yml"],
  ["another case", "CodeOwners"],
  ["another case", "claude.MD"],
  ["an invisible character", ".g\u200cithub/workflows/x.yml"],
  ["a full-width letter", ".ｇithub/workflows/x.yml"],
  ["a Cyrillic letter", ".gіthub/workflows/x.yml"],
  ["a decomposed letter", ".gi\u0307thub/x"],
])("P3, P4: protected in %s: %j", (_what, path) => {
  expect(protectionOf(path)).toBe("governance");
});

test.each([
  "src/github/client.ts",
  "docs/agents/readme.md",
  "github/x",
  "src/codeowners.ts",
  "my-package.json",
  "a.md",
])("%s is not protected", (path) => {
  expect(protectionOf(path)).toBeNull();
  expect(judge(adds(path))).toEqual(["pass"]);
});

test("an approval of the very head lets it pass, and it is still shown", () => {
  const input = inputOf({ change: changeOf(edits("package.json", "a\n", "b\n")), approvers: ["mira"] });
  expect(said(guarded.judge(input))).toEqual(["pass", "(dependencies package.json)"]);
});

test.each([
  ["Cyrillic s", "ѕrc/a.ts"],
  ["Cyrillic a in a file", "src/pаyment.ts"],
  ["Greek o", "src/fοo.ts"],
  ["a letter with a zero-width one behind it", "src/a\u200b.ts"],
  ["a right-to-left mark", "src/\u202ets.a"],
])("P4: a segment that mixes scripts to look like another fails: %s", (_what, path) => {
  expect(judge(adds(path))).toEqual(["fail", `look-alike ${path}`]);
});

test.each(["документы/а.md", "資料/読む.md", "größe/ändern.ts", "src/naïve.ts"])(
  "P4: %s is a name of its own",
  (path) => {
    expect(judge(adds(path))).toEqual(["pass"]);
  },
);

test.each([
  ["a folder in another case", ["src/x"], ["src/x", "SRC/y"], [{ path: "SRC/y", with: "src", as: "case" }]],
  ["a file in another case", ["src/x"], ["src/x", "src/X"], [{ path: "src/X", with: "src/x", as: "case" }]],
  [
    "two new ones",
    [],
    ["a/B", "a/b"],
    [
      { path: "a/B", with: "a/b", as: "case" },
      { path: "a/b", with: "a/B", as: "case" },
    ],
  ],
  ["what collided before", ["src/x", "SRC/x"], ["src/x", "SRC/x", "src/z"], []],
  ["a rename to another case", ["src/x"], ["src/X"], []],
])("P3: collisions: %s", (_what, before, after, expected) => {
  expect(collisionsIn(before, after)).toEqual(expected);
});

test("P3: a collision fails", () => {
  const change = {
    ...changeOf(adds("SRC/y")),
    collisions: [{ path: "SRC/y", with: "src", as: "case" as const }],
  };
  expect(said(guarded.judge(inputOf({ change })))).toEqual(["fail", "collision SRC/y"]);
});

test("P4: a path beside its double fails, and the text names both paths and their letters", () => {
  const collisions = [{ path: "src/сор/a.js", with: "src/cop", as: "look-alike" as const }];
  const change = { ...changeOf(adds("src/сор/a.js"), adds("src/сор/b.js")), collisions };
  const verdict = guarded.judge(inputOf({ change }));
  expect(said(verdict)).toEqual(["fail", "look-alike src/сор/a.js"]);
  expect(verdict.reasons[0]?.message).toContain(
    "`src/сор/a.js` looks the same as `src/cop`, but is written in other letters: `сор` is U+0441 U+043E U+0440, `cop` is U+0063 U+006F U+0070.",
  );
});

test("P8: a workflow that was touched and put back needs a person; another file does not", () => {
  const change = { ...changeOf(adds("a")), revisited: [".github/workflows/ci.yml", "src/b"] };
  expect(said(guarded.judge(inputOf({ change })))).toEqual(["wait", "history .github/workflows/ci.yml"]);
  expect(said(guarded.judge(inputOf({ change: { ...change, revisited: null } })))).toEqual([
    "wait",
    "history",
  ]);
});

test.each([
  ["package-lock.json", '      "resolved": "git+ssh://git@example.org/x.git#abc",', true],
  ["package-lock.json", '      "resolved": "http://registry.example.org/x.tgz",', true],
  ["package-lock.json", '      "resolved": "https://registry.example.org/x.tgz",', false],
  ["yarn.lock", '  resolved "http://example.org/x.tgz"', true],
  ["pnpm-lock.yaml", "    resolution: {tarball: http://example.org/x.tgz}", true],
  ["docs/a.md", '"resolved": "http://example.org/x"', false],
])("a lock file's source: %s %s", (path, text, found) => {
  const rules = judge(adds(path, `${text}\n`)).map((each) => each.split(" ")[0]);
  expect(rules.includes("source")).toBe(found);
});

test("a lock file's source: a file of one long line is looked at too", () => {
  const text = `{"a":"${"x".repeat(3_000)}","resolved":"http://registry.example.org/x.tgz"}\n`;
  expect(judge(adds("package-lock.json", text))).toEqual(["fail", "source package-lock.json:1"]);
});

test("P7: a change that nobody could read fails", () => {
  expect(said(guarded.judge(inputOf({ change: null })))).toEqual(["fail", "unreadable"]);
});

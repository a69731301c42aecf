/** Gate `tests`: a change that weakens what it is tested by. */
// B10
import { expect, test } from "vitest";
import type { FileDiff } from "../../src/domain/file-diff.ts";
import { tests } from "../../src/gates/tests.ts";
import { adds, changeOf, deletes, edits, inputOf, said } from "./change.ts";

const judge = (...files: readonly FileDiff[]) => said(tests.judge(inputOf({ change: changeOf(...files) })));

test.each([
  "test/a.test.ts",
  "src/a.spec.js",
  "tests/test_a.py",
  "pkg/a_test.go",
  "src/ATest.java",
  "__tests__/a.tsx",
])("%s deleted fails", (path) => {
  expect(judge(deletes(path))).toEqual(["fail", `deleted-test ${path}`]);
});

test("a test that moves is not deleted; a deleted helper is none", () => {
  expect(judge(deletes("test/a.test.ts"), adds("test/unit/a.test.ts"))).toEqual(["pass"]);
  expect(judge(deletes("src/a.ts"), deletes("test/data/a.json"))).toEqual(["pass"]);
});

test("a test that moves takes what it asserts along", () => {
  const asserting = "expect(a).toBe(1);\nexpect(b).toBe(2);\n";
  const at = "test/unit/a.test.ts";
  expect(judge(deletes("test/a.test.ts", asserting), adds(at, asserting))).toEqual(["pass"]);
  expect(judge(deletes("test/a.test.ts", asserting), adds(at, ""))).toEqual(["fail", `assertions ${at}`]);
  const rewritten = adds(at, "test.each(rows)('', (x, y) => expect(x).toBe(y));\n");
  expect(judge(deletes("test/a.test.ts", asserting), rewritten)).toEqual(["wait", `assertions ${at}`]);
});

test("one new file stands for one test that is gone, and only where it is a test", () => {
  const asserting = "expect(a).toBe(1);\n";
  const gone = [deletes("test/a/index.test.ts", asserting), deletes("test/b/index.test.ts", asserting)];
  expect(judge(...gone, adds("test/index.test.ts", asserting))).toEqual([
    "fail",
    "deleted-test test/b/index.test.ts",
  ]);
  expect(judge(deletes("test/login.ts", asserting), adds("docs/login.ts", asserting))).toEqual([
    "fail",
    "deleted-test test/login.ts",
  ]);
  expect(judge(deletes("test/rows.ts", "export const a = 1;\n"), adds("src/rows.ts"))).toEqual(["pass"]);
});

test.each([
  ["test/a.test.ts", "expect(a).toBe(1);", "expect(true).toBe(true);"],
  ["test/a.test.ts", "expect(a).toBe(1);", "expect(a).toBe(a);"],
  ["tests/test_a.py", "    assert a == 1", "    assert True"],
  ["tests/test_a.py", "    self.assertEqual(a, 1)", "    self.assertTrue(True)"],
  ["tests/a.rs", "assert_eq!(a, 1);", "assert!(true);"],
])("%s: %s that became %s asserts nothing, and a person looks", (path, before, after) => {
  expect(judge(edits(path, `a\n${before}\n`, `a\n${after}\n`))).toEqual(["wait", `assertions ${path}`]);
});

test.each([
  ["test/a.test.ts", "/*", "*/"],
  ["test/a.test.ts", "done(); /*", "*/"],
  ["tests/test_a.py", '"""', '"""'],
])("%s: old tests between %s and %s are switched off", (path, open, close) => {
  const old = "one();\ntwo();\n";
  expect(judge(edits(path, `a\n${old}b\n`, `a\n${open}\n${old}${close}\nb\n`))).toEqual([
    "fail",
    `skipped-test ${path}:2`,
  ]);
});

test("a comment that is new, or was one before, switches nothing off", () => {
  const path = "test/a.test.ts";
  expect(judge(edits(path, "a\n", "a\n/*\n * What it shows.\n */\n"))).toEqual(["pass"]);
  expect(judge(edits(path, "/** Old.\n * b\n */\n", "/** New.\n * b\n */\n"))).toEqual(["pass"]);
  expect(judge(edits(path, "a\n", 'a\nallow("src/*");\nallow("lib; /*");\nb\n'))).toEqual(["pass"]);
  expect(judge(edits("tests/test_a.py", "a\n", 'a\n"""\nWhat it shows.\n"""\n'))).toEqual(["pass"]);
});

test("a switch behind two thousand spaces is seen", () => {
  const line = `${" ".repeat(1_998)}it.only('x', () => {});`;
  expect(judge(edits("test/a.test.ts", "a\n", `a\n${line}\n`))).toEqual([
    "fail",
    "skipped-test test/a.test.ts:2",
  ]);
  const lint = `${"x".repeat(3_000)} // eslint-disable-line`;
  expect(judge(adds("src/a.ts", `${lint}\n`))).toEqual(["fail", "lint src/a.ts:1"]);
});

test.each([
  ["test/a.test.ts", "it.skip('x', () => {});"],
  ["test/a.test.ts", "describe.only('x', () => {});"],
  ["test/a.test.ts", "test.todo('x');"],
  ["test/a.test.ts", "xit('x', () => {});"],
  ["tests/test_a.py", "@pytest.mark.skip(reason='later')"],
  ["tests/test_a.py", "    pytest.skip('later')"],
  ["pkg/a_test.go", '\tt.Skip("later")'],
  ["tests/a.rs", "#[ignore]"],
  ["src/ATest.java", "  @Disabled"],
  ["spec/a_spec.rb", "xit 'works' do".replace(" '", "('")],
  ["spec/a_spec.rb", "  xit 'works' do"],
  ["spec/a_spec.rb", "    skip 'later'"],
  ["test/a.test.ts", "it.concurrent.only('x', () => {});"],
  ["test/a.test.ts", "it['skip']('x', () => {});"],
  ["test/a.test.ts", "test.failing('x', () => {});"],
  ["test/a.test.ts", "it.skipIf(true)('x', () => {});"],
  ["test/a.test.ts", "test('x', { skip: true }, () => {});"],
  ["test/a.test.ts", "  this.skip();"],
  ["test/a.test.ts", "  if (false) {"],
  ["tests/test_a.py", "pytestmark = pytest.mark.skip"],
  ["tests/test_a.py", "    @skip('later')"],
  ["tests/test_a.py", "    __test__ = False"],
  ["tests/test_a.py", "    raise unittest.SkipTest('later')"],
  ["tests/test_a.py", "if False:"],
  ["pkg/a_test.go", "//go:build ignore"],
  ["tests/a.rs", "#[cfg_attr(unix, ignore)]"],
  ["src/ATest.java", "  @Test @Disabled"],
  ["src/ATest.java", "  @Test(enabled = false)"],
  ["src/ATests.cs", '[Fact(DisplayName = "x", Skip = "later")]'],
  ["src/ATests.swift", "throw XCTSkip()"],
  ["test/a_test.exs", "@moduletag :skip"],
  ["src/ATest.php", "$this->markTestIncomplete();"],
])("%s: %s switches a test off", (path, line) => {
  expect(judge(edits(path, "a\n", `a\n${line}\n`))).toEqual(["fail", `skipped-test ${path}:2`]);
});

test.each([
  ["test/a.test.ts", "expect(a).toBe(1);"],
  ["tests/test_a.py", "    assert a == 1"],
  ["pkg/a_test.go", '\tt.Errorf("no")'],
  ["tests/a.rs", "assert_eq!(a, 1);"],
  ["src/ATest.java", "assertEquals(1, a);"],
])("%s loses `%s`", (path, line) => {
  expect(judge(edits(path, `a\n${line}\n`, "a\n"))).toEqual(["fail", `assertions ${path}`]);
  expect(judge(edits(path, `a\n${line}\n`, `a\nb\n${line} \n`))).toEqual(["pass"]);
  // Commented out is taken out.
  const comment = /\.(?:py|rb)$/.test(path) ? "#" : "//";
  expect(judge(edits(path, `a\n${line}\n`, `a\n${comment} ${line}\n`))).toEqual([
    "fail",
    `assertions ${path}`,
  ]);
});

test("a test that is written anew with fewer assertions waits for a person, whose approval suffices", () => {
  const table = edits(
    "test/a.test.ts",
    "expect(a).toBe(1);\nexpect(b).toBe(2);\n",
    "test.each([[a, 1], [b, 2]])('', (x, y) => {\nexpect(x).toBe(y);\n",
  );
  expect(judge(table)).toEqual(["wait", "assertions test/a.test.ts"]);
  expect(said(tests.judge(inputOf({ change: changeOf(table), approvers: ["mira"] })))).toEqual([
    "pass",
    "(assertions test/a.test.ts)",
  ]);
});

test.each([
  [
    "in a new test, under a condition, is none",
    "\nfunc TestNew(t *testing.T) {\n\tif onWindows {\n\t\tt.Skip()\n\t}\n}\n",
    ["pass"],
  ],
  [
    "in a new test, always, switches it off",
    "\nfunc TestNew(t *testing.T) {\n\tt.Skip()\n}\n",
    ["fail", "skipped-test pkg/a_test.go:4"],
  ],
  [
    "in an old test, under a condition, switches it off there",
    "\tif onWindows {\n\t\tt.Skip()\n\t}\n",
    ["fail", "skipped-test pkg/a_test.go:3"],
  ],
] as const)("a skip %s", (_what, added, expected) => {
  expect(
    judge(edits("pkg/a_test.go", "func TestOld(t *testing.T) {\n", `func TestOld(t *testing.T) {\n${added}`)),
  ).toEqual(expected);
});

test("what was off, and only moves, is no more off than before", () => {
  const moved = [
    edits("test/a.test.ts", "  it.skip('x');\nb\n", "b\n"),
    edits("test/b.test.ts", "c\n", "c\nit.skip('x');\n"),
  ];
  expect(judge(...moved)).toEqual(["pass"]);
  const another = edits("test/a.test.ts", "it.skip('x');\n", "it.skip('y');\n");
  expect(judge(another)).toEqual(["fail", "skipped-test test/a.test.ts:1"]);
});

test.each([
  ["src/a.ts", "// eslint-disable-next-line no-console"],
  ["src/a.ts", "// @ts-ignore"],
  ["src/a.ts", "// biome-ignore lint: x"],
  ["a.py", "x = 1  # noqa"],
  ["a.py", "import x  # type: ignore"],
  ["a.go", "f() //nolint:errcheck"],
  ["a.rs", "#[allow(dead_code)]"],
  ["a.rb", "# rubocop:disable Metrics"],
])("%s: %s switches a check off", (path, line) => {
  expect(judge(adds(path, `${line}\n`))).toEqual(["fail", `lint ${path}:1`]);
});

test("a check that was off already, and moves or is named more narrowly, is none more; one more is", () => {
  const narrower = edits("a.py", "import x  # type: ignore\n", "import xx  # type: ignore[import]\n");
  const moved = [edits("a.py", "y = 1  # noqa\nb\n", "b\n"), adds("b.py", "y = 1  # noqa\n")];
  expect(judge(narrower)).toEqual(["pass"]);
  // Of two that a line switched off, one is left.
  expect(judge(edits("a.py", "x = 1  # type: ignore # noqa: B950\n", "x = 1  # noqa: B950\n"))).toEqual([
    "pass",
  ]);
  expect(judge(...moved)).toEqual(["pass"]);
  expect(judge(...moved, adds("c.py", "z = 1  # noqa\n"))).toEqual(["fail", "lint c.py:1"]);
});

test("prose about it is no offence", () => {
  expect(judge(adds("docs/lint.md", "Never write `eslint-disable`.\n"))).toEqual(["pass"]);
});

test.each([
  ["vitest.config.ts", "lines: 90,", "lines: 80,", ["fail", "threshold vitest.config.ts:1"]],
  ["pyproject.toml", "fail_under = 85", "fail_under = 60", ["fail", "threshold pyproject.toml:1"]],
  [
    ".github/workflows/ci.yml",
    "pytest --cov-fail-under=90",
    "pytest",
    ["fail", "threshold .github/workflows/ci.yml"],
  ],
  [
    "vitest.config.ts",
    "{ lines: 90, branches: 90 }",
    "{ lines: 90, branches: 0 }",
    ["fail", "threshold vitest.config.ts:1"],
  ],
  [
    "vitest.config.ts",
    "lines: 90",
    "const aim = { lines: 95 };\nlines: 10",
    ["fail", "threshold vitest.config.ts:2"],
  ],
  ["vitest.config.ts", "thresholds: { 100: true }", "", ["fail", "threshold vitest.config.ts"]],
  ["pom.xml", "<minimum>0.80</minimum>", "<minimum>0.10</minimum>", ["fail", "threshold pom.xml:1"]],
  ["build.gradle", "minimum = 0.8", "minimum = 0.1", ["fail", "threshold build.gradle:1"]],
  ["vitest.config.ts", "lines: 80,", "lines: 90,", ["pass"]],
  ["src/limits.ts", "lines: 90,", "lines: 80,", ["pass"]],
])("%s: %s → %s", (path, before, after, expected) => {
  expect(judge(edits(path, `${before}\n`, `${after}\n`))).toEqual(expected);
});

test("thresholds that are deleted with their file are lowered, unless they move along", () => {
  const gone = deletes("jest.config.js", "lines: 90,\n");
  expect(judge(gone)).toEqual(["fail", "threshold jest.config.js"]);
  expect(judge(gone, adds("jest.config.ts", "lines: 90,\n"))).toEqual(["pass"]);
  expect(judge(gone, adds("jest.config.ts", "lines: 50,\n"))).toEqual(["fail", "threshold jest.config.ts:1"]);
});

test.each([
  ["eslint.config.js", '"no-eval": "off",'],
  [".eslintrc.json", '"no-eval": 0,'],
  ["biome.json", '"noExplicitAny": "off",'],
  ["biome.json", '"enabled": false,'],
  [".rubocop.yml", "  Enabled: false"],
  ["tsconfig.json", '"strict": false,'],
  ["mypy.ini", "ignore_errors = True"],
])("%s: %s switches a rule off for all", (path, line) => {
  expect(judge(edits(path, "a\n", `a\n${line}\n`))).toEqual(["fail", `lint ${path}:2`]);
  expect(judge(edits(path, `${line}\na\n`, `a\n${line}\n`))).toEqual(["pass"]);
});

test("G4: a change that nobody could read fails", () => {
  expect(said(tests.judge(inputOf({ change: null })))).toEqual(["fail", "unreadable"]);
});

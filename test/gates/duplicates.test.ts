/** Gate `duplicates`: the same helper twice, and copies that drift. */
// R29
import { expect, test } from "vitest";
import { canonicalPairs, compareCanonical } from "../../src/config/canonical.ts";
import type { FileDiff } from "../../src/domain/file-diff.ts";
import type { OtherPull } from "../../src/domain/other-pull.ts";
import { duplicates } from "../../src/gates/duplicates.ts";
import { compileReach } from "../../src/scope/reach.ts";
import { gateFeedbackText } from "../../src/text/gates/check.ts";
import { adds, addsBinary, changeOf, deletes, edits, inputOf, rulesOf, said } from "./change.ts";

/** #12, queued before the judged one. */
function other(over: Partial<OtherPull> = {}, ...files: readonly FileDiff[]): OtherPull {
  return {
    task: 12,
    agent: "sol",
    pull: 31,
    head: "b".repeat(40),
    change: changeOf(...files),
    forecast: null,
    first: true,
    because: "queued",
    ...over,
  };
}

const lines = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `line ${from + index};\n`).join("");

type Row = readonly [what: string, ours: FileDiff, theirs: FileDiff, expected: readonly string[]];

const rows: readonly Row[] = [
  [
    "another content under the same name in another folder",
    adds("a/logger.ts", lines(10)),
    adds("b/logger.ts", lines(10, 50)),
    ["fail", "same-name a/logger.ts"],
  ],
  [
    "another content at the very same path",
    adds("a/logger.ts", lines(10)),
    adds("a/logger.ts", lines(10, 50)),
    ["fail", "same-name a/logger.ts"],
  ],
  ["other names", adds("a/logger.ts", "1\n"), adds("b/log.ts", "2\n"), ["pass"]],
  [
    "the same bytes elsewhere",
    adds("a/logger.ts", lines(10)),
    adds("b/logger.ts", lines(10)),
    ["pass", "(equal a/logger.ts)"],
  ],
  ["the same bytes at the same path", adds("a/l.ts", lines(10)), adds("a/l.ts", lines(10)), ["pass"]],
  [
    "white space apart",
    adds("a/l.ts", "if (x) {\n  y();\n}\n"),
    adds("b/l.ts", "if (x) {\n\n\ty();\n}"),
    ["pass", "(near-equal a/l.ts)"],
  ],
  [
    "8 of 10 lines alike",
    adds("a/l.ts", lines(10)),
    adds("b/l.ts", `${lines(8)}x\ny\n`),
    ["pass", "(near-equal a/l.ts)"],
  ],
  [
    "7 of 10 lines alike",
    adds("a/l.ts", lines(10)),
    adds("b/l.ts", `${lines(7)}x\ny\nz\n`),
    ["fail", "same-name a/l.ts"],
  ],
  ["their file was there before", adds("a/l.ts", "1\n"), edits("b/l.ts", "2\n", "3\n"), ["pass"]],
  ["ours was there before", edits("a/l.ts", "1\n", "2\n"), adds("b/l.ts", "3\n"), ["pass"]],
  ["theirs is deleted", adds("a/l.ts", "1\n"), deletes("b/l.ts"), ["pass"]],
  ["a link is judged by boundaries", adds("a/l.ts", "x", "120000"), adds("b/l.ts", "2\n"), ["pass"]],
  [
    "no text on either side",
    addsBinary("a/logo.png"),
    addsBinary("b/logo.png"),
    ["fail", "same-name a/logo.png"],
  ],
];

test.each(rows)("%s", (_what, ours, theirs, expected) => {
  const input = inputOf({ change: changeOf(ours), others: [other({}, theirs)] });
  expect(said(duplicates.judge(input))).toEqual(expected);
});

test.each([
  "index.ts",
  "src/main.go",
  "a/__init__.py",
  "a/mod.rs",
  "docs/README.md",
  "pkg/package.json",
  "pkg/Dockerfile",
  ".gitignore",
  "app/page.tsx",
  "routes/+page.server.ts",
  "web/vite.config.ts",
  "web/.eslintrc.cjs",
  "svc/docker-compose.yml",
  "shop/models.py",
  "svc/requirements-dev.txt",
  "crates/a/build.rs",
  "svc/Program.cs",
  "svc/pom.xml",
  "net/variables.tf",
  "chart/values.prod.yaml",
  "db/migrations/0002_add_user.sql",
  "a/test/fixtures/user.json",
  "a/__snapshots__/card.snap",
  "pkg/testdata/golden.txt",
])("%s has the name that a tool prescribes", (path) => {
  const input = inputOf({
    change: changeOf(adds(path, "1\n")),
    others: [other({}, adds(`x/${path}`, "2\n"))],
  });
  expect(said(duplicates.judge(input))).toEqual(["pass"]);
});

test.each(["utils.ts", "helpers.py", "types.ts", "config.ts", "models.ts", "migrations.ts", "pages.tsx"])(
  "%s is a name that somebody chose",
  (path) => {
    const input = inputOf({
      change: changeOf(adds(path, "1\n")),
      others: [other({}, adds(`x/${path}`, "2\n"))],
    });
    expect(said(duplicates.judge(input))).toEqual(["fail", `same-name ${path}`]);
  },
);

test("the config takes names out of the comparison, on either side", () => {
  const config = rulesOf('gates: { duplicates: { except: ["apps/*/nonce.txt"] } }');
  const judge = (ours: string, theirs: string) =>
    said(
      duplicates.judge(
        inputOf({ config, change: changeOf(adds(ours, "1\n")), others: [other({}, adds(theirs, "2\n"))] }),
      ),
    );
  expect(judge("apps/cart/nonce.txt", "apps/site/nonce.txt")).toEqual(["pass"]);
  expect(judge("lib/nonce.txt", "apps/site/nonce.txt")).toEqual(["pass"]);
  expect(judge("lib/nonce.txt", "src/nonce.txt")).toEqual(["fail", "same-name lib/nonce.txt"]);
});

test("the agent that is sent back reads what to do, and how its name can be let through", () => {
  const input = inputOf({
    change: changeOf(adds("apps/cart/nonce.txt", "1\n")),
    others: [other({}, adds("apps/site/nonce.txt", "2\n"))],
  });
  const text = gateFeedbackText(1, "duplicates", duplicates.judge(input));
  expect(text).toContain("`apps/cart/nonce.txt` is new here, and #");
  expect(text).toContain(
    "Delete yours and use theirs (end as blocked while it is not there), or rename yours. A maintainer can let the name through: `**/nonce.txt` in `gates.duplicates.except`.",
  );
});

test("of both only the one that should land second is stopped; the first is told who goes after it", () => {
  const files = [adds("a/logger.ts", lines(10)), adds("b/logger.ts", lines(10, 50))] as const;
  const second = duplicates.judge(
    inputOf({ change: changeOf(files[0]), others: [other({ first: true }, files[1])] }),
  );
  const first = duplicates.judge(
    inputOf({ change: changeOf(files[1]), others: [other({ first: false, task: 14 }, files[0])] }),
  );
  expect(said(second)).toEqual(["fail", "same-name a/logger.ts"]);
  expect(second.reasons[0]?.message).toMatch(/#12 \(sol\) adds `b\/logger\.ts`.*#12 should land first/);
  expect(said(first)).toEqual(["pass", "(same-name b/logger.ts)"]);
  expect(first.warnings[0]?.message).toContain("#14 is sent back");
});

test("G4: what could not be read is not passed, unless the change adds nothing", () => {
  const change = changeOf(adds("a/logger.ts"));
  expect(said(duplicates.judge(inputOf({ change, others: null })))).toEqual(["wait", "unreadable"]);
  expect(said(duplicates.judge(inputOf({ change, others: [other({ change: null })] })))).toEqual([
    "wait",
    "unreadable",
  ]);
  const edit = changeOf(edits("a", "1\n", "2\n"));
  expect(said(duplicates.judge(inputOf({ change: edit, others: null })))).toEqual(["pass"]);
  expect(said(duplicates.judge(inputOf({ change: null })))).toEqual(["fail", "unreadable"]);
});

const { canonical } = rulesOf(
  'canonical: [{ from: docs/canonical/logger.ts, to: ["servers/*/src/utils/logger.ts"] }]',
);
const source = "docs/canonical/logger.ts";
const copy = "servers/eth/src/utils/logger.ts";

/** The change of these files on a tree that holds `tree` after it. */
function canonicalOf(tree: Readonly<Record<string, string>>, ...files: readonly FileDiff[]) {
  const pairs = canonicalPairs(canonical, files, Object.keys(tree));
  const found = compareCanonical(
    pairs,
    (path) => tree[path] ?? null,
    (id) => id,
  );
  return duplicates.judge(inputOf({ change: { ...changeOf(...files), canonical: found } }));
}

test.each([
  ["a copy that is equal", { [source]: "a\n", [copy]: "a\n" }, adds(copy), ["pass"]],
  [
    "a copy that drifts",
    { [source]: "a\n", [copy]: "b\n" },
    edits(copy, "a\n", "b\n"),
    ["fail", `canonical ${copy}`],
  ],
  ["by its last line end only", { [source]: "a\n", [copy]: "a" }, adds(copy), ["fail", `canonical ${copy}`]],
  [
    "the source changes, and a copy stays behind",
    { [source]: "b\n", [copy]: "a\n" },
    edits(source, "a\n", "b\n"),
    ["fail", `canonical ${copy}`],
  ],
  ["a copy that drifted before", { [source]: "a\n", [copy]: "b\n" }, edits("x", "1\n", "2\n"), ["pass"]],
  ["a copy is deleted", { [source]: "a\n" }, deletes(copy), ["pass"]],
  ["the source is taken away", { [copy]: "a\n" }, deletes(source), ["fail", `canonical ${copy}`]],
  [
    "its name elsewhere",
    { [source]: "a\n", "servers/sol/logger.ts": "b\n" },
    adds("servers/sol/logger.ts"),
    ["fail", "canonical servers/sol/logger.ts"],
  ],
  [
    "a copy elsewhere",
    { [source]: "a\n", "servers/sol/logger.ts": "a\n" },
    adds("servers/sol/logger.ts"),
    ["pass", "(canonical servers/sol/logger.ts)"],
  ],
  [
    "its name elsewhere, from before",
    { [source]: "a\n", "servers/sol/logger.ts": "b\n" },
    edits("servers/sol/logger.ts", "1\n", "2\n"),
    ["pass"],
  ],
] as const)("canonical: %s", (_what, tree, file, expected) => {
  expect(said(canonicalOf(tree, file))).toEqual(expected);
});

test("canonical: the drift is shown as a short diff, whose lines end no block", () => {
  const text = `one\n\`\`\`\n${lines(5)}`;
  const tree = { [source]: text, [copy]: text.replace("line 3", "line three") };
  const [reason] = canonicalOf(tree, edits(copy, "1\n", "2\n")).reasons;
  expect(reason?.message).toContain(`\`${copy}\` must be equal to \`${source}\``);
  expect(reason?.message.split("\n").slice(1)).toEqual([
    "```diff",
    "@@ -5,3 +5,3 @@",
    " line 2;",
    "-line 3;",
    "+line three;",
    " line 4;",
    "```",
  ]);
  const long = { [source]: lines(300), [copy]: lines(300).replaceAll("line", "no") };
  const shown = canonicalOf(long, adds(copy)).reasons[0]?.message.split("\n") ?? [];
  expect(shown.length).toBeLessThan(50);
  expect(shown.at(-2)).toMatch(/^… and \d+ more lines$/);
});

test.each([
  [
    "within reach",
    ["**"],
    ["**"],
    null,
    /Copy the source over it; what should be different belongs into the source\.$/,
  ],
  [
    "a copy that another task holds",
    ["docs/**"],
    ["**"],
    14,
    /Put `docs\/canonical\/logger\.ts` back as it was, or .* and #14 holds it: ask there\.$/,
  ],
  [
    "a copy outside the scope",
    ["docs/**"],
    ["**"],
    null,
    /is outside this task's scope: a person can add it: `\/scope \+servers\/eth\/src\/utils\/logger\.ts because …` on the task's issue\.$/,
  ],
  [
    "a source outside the boundary",
    ["**"],
    ["servers/**"],
    null,
    /`docs\/canonical\/logger\.ts` is outside eth's reach: a person can change it, or a task of an agent whose `allow` has it\.$/,
  ],
])("canonical: drift tells who can mend it: %s", (_what, scope, allow, holder, words) => {
  const found = { kind: "differs", diff: null } as const;
  const change = { ...changeOf(adds("x")), canonical: [{ path: copy, source, as: "copy" as const, found }] };
  const reach = compileReach({ scope, allow, forbid: [] });
  const verdict = duplicates.judge(inputOf({ change, reach, agent: "eth", holderOf: () => holder }));
  expect(verdict.reasons[0]?.message).toMatch(words);
});

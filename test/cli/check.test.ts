/** `signalbox check` in scratch repositories: what must not slip through, and what it says. */
import { chmodSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { check, narrow, type Repository, repository, wide } from "./check-repository.ts";
import { signalbox } from "./terminal.ts";

// R23
test("a clean change, committed or not, exits 0", async () => {
  const repo = repository(narrow);
  repo.write("src/y.js", "export const y = 2;\n");
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "--message", "Add y");
  repo.write("src/z.js", "export const z = 3;\n");
  expect(await check(repo, "--agent", "a")).toMatchObject({ code: 0, found: [] });
  expect(repo.git("status", "--porcelain")).toBe("?? src/z.js");
});

// R23
test("a gate that `gates.require` leaves out warns and does not fail", async () => {
  const repo = repository(`${narrow}\ngates: { require: [boundaries] }\n`);
  repo.write("src/key.js", `export const key = "${["gh", "p_", "a1B2".repeat(9)].join("")}";\n`);
  expect(await check(repo, "--agent", "a")).toMatchObject({ code: 0, found: [] });
});

test("P8: a secret that a later commit took out again is still found, with its commit", async () => {
  const repo = repository(narrow);
  repo.write("src/key.js", `export const key = "${["gh", "p_", "a1B2".repeat(9)].join("")}";\n`);
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "--message", "Add a key");
  const sha = repo.git("rev-parse", "--short=7", "HEAD");
  repo.write("src/key.js", "export const key = null;\n");
  repo.git("commit", "--quiet", "--all", "--message", "Take it out");
  const { code, found, report } = await check(repo, "--agent", "a");
  expect([code, found]).toEqual([1, ["secrets github-token src/key.js:1"]]);
  expect(report?.gates.flatMap(({ reasons }) => reasons)[0]?.message).toContain(`in commit ${sha}: `);
});

type Attack = readonly [
  row: string,
  what: string,
  config: string,
  found: string,
  act: (repo: Repository) => void,
];

const attacks: readonly Attack[] = [
  [
    "P5",
    "a symlink that points outside",
    wide,
    "boundaries symlink src/link",
    ({ dir }) => symlinkSync("/etc/passwd", join(dir, "src/link")),
  ],
  [
    "P5",
    "a file that becomes a symlink",
    wide,
    "boundaries symlink src/x.js",
    ({ dir }) => {
      rmSync(join(dir, "src/x.js"));
      symlinkSync("../docs/a.md", join(dir, "src/x.js"));
    },
  ],
  [
    "P5",
    "a submodule",
    wide,
    "boundaries submodule src/lib",
    ({ dir, git }) => {
      mkdirSync(join(dir, "src/lib"));
      git("update-index", "--add", "--cacheinfo", `160000,${git("rev-parse", "HEAD")},src/lib`);
      git("commit", "--quiet", "--message", "Add lib");
    },
  ],
  [
    "P3",
    "SRC/x beside src/x",
    narrow,
    "protected collision SRC/x.js",
    ({ write }) => write("SRC/x.js", "1\n"),
  ],
  [
    "P3",
    "SRC/x beside src/x, everything allowed",
    wide,
    "protected collision SRC/x.js",
    ({ write }) => write("SRC/x.js", "1\n"),
  ],
  [
    "P1",
    "a rename out of the boundary",
    narrow,
    "boundaries allow docs/x.js",
    ({ git }) => git("mv", "src/x.js", "docs/x.js"),
  ],
  [
    "P1",
    "a rename into the boundary",
    narrow,
    "boundaries allow docs/a.md",
    ({ git }) => git("mv", "docs/a.md", "src/a.md"),
  ],
  [
    "P4",
    "a homoglyph folder",
    narrow,
    "protected look-alike ѕrc/x.js",
    ({ write }) => write("ѕrc/x.js", "1\n"),
  ],
  [
    "P4",
    "a homoglyph folder, everything allowed",
    wide,
    "protected look-alike ѕrc/x.js",
    ({ write }) => write("ѕrc/x.js", "1\n"),
  ],
  [
    "P4",
    "a name wholly in Cyrillic beside its double, everything allowed",
    wide,
    "protected look-alike src/х.js",
    ({ write }) => write("src/х.js", "1\n"),
  ],
  [
    "P6",
    "an edit of a workflow",
    wide,
    "protected governance .github/workflows/ci.yml",
    ({ write }) => write(".github/workflows/ci.yml", "on: [push]\n"),
  ],
  [
    "P8",
    "a workflow touched and put back",
    wide,
    "protected history .github/workflows/ci.yml",
    ({ write, git }) => {
      write(".github/workflows/ci.yml", "on: [push]\n");
      git("commit", "--quiet", "--all", "--message", "Try");
      write(".github/workflows/ci.yml", "on: push\n");
      git("commit", "--quiet", "--all", "--message", "Put back");
    },
  ],
  [
    "G5",
    "the config widened in the head",
    narrow,
    "boundaries allow docs/a.md",
    ({ write }) => {
      write(".github/signalbox.yml", wide);
      write("docs/a.md", "# Mine\n");
    },
  ],
  ["P9", "a dotfile outside", narrow, "boundaries allow .env", ({ write }) => write(".env", "A=1\n")],
  [
    "P2",
    "a path with a backslash",
    wide,
    "boundaries path src/a\\b.js",
    ({ write }) => write("src/a\\b.js", "1\n"),
  ],
];

test.each(attacks)("%s: %s exits 1 and names path and rule", async (_row, _what, config, found, act) => {
  const repo = repository(config);
  act(repo);
  const judged = await check(repo, "--agent", "a");
  expect(judged.code).toBe(1);
  expect(judged.found).toContain(found);
});

// R04
test.each([
  ["forbid", "", "boundaries shared package.json"],
  ["owner", ", owner: b", "boundaries shared package.json"],
  ["serialize", "", "boundaries shared package.json"],
  ["person", "", "boundaries shared package.json"],
  ["owner", ", owner: a", null],
])("shared paths: policy %s%s, as a task without a scope meets it", async (policy, owner, found) => {
  const repo = repository(
    `${wide}  b: { command: [x] }\nshared: [{ paths: [package.json], policy: ${policy}${owner} }]\n`,
  );
  repo.write("package.json", "{}\n");
  const judged = await check(repo, "--agent", "a");
  expect(judged.found.filter((each) => each.startsWith("boundaries"))).toEqual(found === null ? [] : [found]);
  expect(judged.code).toBe(found === null ? 0 : 1);
});

test("a mode that only makes a file executable is no offence", async () => {
  const repo = repository(narrow);
  chmodSync(join(repo.dir, "src/x.js"), 0o755);
  expect(await check(repo, "--agent", "a")).toMatchObject({ code: 0, found: [] });
});

const named = `${narrow}naming:
  - name: mcp-tools
    in: added-lines
    files: "src/**/*.js"
    find: 'name: "(?<tool>[A-Za-z0-9_-]+)"'
    template: "{prefix}_{action}_{resource}"
    parts: { prefix: [eth, sol, bsc], action: [get, transfer, swap] }
`;

// R24
test("--all judges what is there already, and proposes the right names", async () => {
  const tools = ["solTransferToken", "eth-get-balance", "SwapBscToken", "sol_get_balance"];
  const repo = repository(named, { "src/tools.js": tools.map((tool) => `{ name: "${tool}" },\n`).join("") });
  const { code, report } = await check(repo, "--all");
  expect(code).toBe(1);
  const reasons = report?.gates.find(({ gate }) => gate === "naming")?.reasons ?? [];
  expect(reasons.map(({ line, suggestion }) => [line, suggestion])).toEqual([
    [1, "sol_transfer_token"],
    [2, "eth_get_balance"],
    [3, "bsc_swap_token"],
  ]);
});

test("what was there before is no fault of the change", async () => {
  const repo = repository(named, { "src/tools.js": '{ name: "solTransferToken" }\n' });
  repo.write("src/tools.js", '{ name: "solTransferToken" }\n{ name: "sol_get_balance" }\n');
  expect(await check(repo, "--agent", "a")).toMatchObject({ code: 0, found: [] });
});

test("on an agent's branch its boundary is known; --task takes agent and scope from the ledger branch", async () => {
  const repo = repository(`agents:
  a: { allow: ["src/**"], command: [x] }
  b: { allow: ["docs/**"], command: [x] }
`);
  repo.write("docs/b.md", "# B\n");
  repo.git("checkout", "--quiet", "-b", "agent/a/12-change");
  expect((await check(repo)).found).toEqual(["boundaries allow docs/b.md"]);
  expect((await check(repo, "--agent", "b")).code).toBe(0);
  expect(await check(repo, "--task", "12")).toMatchObject({
    code: 2,
    error: expect.stringContaining("signalbox/ledger"),
  });
});

test("G10: a branch named for an agent that nobody knows, or for no task, is not judged as nobody's", async () => {
  const repo = repository(narrow);
  repo.git("checkout", "--quiet", "-b", "agent/nobody/3-x");
  expect(await check(repo)).toMatchObject({
    code: 2,
    error: expect.stringContaining("the config names no agent nobody; it has a"),
  });
  expect((await check(repo, "--agent", "a")).code).toBe(0);
  repo.git("checkout", "--quiet", "-b", "agent/x");
  expect(await check(repo)).toMatchObject({
    code: 2,
    error: expect.stringContaining("agent/<agent>/<issue>-<slug>"),
  });
});

test("what could not be judged here is shown as skipped with its reason, and never as passed", async () => {
  const repo = repository(narrow);
  repo.write("docs/a.md", "# Mine\n");
  const { code, out } = await signalbox(["check"], { cwd: repo.dir });
  expect(code).toBe(0);
  expect(out).toContain("  skip  boundaries: no agent is known");
  expect(out).not.toContain("pass  boundaries");
  expect(out).toContain(
    "  pass  conflicts (with main as this clone has it; with other open pull requests on",
  );
  expect(out).toContain("  pass  duplicates (within this tree; with other open pull requests on");
  expect(out).toContain("  skip  metrics: only a pull request shows");
  const { report } = await check(repo);
  const skipped = report?.gates.filter(({ status }) => status === "skip") ?? [];
  expect(skipped.map(({ gate, reason }) => [gate, reason])).toEqual([
    ["boundaries", expect.stringContaining("no agent is known")],
    ["metrics", expect.stringContaining("pull request")],
  ]);
});

test("--all on an agent's branch judges the tree as nobody's, and says what it leaves out", async () => {
  const repo = repository(narrow);
  repo.git("checkout", "--quiet", "-b", "agent/a/12-change");
  const { code, out } = await signalbox(["check", "--all"], { cwd: repo.dir });
  expect(code).toBe(0);
  expect(out).not.toContain("Drop");
  for (const gate of ["boundaries", "protected", "size", "tests"]) expect(out).toContain(`  skip  ${gate}: `);
});

test.each([
  [["--agent", "zz"], "names no agent zz"],
  [["--base", "nowhere"], "There is no commit nowhere"],
  [["--format", "xml"], "text or github"],
  [["--agent", "a", "--task", "1"], "not both"],
  [["--all", "--base", "main"], "--all judges the whole tree"],
])("%j is wrong use", async (args, words) => {
  const { code, err } = await signalbox(["check", ...args], { cwd: repository(narrow).dir });
  expect([code, err]).toEqual([2, expect.stringContaining(words)]);
});

test("the text names the gate, the place, the rule, and what to do next", async () => {
  const repo = repository(narrow);
  repo.write("docs/a.md", "# Mine\n");
  const { out } = await signalbox(["check", "--agent", "a"], { cwd: repo.dir });
  expect(out).toContain("1 path, judged against main and the boundary of a.");
  expect(out).toContain("  FAIL  boundaries\n        docs/a.md  [allow] `docs/a.md` is outside a's reach");
  expect(out).toContain("Failed: boundaries. Mend what is listed and run it again.");
});

const copied = `${wide}canonical: [{ from: docs/canonical/logger.js, to: "servers/*/logger.js" }]
`;
const helpers = {
  "docs/canonical/logger.js": "export const log = 1;\n",
  "servers/eth/logger.js": "export const log = 1;\n",
};

// R29
test("a copy that drifts, a copy left behind and a helper beside the canonical one exit 1; --all finds old drift", async () => {
  const repo = repository(copied, { ...helpers, "servers/sol/logger.js": "export const log = 3;\n" });
  expect(await check(repo)).toMatchObject({ code: 0, found: [] });
  expect((await check(repo, "--all")).found).toEqual(["duplicates canonical servers/sol/logger.js"]);

  repo.write("servers/eth/logger.js", "export const log = 2;\n");
  const drifted = await check(repo);
  expect([drifted.code, drifted.found]).toEqual([1, ["duplicates canonical servers/eth/logger.js"]]);
  const message = drifted.report?.gates.flatMap(({ reasons }) => reasons)[0]?.message;
  expect(message).toContain("-export const log = 1;\n+export const log = 2;");
  repo.git("checkout", "--", "servers/eth/logger.js");

  repo.write("docs/canonical/logger.js", "export const log = 4;\n");
  expect((await check(repo)).found).toEqual([
    "duplicates canonical servers/eth/logger.js",
    "duplicates canonical servers/sol/logger.js",
  ]);
  repo.git("checkout", "--", "docs");

  repo.write("src/logger.js", "export const log = 5;\n");
  const twice = await check(repo);
  expect([twice.code, twice.found]).toEqual([1, ["duplicates canonical src/logger.js"]]);
  repo.write("src/logger.js", "export const log = 1;\n");
  repo.write("servers/bsc/logger.js", "export const log = 1;\n");
  expect(await check(repo)).toMatchObject({ code: 0, found: [] });
});

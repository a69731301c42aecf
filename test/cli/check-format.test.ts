/** What `signalbox check` prints for a workflow's log and for a program: findings, errors, and nothing else. */
import { expect, test } from "vitest";
import { check, narrow, repository } from "./check-repository.ts";
import { signalbox } from "./terminal.ts";

const FILE = ".github/signalbox.yml";
const github = ["check", "--agent", "a", "--format", "github"];

test("--format github: a line that says what was judged, then a command for each finding, which a path cannot break out of", async () => {
  const repo = repository(narrow);
  repo.write("docs/a,b:c%0A::error::x.md", "1\n");
  const { code, out } = await signalbox(github, { cwd: repo.dir });
  const [header, ...lines] = out.split("\n");
  expect(code).toBe(1);
  expect(header).toMatch(/^1 path, judged against main and the boundary of a\. Failed: boundaries\./);
  expect(lines.every((line) => /^::(?:error|warning) /.test(line))).toBe(true);
  expect(out).toContain("file=docs/a%2Cb%3Ac%250A%3A%3Aerror%3A%3Ax.md,title=");
});

test("--format github, clean: the one line, and no command", async () => {
  const repo = repository(narrow);
  repo.write("src/y.js", "1\n");
  expect(await signalbox(github, { cwd: repo.dir })).toEqual({
    code: 0,
    out: "1 path, judged against main and the boundary of a. Nothing is in the way.",
    err: "",
  });
});

test("--format github: a place in a file stands at its line", async () => {
  const repo = repository(narrow);
  repo.write("src/y.js", `1\nexport const key = "${["gh", "p_", "a1B2".repeat(9)].join("")}";\n`);
  const { out } = await signalbox(github, { cwd: repo.dir });
  expect(out).toContain("::error file=src/y.js,line=2,title=signalbox/secrets%3A github-token::");
});

test("--format github: more than GitHub shows is said", async () => {
  const repo = repository(narrow);
  for (let n = 0; n < 11; n++) repo.write(`docs/${n}.md`, `${n}\n`);
  const { out } = await signalbox(github, { cwd: repo.dir });
  expect(out).toContain("GitHub shows 10 errors and 10 warnings of a step; all are in this log.");
  expect(out.match(/^::error file=docs/gm)).toHaveLength(11);
});

test("--format github: a config that cannot be used stands at its line, the base's is said to be, exit 2", async () => {
  const repo = repository("version: 1\nagentz: {}\n");
  const { code, out, err } = await signalbox(["check", "--format", "github"], { cwd: repo.dir });
  expect({ code, err }).toEqual({ code: 2, err: "" });
  expect(out).toContain(
    `::error file=${FILE},line=2,col=1,title=signalbox/config::main: unknown key \`agentz\``,
  );
  repo.write(FILE, narrow);
  repo.git("commit", "--quiet", "--all", "--message", "Mend");
  repo.git("branch", "--force", "main");
  repo.write(FILE, "version: 2\n");
  const brought = await signalbox(github, { cwd: repo.dir });
  expect(brought.code).toBe(1);
  expect(brought.out).toContain(`::error file=${FILE},line=1,title=signalbox/config%3A config::`);
});

test("--format github: wrong use is an error that the log shows, exit 2", async () => {
  const { code, out } = await signalbox(["check", "--base", "nowhere", "--format", "github"], {
    cwd: repository(narrow).dir,
  });
  expect(code).toBe(2);
  expect(out).toMatch(/^::error title=signalbox check::There is no commit nowhere in /);
});

test("--json: a config that cannot be used is an error with its problems, exit 2", async () => {
  const { dir } = repository("agentz: {}\n");
  const { code, out, err } = await signalbox(["check", "--json"], { cwd: dir });
  expect({ code, err }).toEqual({ code: 2, err: "" });
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    error: expect.stringContaining(`main: ${FILE}:1:1 unknown key`),
    file: FILE,
    base: "main",
    problems: [{ line: 1, column: 1, path: "agentz" }],
  });
});

test("--json with --format is refused", async () => {
  const { code, error } = await check(repository(narrow), "--format", "github");
  expect([code, error]).toEqual([2, expect.stringContaining("--json and --format are two ways to print")]);
});

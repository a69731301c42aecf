/** R23: where `signalbox check` is started from: it judges from anywhere in a clone, and says where it cannot and what to type. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { check, narrow, repository } from "./check-repository.ts";
import { signalbox } from "./terminal.ts";

function emptyFolder(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "check-place-")));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function git(cwd: string, ...args: readonly string[]): void {
  execFileSync("git", [...args], { cwd, stdio: "ignore", env: { PATH: process.env["PATH"], HOME: cwd } });
}

/** A clone of `source` with so many commits of history of each branch. */
function shallowClone(source: string, depth = 1): string {
  const dir = join(emptyFolder(), "clone");
  git(tmpdir(), "clone", "--quiet", "--depth", String(depth), "--no-single-branch", `file://${source}`, dir);
  return dir;
}

test("outside of any repository", async () => {
  const dir = emptyFolder();
  expect(await check({ dir })).toMatchObject({
    code: 2,
    error: `${dir} is in no Git repository, so there is no change to judge. Go into a clone with \`cd\`, and run it there.`,
  });
  expect((await check({ dir }, "--all")).code).toBe(2);
});

test("in a bare repository, and inside of .git", async () => {
  const dir = emptyFolder();
  git(dir, "init", "--quiet", "--bare", ".");
  const bare = expect.stringContaining("it is a bare repository, or inside a .git folder. Go with `cd`");
  expect(await check({ dir })).toMatchObject({ code: 2, error: bare });
  expect(await check({ dir: join(repository(narrow).dir, ".git") })).toMatchObject({ code: 2, error: bare });
});

test("in a folder below, all of the repository is judged by the config at its top", async () => {
  const repo = repository(narrow);
  repo.write("docs/a.md", "# Mine\n");
  mkdirSync(join(repo.dir, "src/deep"));
  const { code, found } = await check({ dir: join(repo.dir, "src/deep") }, "--agent", "a");
  expect([code, found]).toEqual([1, ["boundaries allow docs/a.md"]]);
});

test("before the first commit: what to do, and --all judges what lies there", async () => {
  const dir = emptyFolder();
  git(dir, "init", "--quiet", "--initial-branch=main");
  const none = await check({ dir });
  expect([none.code, none.error]).toEqual([
    2,
    `The branch main in ${dir} has no commit yet, so there is nothing to compare with. Commit first, or judge every file: \`signalbox check --all\`.`,
  ]);
  expect(await check({ dir }, "--all")).toMatchObject({
    code: 2,
    error: expect.stringContaining(`There is no .github/signalbox.yml, none in ${dir}`),
  });
});

test("a base that does not exist: the nearest branch, and how to fetch one", async () => {
  const repo = repository(narrow);
  const { code, error } = await check(repo, "--base", "mian");
  expect(code).toBe(2);
  expect(error).toContain(`There is no commit mian in ${repo.dir}. Did you mean main?`);
  expect(error).toContain("`git fetch origin +mian:refs/remotes/origin/mian`");
});

test("none of the usual bases", async () => {
  const repo = repository(narrow);
  repo.git("branch", "--delete", "--force", "main");
  const { code, error } = await check(repo);
  expect([code, error]).toEqual([2, expect.stringContaining("Name it: `signalbox check --base REF`")]);
});

test("a base that has no history in common", async () => {
  const repo = repository(narrow);
  repo.git("checkout", "--quiet", "--orphan", "alone");
  expect((await check(repo)).error).toContain("The branch alone in");
  repo.git("commit", "--quiet", "--message", "Alone");
  expect(await check(repo)).toMatchObject({
    code: 2,
    error: expect.stringContaining("have no common history"),
  });
});

test("G4: a shallow clone whose history ends too early is not judged by what seems to be there", async () => {
  const repo = repository(narrow);
  repo.write("src/y.js", "1\n");
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "--message", "Add y");
  const dir = shallowClone(repo.dir);
  const { code, error } = await check({ dir }, "--agent", "a", "--base", "origin/main");
  expect(code).toBe(2);
  expect(error).toContain(`${dir} is a shallow clone`);
  expect(error).toContain(
    "`git fetch --unshallow origin`; in a workflow, give actions/checkout `fetch-depth: 0`",
  );
  git(dir, "fetch", "--quiet", "--unshallow", "origin");
  expect(await check({ dir }, "--agent", "a", "--base", "origin/main")).toMatchObject({ code: 0, found: [] });
});

test("G4: a shallow clone that knows where the change began, but not all that was merged into it", async () => {
  const repo = repository(narrow);
  const commit = (message: string) => repo.git("commit", "--quiet", "--allow-empty", "--message", message);
  repo.git("checkout", "--quiet", "-b", "side");
  for (const message of ["One", "Two", "Three"]) commit(message);
  repo.git("checkout", "--quiet", "work");
  commit("Work");
  repo.git("merge", "--quiet", "--no-edit", "side");
  repo.git("branch", "--quiet", "--delete", "--force", "side");
  const dir = shallowClone(repo.dir, 3);
  expect(await check({ dir }, "--agent", "a", "--base", "origin/main")).toMatchObject({
    code: 2,
    error: expect.stringContaining("is a shallow clone"),
  });
});

test("a shallow clone whose history reaches far enough is judged", async () => {
  const repo = repository(narrow);
  const dir = shallowClone(repo.dir);
  expect((await check({ dir }, "--agent", "a", "--base", "origin/main")).code).toBe(0);
});

test("a detached HEAD is judged; that no branch tells whose work it is, is said", async () => {
  const repo = repository(narrow);
  repo.git("checkout", "--quiet", "--detach");
  repo.write("docs/a.md", "# Mine\n");
  const { code, report } = await check(repo);
  expect(code).toBe(0);
  expect(report?.gates.find(({ gate }) => gate === "boundaries")).toMatchObject({
    status: "skip",
    reason: expect.stringContaining("HEAD is on no branch"),
  });
  expect(await check(repo, "--agent", "a")).toMatchObject({ code: 1, found: ["boundaries allow docs/a.md"] });
});

test("what was left out of a sparse checkout is no deletion, and what was added by force is no ignored file", async () => {
  const repo = repository(narrow, { ".gitignore": "*.log\n", "src/deep/z.js": "1\n" });
  repo.git("sparse-checkout", "set", "src");
  expect(await check(repo, "--agent", "a")).toMatchObject({ code: 0, found: [] });
  repo.git("sparse-checkout", "disable");
  repo.write("docs/a.log", "1\n");
  expect((await check(repo, "--agent", "a")).found).toEqual([]);
  repo.git("add", "--force", "docs/a.log");
  expect((await check(repo, "--agent", "a")).found).toEqual(["boundaries allow docs/a.log"]);
});

test("on the base itself: what is committed is no change, and it is not said to be in order", async () => {
  const repo = repository(narrow);
  repo.git("checkout", "--quiet", "main");
  repo.write("docs/b.md", "# Outside\n");
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "--message", "Outside of the boundary");
  expect(await check(repo, "--agent", "a")).toMatchObject({
    code: 2,
    error: `Nothing was judged: main is checked out in ${repo.dir} and is what it would be compared with, and no file is changed since its last commit. Name the commit before the work, as in \`signalbox check --base HEAD~1\`, or judge every file: \`signalbox check --all\`.`,
  });
  expect((await check(repo, "--base", "main")).code).toBe(2);
  expect((await check(repo, "--agent", "a", "--base", "HEAD~1")).found).toEqual([
    "boundaries allow docs/b.md",
  ]);

  repo.write("src/y.js", "export const y = 2;\n");
  const { code, out } = await signalbox(["check", "--agent", "a"], { cwd: repo.dir });
  expect(code).toBe(0);
  expect(out).toContain(
    "main is checked out and is itself the base: only what is not committed yet was judged. For its last commit too: --base HEAD~1.",
  );
});

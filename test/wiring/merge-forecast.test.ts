/** The forecast by Git, held against what `git merge` then really does, and against a repository that must not be written. */
// B02
import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { Forecast } from "../../src/domain/forecast.ts";
import { cloneAddress, createForecastClone } from "../../src/wiring/forecast-clone.ts";
import { localForecast } from "../../src/wiring/merge-forecast.ts";
import { commitTo } from "../support/branches.ts";
import { testGitHub } from "../support/embedded-github.ts";

const identity = {
  PATH: process.env["PATH"],
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "mira",
  GIT_AUTHOR_EMAIL: "mira@example.invalid",
  GIT_COMMITTER_NAME: "mira",
  GIT_COMMITTER_EMAIL: "mira@example.invalid",
};

/** A path's new text; null takes it away. */
type Files = Readonly<Record<string, string | null>>;

function scratch() {
  const dir = mkdtempSync(join(tmpdir(), "merge-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const git = (...args: readonly string[]) =>
    execFileSync("git", [...args], {
      cwd: dir,
      env: identity,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  git("init", "--quiet", "--initial-branch=main");
  const commit = (files: Files, from?: string) => {
    if (from !== undefined) git("checkout", "--quiet", "--force", "--detach", from);
    for (const [path, text] of Object.entries(files)) {
      if (text === null) rmSync(join(dir, path), { recursive: true, force: true });
      else {
        mkdirSync(dirname(join(dir, path)), { recursive: true });
        writeFileSync(join(dir, path), text);
      }
    }
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", "x");
    return git("rev-parse", "HEAD");
  };
  /** What really merging says. */
  const merge = (ours: string, theirs: string): Forecast => {
    git("checkout", "--quiet", "--force", "--detach", ours);
    try {
      git("merge", "--quiet", "--no-commit", "--no-ff", theirs);
      return { kind: "clean", tree: git("write-tree").trim() };
    } catch {
      const paths = [
        ...new Set(
          git("ls-files", "-z", "--unmerged")
            .split("\0")
            .map((line) => line.split("\t")[1]),
        ),
      ]
        .filter((path) => path !== undefined)
        .toSorted();
      return { kind: "conflicts", paths };
    } finally {
      git("reset", "--quiet", "--hard");
      git("clean", "--quiet", "-fdx");
    }
  };
  return { dir, gitDir: join(dir, ".git"), git, commit, merge };
}

const text = (...lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");
const page = ["one", "two", "three", "four", "five", "six", "seven"];
const first = { "docs/x.md": text(...page), "src/a.ts": text(...page), "src/b.ts": text("b") };
const edited = (line: string, to: string) => text(...page.map((each) => (each === line ? to : each)));

type Row = readonly [what: string, ours: Files, theirs: Files, paths: readonly string[]];

const rows: readonly Row[] = [
  [
    "one line, two ways",
    { "docs/x.md": edited("four", "4") },
    { "docs/x.md": edited("four", "IV") },
    ["docs/x.md"],
  ],
  ["far apart in one file", { "docs/x.md": edited("one", "1") }, { "docs/x.md": edited("seven", "7") }, []],
  ["the same edit", { "docs/x.md": edited("four", "4") }, { "docs/x.md": edited("four", "4") }, []],
  ["an edit and a deletion", { "docs/x.md": edited("four", "4") }, { "docs/x.md": null }, ["docs/x.md"]],
  ["both add, alike", { "new.ts": "1\n" }, { "new.ts": "1\n" }, []],
  ["both add, differently", { "new.ts": "1\n" }, { "new.ts": "2\n" }, ["new.ts"]],
  [
    "moved here, edited there",
    { "src/a.ts": null, "lib/a.ts": text(...page) },
    { "src/a.ts": edited("four", "4") },
    [],
  ],
  ["other files", { "docs/x.md": edited("four", "4") }, { "src/a.ts": edited("four", "4") }, []],
];

test.each(rows)("%s", async (_what, ours, theirs, paths) => {
  const repo = scratch();
  const base = repo.commit(first);
  const [one, other] = [repo.commit(ours, base), repo.commit(theirs, base)];
  const expected = repo.merge(one, other);
  expect(expected).toMatchObject(paths.length === 0 ? { kind: "clean" } : { kind: "conflicts", paths });
  const forecast = localForecast(repo.gitDir);
  expect(await forecast(one, other)).toEqual(expected);
  expect(await forecast(other, one)).toEqual(expected);
});

test("whatever two sides do to three small files, Git's merge does what was forecast", async () => {
  const repo = scratch();
  const names = ["a", "b", "d/c"];
  const start = Object.fromEntries(names.map((name) => [name, text("1", "2", "3", "4", "5")]));
  const base = repo.commit(start);
  const lines = fc.array(fc.constantFrom("1", "2", "3", "4", "5", "x", "y"), { maxLength: 6 });
  const side = fc.dictionary(
    fc.constantFrom(...names, "new"),
    fc.oneof({ weight: 5, arbitrary: lines.map((list) => text(...list)) }, fc.constant(null)),
  );
  const forecast = localForecast(repo.gitDir);
  let collided = 0;
  await fc.assert(
    fc.asyncProperty(side, side, async (ours, theirs) => {
      const [one, other] = [repo.commit(ours, base), repo.commit(theirs, base)];
      const said = await forecast(one, other);
      const really = repo.merge(one, other);
      expect(said).toEqual(really);
      collided += really.kind === "conflicts" ? 1 : 0;
    }),
    { numRuns: 25, seed: 4 },
  );
  expect(collided).toBeGreaterThan(2);
});

/** Every file of a folder with its size. */
const filesOf = (dir: string) =>
  globSync("**/*", { cwd: dir })
    .map((path) => `${path} ${statSync(join(dir, path)).size}`)
    .toSorted();

test("the repository that is looked at is not written", async () => {
  const repo = scratch();
  const base = repo.commit(first);
  const one = repo.commit({ "docs/x.md": edited("four", "4"), "src/b.ts": "b1\n" }, base);
  const other = repo.commit({ "docs/x.md": edited("four", "IV"), "src/a.ts": edited("one", "1") }, base);
  const before = filesOf(repo.gitDir);
  expect(await localForecast(repo.gitDir)(one, other)).toMatchObject({ kind: "conflicts" });
  expect(filesOf(repo.gitDir)).toEqual(before);
});

test("G4: a commit that is not there, or no repository at all: null, never clean", async () => {
  const repo = scratch();
  const base = repo.commit(first);
  expect(await localForecast(repo.gitDir)(base, "1".repeat(40))).toBeNull();
  expect(await localForecast(join(repo.dir, "nothing"))(base, base)).toBeNull();
});

test("A8: a repository that lies elsewhere is fetched without its contents, and the token lies in no file", async () => {
  const world = await testGitHub({
    "docs/x.md": text(...page),
    "docs/big.md": text("never asked for"),
    "src/a.ts": text(...page),
  });
  const call = world.as("mira");
  const one = await commitTo(call, "one", "docs/x.md", edited("four", "4"));
  const other = await commitTo(call, "other", "docs/x.md", edited("four", "IV"));
  const third = await commitTo(call, "third", "docs/x.md", edited("one", "1"));
  const token = await world.appToken({ contents: "read" });
  const url = cloneAddress(world.github.url, { owner: "mira", name: "multichain-mcp" });
  let asked = 0;
  const parent = mkdtempSync(join(tmpdir(), "forecasts-"));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const clone = createForecastClone(async () => {
    asked += 1;
    return { url, token };
  }, parent);
  onTestFinished(() => clone.close());
  expect(asked).toBe(0);
  expect(await clone.forecast(one, other)).toEqual({ kind: "conflicts", paths: ["docs/x.md"] });
  expect(await clone.forecast(one, third)).toMatchObject({ kind: "clean" });

  const dir = join(parent, globSync("*", { cwd: parent })[0] ?? "");
  const files = globSync("**/*", { cwd: dir }).filter((path) => statSync(join(dir, path)).isFile());
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  for (const path of files) {
    const content = readFileSync(join(dir, path), "latin1");
    expect(content.includes(token) || content.includes(basic), path).toBe(false);
  }
  const missing = execFileSync("git", ["rev-list", "--objects", "--all", "--missing=print"], {
    cwd: dir,
    env: identity,
    encoding: "utf8",
  });
  expect(missing).toMatch(/^\?[0-9a-f]{40}$/m);

  await clone.close();
  expect(globSync("*", { cwd: parent })).toEqual([]);
});

test("G4: a repository that cannot be fetched: null; once it can be, it is looked at", async () => {
  const world = await testGitHub({ "a.md": text(...page) });
  const call = world.as("mira");
  const one = await commitTo(call, "one", "a.md", edited("four", "4"));
  const other = await commitTo(call, "other", "a.md", edited("four", "IV"));
  const url = cloneAddress(world.github.url, { owner: "mira", name: "multichain-mcp" });
  let token = "ghs_wrong";
  const clone = createForecastClone(async () => ({ url, token }));
  onTestFinished(() => clone.close());
  expect(await clone.forecast(one, other)).toBeNull();
  token = await world.appToken({ contents: "read" });
  expect(await clone.forecast(one, other)).toMatchObject({ kind: "conflicts" });
});

test.each([
  ["https://api.github.com", "https://github.com/mira/shop.git"],
  ["https://git.example.com/api/v3", "https://git.example.com/mira/shop.git"],
  ["https://api.mira.ghe.com", "https://mira.ghe.com/mira/shop.git"],
  ["http://127.0.0.1:4000", "http://127.0.0.1:4000/mira/shop.git"],
])("the repositories of %s lie at %s", (baseUrl, expected) => {
  expect(cloneAddress(baseUrl, { owner: "mira", name: "shop" })).toBe(expected);
});

/** B02: whether a change merges with its base as it is now, and what is left of a merge that did not. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { check, narrow, type Repository, repository } from "./check-repository.ts";
import { signalbox } from "./terminal.ts";

function commit({ git, write }: Repository, branch: string, files: Readonly<Record<string, string>>): void {
  git("checkout", "--quiet", branch);
  for (const [path, text] of Object.entries(files)) write(path, text);
  git("add", "--all");
  git("commit", "--quiet", "--message", `Change ${branch}`);
}

/** `main` and `work` both changed `src/x.js`, and `work` is checked out. */
function collided(): Repository {
  const repo = repository(narrow);
  commit(repo, "main", { "src/x.js": "export const x = 2;\n", "src/main.js": "1\n" });
  commit(repo, "work", { "src/x.js": "export const x = 3;\n" });
  return repo;
}

// B02
test("G2: a base that moved on and collides fails, names the file, and says what to type", async () => {
  const repo = collided();
  const { code, found, report } = await check(repo, "--agent", "a");
  expect([code, found]).toEqual([1, ["conflicts base src/x.js"]]);
  const message = report?.gates.flatMap(({ reasons }) => reasons)[0]?.message;
  expect(message).toContain(`\`main\` (${repo.git("rev-parse", "main").slice(0, 7)}) has changed it too`);
  expect(message).toContain("Type `git merge main`");
});

test("what is not committed yet collides as well, and nothing of the repository is written", async () => {
  const repo = repository(narrow);
  commit(repo, "main", { "src/x.js": "export const x = 2;\n" });
  repo.git("checkout", "--quiet", "work");
  repo.write("src/x.js", "export const x = 3;\n");
  const before = repo.git("count-objects", "-v") + repo.git("status", "--porcelain=v2", "--branch");
  expect((await check(repo, "--agent", "a")).found).toEqual(["conflicts base src/x.js"]);
  expect(repo.git("count-objects", "-v") + repo.git("status", "--porcelain=v2", "--branch")).toBe(before);
});

test("a base that moved on elsewhere is merged with, exit 0", async () => {
  const repo = repository(narrow);
  commit(repo, "main", { "src/y.js": "1\n" });
  commit(repo, "work", { "src/x.js": "export const x = 3;\n" });
  const { code, report } = await check(repo, "--agent", "a");
  expect(code).toBe(0);
  const conflicts = report?.gates.find(({ gate }) => gate === "conflicts");
  expect(conflicts).toMatchObject({
    status: "pass",
    note: expect.stringContaining("with main as this clone has it"),
  });
});

test("in the midst of a merge: its markers fail, what main brought is no change; put right, it passes", async () => {
  const repo = collided();
  expect(() => repo.git("merge", "main")).toThrow();
  expect((await check(repo, "--agent", "a")).found).toEqual(["conflicts marker src/x.js:1"]);
  repo.write("src/x.js", "export const x = 5;\n");
  const { code, found } = await check(repo, "--agent", "a");
  expect([code, found]).toEqual([0, []]);
  const { out } = await signalbox(["check", "--agent", "a"], { cwd: repo.dir });
  expect(out).toContain("1 path, judged against main");
});

const markers = `${"<".repeat(7)} HEAD\n1\n${"=".repeat(7)}\n2\n${">".repeat(7)} main\n`;

test("markers that were committed fail in a change and with --all", async () => {
  const repo = repository(narrow);
  commit(repo, "work", { "src/y.js": `0\n${markers}` });
  expect((await check(repo, "--agent", "a")).found).toEqual(["conflicts marker src/y.js:2"]);
  expect((await check(repo, "--all")).found).toEqual(["conflicts marker src/y.js:2"]);
});

test("G4: a merge that could not be tried is not taken for clean", async () => {
  const repo = collided();
  // The base's text is missing, as in a partial clone whose remote does not answer.
  const id = repo.git("rev-parse", "main:src/x.js");
  rmSync(join(repo.dir, ".git/objects", id.slice(0, 2), id.slice(2)));
  const { code, found } = await check(repo, "--agent", "a");
  expect([code, found]).toEqual([1, ["conflicts unknown null"]]);
});

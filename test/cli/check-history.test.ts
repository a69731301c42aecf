/** R23, P8: what the commits of a change hold, whatever its last state shows. */
import { expect, test } from "vitest";
import { check, narrow, repository } from "./check-repository.ts";

const secret = (n: number) => `export const key = "${["gh", "p_", `a1B${n}`.repeat(9)].join("")}";\n`;

test("P8: more than 250 commits are not looked through, and so do not pass", async () => {
  const repo = repository(narrow);
  for (let n = 0; n < 251; n++) repo.git("commit", "--quiet", "--allow-empty", "--message", `Step ${n}`);
  const { code, found, report } = await check(repo, "--agent", "a");
  expect(code).toBe(1);
  expect(found).toContain("secrets history null");
  const messages = report?.gates.flatMap(({ reasons }) => reasons.map(({ message }) => message)) ?? [];
  expect(messages.join("\n")).toContain("more commits than are looked through (250)");
});

test("250 commits are looked through", async () => {
  const repo = repository(narrow);
  for (let n = 0; n < 250; n++) repo.git("commit", "--quiet", "--allow-empty", "--message", `Step ${n}`);
  expect(await check(repo, "--agent", "a")).toMatchObject({ code: 0, found: [] });
});

test("P8: a secret that only a merge commit brought is found, though a later commit took it out", async () => {
  const repo = repository(narrow);
  repo.git("checkout", "--quiet", "-b", "side");
  repo.git("commit", "--quiet", "--allow-empty", "--message", "Side");
  repo.git("checkout", "--quiet", "work");
  repo.git("commit", "--quiet", "--allow-empty", "--message", "Work");
  repo.git("merge", "--quiet", "--no-commit", "side");
  repo.write("src/key.js", secret(1));
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "--message", "Merge side");
  const merge = repo.git("rev-parse", "--short=7", "HEAD");
  repo.git("rm", "--quiet", "src/key.js");
  repo.git("commit", "--quiet", "--message", "Take it out");
  const { code, found, report } = await check(repo, "--agent", "a");
  expect([code, found]).toEqual([1, ["secrets github-token src/key.js:1"]]);
  expect(report?.gates.flatMap(({ reasons }) => reasons)[0]?.message).toContain(`in commit ${merge}: `);
});

test("what the base holds already is not brought by merging the base in", async () => {
  const repo = repository(narrow);
  repo.git("checkout", "--quiet", "main");
  repo.write("src/key.js", secret(1));
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "--message", "A key of main's own");
  repo.git("checkout", "--quiet", "work");
  repo.write("src/y.js", "1\n");
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "--message", "Add y");
  repo.git("merge", "--quiet", "--no-edit", "main");
  expect(await check(repo, "--agent", "a")).toMatchObject({ code: 0, found: [] });
});

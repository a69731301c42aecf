/** What a process that was killed in the middle of a write leaves behind, and the next one puts right. */
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedGitHub } from "../../src/local/server.ts";
import { openStore } from "../../src/local/store.ts";
import { commitTo } from "../support/branches.ts";
import { callers, testGitHub, valueAt, writeFiles } from "../support/embedded-github.ts";

test("E1: killed between the move of the base and the record of the merge: the next start records it, and it is merged once", async () => {
  const whole = await testGitHub({ "README.md": "# Shop\n" });
  const mira = whole.as("mira");
  await commitTo(mira, "work", "a.txt", "1\n");
  const { json } = await mira("POST", "pulls", { title: "Work", head: "work", base: "main" });
  const number = Number(json["number"]);
  const cut = join(await writeFiles({}), "cut");
  await whole.github.copyTo(cut);
  await mira("PUT", `pulls/${number}/merge`, { merge_method: "squash" });

  // The base has moved, and what it was about is noted; nothing else is saved.
  const origin = join(cut, "origin.git");
  const from = join(whole.github.dir, "origin.git");
  execFileSync("git", ["--git-dir", origin, "fetch", "--quiet", from, "+main:main"]);
  const store = openStore(join(cut, "github.sqlite"));
  store.saveSetting("merging", whole.github.world.setting("merging") ?? "");
  store.close();

  const again = await startEmbeddedGitHub({ dir: cut });
  onTestFinished(() => again.close());
  const later = callers(again).as("mira");
  const pull = (await later("GET", `pulls/${number}`)).json;
  expect(pull).toMatchObject({ state: "closed", merged: true });
  expect((await later("PUT", `pulls/${number}/merge`, {})).status).toBe(405);
  const tip = valueAt((await later("GET", "branches/main")).json, "commit", "sha");
  expect(pull["merge_commit_sha"]).toBe(tip);
});

test("E1: a Git that was killed leaves its locks: the next start takes them away", async () => {
  const dir = await writeFiles({});
  const first = await startEmbeddedGitHub({ dir });
  await first.seedRepository(await writeFiles({ "README.md": "# Shop\n" }), "First commit");
  await first.close();
  const locks = ["origin.git/HEAD.lock", "origin.git/refs/heads/main.lock"].map((lock) => join(dir, lock));
  for (const lock of locks) writeFileSync(lock, "");

  const again = await startEmbeddedGitHub({ dir });
  onTestFinished(() => again.close());
  expect(locks.filter((lock) => existsSync(lock))).toEqual([]);
  const { as } = callers(again);
  expect(await commitTo(as("mira"), "main", "a.txt", "1\n")).toMatch(/^[0-9a-f]{40}$/);
});

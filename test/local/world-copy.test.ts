/** A copy of a world that is at work: what the crash tests start from, a moment before each effect. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedGitHub } from "../../src/local/server.ts";
import { commitTo, tip } from "../support/branches.ts";
import { callers, testGitHub } from "../support/embedded-github.ts";

// E1
test("E1: a copy opens beside its original, holds what was saved, and goes its own way", async () => {
  const parent = await mkdtemp(join(tmpdir(), "signalbox-copy-"));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const { github, as } = await testGitHub({ "a.txt": "a\n" });
  const mira = as("mira");
  await mira("POST", "issues", { title: "Before" });
  const head = await commitTo(mira, "work", "b.txt", "b\n");
  await github.copyTo(join(parent, "copy"));
  await mira("POST", "issues", { title: "After" });
  await commitTo(mira, "work", "c.txt", "c\n");

  const copy = await startEmbeddedGitHub({ dir: join(parent, "copy") });
  onTestFinished(() => copy.close());
  expect(copy.app).toEqual(github.app);
  expect(copy.tokenOf("mira")).toBe(github.tokenOf("mira"));
  const there = callers(copy).as("mira");
  expect((await there("GET", "issues")).list.map(({ title }) => title)).toEqual(["Before"]);
  expect(await tip(there, "work")).toBe(head);
  const own = await commitTo(there, "work", "d.txt", "d\n");
  expect(await tip(there, "work")).toBe(own);
  expect(await tip(mira, "work")).not.toBe(own);
});

// E1
test("E1: a copy waits for the writes under way, and is never half of one", async () => {
  const parent = await mkdtemp(join(tmpdir(), "signalbox-copy-"));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const { github, as } = await testGitHub({ "a.txt": "a\n" });
  const writes = Array.from({ length: 10 }, (_, count) =>
    as("mira")("POST", "issues", { title: `${count}`, labels: ["x"] }),
  );
  await Promise.all([...writes, github.copyTo(join(parent, "copy"))]);
  const copy = await startEmbeddedGitHub({ dir: join(parent, "copy") });
  onTestFinished(() => copy.close());
  const issues = copy.world.issues.all();
  const labels = new Set(copy.world.labels.all().map(({ id }) => id));
  expect(
    issues.every(({ labelIds }) => labelIds.length === 1 && labelIds.every((id) => labels.has(id))),
  ).toBe(true);
  expect(issues.map(({ number }) => number)).toEqual(issues.map((_, index) => index + 1));
});

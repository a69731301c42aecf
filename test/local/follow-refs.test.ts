/** R49: what is pushed straight into `origin.git` with plain Git, while the embedded GitHub runs and while it does not. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { type EmbeddedGitHub, type ObservedEvent, startEmbeddedGitHub } from "../../src/local/server.ts";
import { commitTo, tip } from "../support/branches.ts";
import { callers, writeFiles } from "../support/embedded-github.ts";

const run = promisify(execFile);

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "signalbox-world-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  const identity = ["-c", "user.name=Noor", "-c", "user.email=noor@example.com"];
  return (await run("git", ["-C", cwd, ...identity, ...args])).stdout.trim();
}

/** A world in `dir` with a pull request #1 from `work`, and a clone of its bare repository by path. */
async function worldWithPull(dir: string, defaultBranch: string) {
  const github = await startEmbeddedGitHub({ dir, defaultBranch });
  await github.seedRepository(await writeFiles({ "a.txt": "a\n" }), "First");
  const mira = callers(github).as("mira");
  await mira("POST", "git/refs", { ref: "refs/heads/work", sha: await tip(mira, defaultBranch) });
  await commitTo(mira, "work", "b.txt", "b\n");
  await mira("POST", "pulls", { title: "Add b", head: "work", base: defaultBranch });
  const clone = join(await folder(), "clone");
  await run("git", ["clone", "--quiet", join(dir, "origin.git"), clone]);
  return { github, clone };
}

/** Commits a file onto the branch and pushes it by path. */
async function push(clone: string, branch: string, file: string): Promise<string> {
  await git(clone, "switch", "--quiet", branch);
  await writeFile(join(clone, file), "pushed\n");
  await git(clone, "add", file);
  await git(clone, "commit", "--quiet", "-m", `Add ${file}`);
  await git(clone, "push", "--quiet", "origin", branch);
  return git(clone, "rev-parse", "HEAD");
}

function listen(github: EmbeddedGitHub): ObservedEvent[] {
  const events: ObservedEvent[] = [];
  github.onEvent((event) => events.push(event));
  return events;
}

const named = (events: readonly ObservedEvent[]) =>
  events.map(({ name, action }) => (action === null ? name : `${name}.${action}`));

// R49
test("a push by path is followed as one over HTTP: the push is told, and the pull request follows its head", async () => {
  const { github, clone } = await worldWithPull(await folder(), "trunk");
  onTestFinished(() => github.close());
  const mira = callers(github).as("mira");
  expect(await github.followRefs()).toBe(0);
  const events = listen(github);
  const head = await push(clone, "work", "c.txt");
  expect(await github.followRefs()).toBe(1);
  expect(named(events)).toEqual(["push", "pull_request.synchronize"]);
  expect(events[0]?.payload).toMatchObject({
    ref: "refs/heads/work",
    after: head,
    sender: { login: "mira" },
  });
  expect((await mira("GET", "pulls/1")).json).toMatchObject({ head: { sha: head }, base: { ref: "trunk" } });
  expect(await github.followRefs()).toBe(0);
  expect(named(events)).toHaveLength(2);
});

// R49
test("a push while nobody ran is followed at the next start", async () => {
  const dir = await folder();
  const { github, clone } = await worldWithPull(dir, "main");
  await github.close();
  const head = await push(clone, "work", "c.txt");
  const again = await startEmbeddedGitHub({ dir });
  onTestFinished(() => again.close());
  const mira = callers(again).as("mira");
  expect((await mira("GET", "pulls/1")).json).toMatchObject({ state: "open", head: { sha: head } });
  expect(await again.followRefs()).toBe(0);
});

// R49
test("a merge that somebody pushed onto the default branch closes its pull request as merged", async () => {
  const { github, clone } = await worldWithPull(await folder(), "master");
  onTestFinished(() => github.close());
  await git(clone, "merge", "--quiet", "--no-ff", "-m", "Merge work", "origin/work");
  await git(clone, "push", "--quiet", "origin", "master");
  await github.followRefs();
  const mira = callers(github).as("mira");
  expect((await mira("GET", "pulls/1")).json).toMatchObject({ state: "closed", merged: true });
  expect(await tip(mira, "master")).toBe(await git(clone, "rev-parse", "HEAD"));
});

// R49
test("what went over the API is known: looking for pushes finds nothing of it", async () => {
  const { github } = await worldWithPull(await folder(), "main");
  onTestFinished(() => github.close());
  const mira = callers(github).as("mira");
  await mira("PUT", "pulls/1/merge", { merge_method: "squash" });
  await mira("DELETE", "git/refs/heads/work");
  const events = listen(github);
  expect(await github.followRefs()).toBe(0);
  expect(events).toEqual([]);
});

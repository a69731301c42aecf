import { expect, test } from "vitest";
import { commitTo, tip } from "../support/branches.ts";
import { type Files, testGitHub } from "../support/embedded-github.ts";

const files: Files = { "a.txt": "one\ntwo\nthree\n", "b.txt": "b\n" };

test("a pull request is opened once for its branch and base", async () => {
  const { as } = await testGitHub(files);
  const mira = as("mira");
  const head = await commitTo(mira, "agent/ethereum/1-x", "c.txt", "c\n");
  const input = { title: "Add c", body: "Text", head: "agent/ethereum/1-x", base: "main" };
  const opened = await mira("POST", "pulls", input);
  expect(opened.status).toBe(201);
  expect(opened.json).toMatchObject({
    number: 1,
    state: "open",
    head: { ref: "agent/ethereum/1-x", sha: head, label: "mira:agent/ethereum/1-x" },
    base: { ref: "main", sha: await tip(mira, "main") },
    mergeable: true,
    mergeable_state: "clean",
    commits: 1,
    additions: 1,
    deletions: 0,
    changed_files: 1,
  });
  const again = await mira("POST", "pulls", { ...input, head: "mira:agent/ethereum/1-x" });
  expect(again.status).toBe(422);
  expect(again.json["errors"]).toMatchObject([
    { message: "A pull request already exists for mira:agent/ethereum/1-x." },
  ]);
});

test("a pull request without commits, or of a branch that is not there, is refused", async () => {
  const { as } = await testGitHub(files);
  const mira = as("mira");
  await mira("POST", "git/refs", { ref: "refs/heads/empty", sha: await tip(mira, "main") });
  const empty = await mira("POST", "pulls", { title: "Nothing", head: "empty", base: "main" });
  expect(empty.status).toBe(422);
  expect(empty.json["errors"]).toMatchObject([{ message: "No commits between main and empty" }]);
  const absent = await mira("POST", "pulls", { title: "No head", head: "absent", base: "main" });
  expect(absent.json["errors"]).toEqual([{ resource: "PullRequest", field: "head", code: "invalid" }]);
  const foreign = await mira("POST", "pulls", { title: "Fork", head: "noah:empty", base: "main" });
  expect(foreign.status).toBe(422);
});

test("its head follows the branch, its base's commit moves with a push alone", async () => {
  // G1, G2
  const { as, github } = await testGitHub(files);
  const mira = as("mira");
  const before = await commitTo(mira, "work", "c.txt", "c\n");
  const firstBase = await tip(mira, "main");
  await mira("POST", "pulls", { title: "Add c", head: "work", base: "main" });
  const told: unknown[] = [];
  github.onEvent(({ name, action, payload }) => {
    if (name === "pull_request") told.push([action, payload["before"], payload["after"]]);
  });
  await commitTo(mira, "main", "b.txt", "changed\n");
  expect((await mira("GET", "pulls/1")).json).toMatchObject({
    head: { sha: before },
    base: { sha: firstBase },
  });
  expect(told).toEqual([]);
  const after = await commitTo(mira, "work", "d.txt", "d\n");
  expect(told).toEqual([["synchronize", before, after]]);
  expect((await mira("GET", "pulls/1")).json).toMatchObject({
    head: { sha: after },
    base: { sha: await tip(mira, "main") },
    commits: 2,
    changed_files: 2, // not b.txt, which changed on main
  });
});

test("its files show renames and deletions from the merge base on", async () => {
  // P1
  const { as } = await testGitHub({ "src/old.ts": "1\n2\n3\n4\n5\n", "gone.txt": "x\n" });
  const mira = as("mira");
  const main = await tip(mira, "main");
  const old = await mira("GET", "contents/src/old.ts");
  const tree = await mira("POST", "git/trees", {
    base_tree: main,
    tree: [
      { path: "src/old.ts", mode: "100644", type: "blob", sha: null },
      { path: "lib/new.ts", mode: "100644", type: "blob", sha: old.json["sha"] },
      { path: "gone.txt", mode: "100644", type: "blob", sha: null },
      { path: "added.txt", mode: "100644", type: "blob", content: "a\nb\n" },
    ],
  });
  const commit = await mira("POST", "git/commits", {
    message: "Move",
    tree: tree.json["sha"],
    parents: [main],
  });
  await mira("POST", "git/refs", { ref: "refs/heads/work", sha: commit.json["sha"] });
  await mira("POST", "pulls", { title: "Move", head: "work", base: "main" });
  const listed = await mira("GET", "pulls/1/files");
  expect(listed.list.map((file) => [file["filename"], file["status"], file["previous_filename"]])).toEqual([
    ["added.txt", "added", undefined],
    ["gone.txt", "removed", undefined],
    ["lib/new.ts", "renamed", "src/old.ts"],
  ]);
  expect(listed.list[0]).toMatchObject({
    additions: 2,
    deletions: 0,
    changes: 2,
    patch: "@@ -0,0 +1,2 @@\n+a\n+b",
  });
  expect((await mira("GET", "pulls/1/commits")).list.map((entry) => entry["sha"])).toEqual([
    commit.json["sha"],
  ]);
});

test("deleting the branch closes the pull request; it reopens when the branch is back", async () => {
  const { as } = await testGitHub(files);
  const mira = as("mira");
  const head = await commitTo(mira, "work", "c.txt", "c\n");
  await mira("POST", "pulls", { title: "Add c", head: "work", base: "main" });
  expect((await mira("DELETE", "git/refs/heads/work")).status).toBe(204);
  expect((await mira("GET", "pulls/1")).json).toMatchObject({
    state: "closed",
    merged: false,
    head: { sha: head },
  });
  expect((await mira("PATCH", "pulls/1", { state: "open" })).status).toBe(422);
  await mira("POST", "git/refs", { ref: "refs/heads/work", sha: head });
  expect((await mira("PATCH", "pulls/1", { state: "open" })).json["state"]).toBe("open");
});

test("pull requests are listed by head, base and state", async () => {
  const { as } = await testGitHub(files);
  const mira = as("mira");
  await commitTo(mira, "agent/a/1-x", "c.txt", "c\n");
  await commitTo(mira, "agent/b/2-y", "d.txt", "d\n");
  await mira("POST", "pulls", { title: "One", head: "agent/a/1-x", base: "main" });
  await mira("POST", "pulls", { title: "Two", head: "agent/b/2-y", base: "main" });
  await mira("PATCH", "pulls/2", { state: "closed" });
  const numbers = async (query: string) =>
    (await mira("GET", `pulls?${query}`)).list.map((pull) => pull["number"]);
  expect(await numbers("")).toEqual([1]);
  expect(await numbers("state=all")).toEqual([2, 1]);
  expect(await numbers("state=all&head=mira:agent/b/2-y")).toEqual([2]);
  expect(await numbers("state=all&base=other")).toEqual([]);
});

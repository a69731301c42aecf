import { expect, test } from "vitest";
import { type Call, type Files, testGitHub } from "../support/embedded-github.ts";

/** Puts a file onto a branch that is made from main when it does not exist; answers with the commit. */
async function commitTo(call: Call, branch: string, path: string, text: string): Promise<string> {
  const exists = (await call("GET", `branches/${branch}`)).status === 200;
  if (!exists) await call("POST", "git/refs", { ref: `refs/heads/${branch}`, sha: await tip(call, "main") });
  const content = Buffer.from(text).toString("base64");
  const before = await call("GET", `contents/${path}?ref=${branch}`);
  const sha = before.status === 200 ? { sha: before.json["sha"] } : {};
  const put = await call("PUT", `contents/${path}`, { message: `Write ${path}`, content, branch, ...sha });
  expect(put.status).toBeLessThan(300);
  return tip(call, branch);
}

async function tip(call: Call, branch: string): Promise<string> {
  const { json } = await call("GET", `branches/${branch}`);
  return String((json["commit"] as { sha: string }).sha);
}

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
  expect((await mira("GET", "pulls/1")).json).toMatchObject({ head: { sha: before }, base: { sha: firstBase } });
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
  const commit = await mira("POST", "git/commits", { message: "Move", tree: tree.json["sha"], parents: [main] });
  await mira("POST", "git/refs", { ref: "refs/heads/work", sha: commit.json["sha"] });
  await mira("POST", "pulls", { title: "Move", head: "work", base: "main" });
  const listed = await mira("GET", "pulls/1/files");
  expect(listed.list.map((file) => [file["filename"], file["status"], file["previous_filename"]])).toEqual([
    ["added.txt", "added", undefined],
    ["gone.txt", "removed", undefined],
    ["lib/new.ts", "renamed", "src/old.ts"],
  ]);
  expect(listed.list[0]).toMatchObject({ additions: 2, deletions: 0, changes: 2, patch: "@@ -0,0 +1,2 @@\n+a\n+b" });
  expect((await mira("GET", "pulls/1/commits")).list.map((entry) => entry["sha"])).toEqual([commit.json["sha"]]);
});

test("a squash merge takes title and body, is by the author, committed by GitHub, and closes the pull request", async () => {
  const { as, github, appToken, withToken } = await testGitHub(files);
  const bot = withToken(await appToken());
  const mira = as("mira");
  const head = await commitTo(bot, "work", "c.txt", "c\n");
  const base = await tip(mira, "main");
  await bot("POST", "pulls", { title: "Add c", body: "Why\n\nSignalbox-Task: 1", head: "work", base: "main" });
  const merged = await mira("PUT", "pulls/1/merge", { merge_method: "squash", sha: head });
  expect(merged.status).toBe(200);
  const { json } = await mira("GET", `git/commits/${merged.json["sha"]}`);
  const { id, login } = github.app.bot;
  expect(json).toMatchObject({
    message: "Add c (#1)\n\nWhy\n\nSignalbox-Task: 1\n",
    author: { name: "signalbox[bot]", email: `${id}+${login}@users.noreply.github.com` },
    committer: { name: "GitHub", email: "noreply@github.com" },
    parents: [{ sha: base }],
  });
  expect(await tip(mira, "main")).toBe(merged.json["sha"]);
  const pull = await mira("GET", "pulls/1");
  expect(pull.json).toMatchObject({
    state: "closed",
    merged: true,
    merge_commit_sha: merged.json["sha"],
    merged_by: { login: "mira" },
    changed_files: 1,
  });
  expect((await mira("GET", "pulls/1/files")).list.map((file) => file["filename"])).toEqual(["c.txt"]);
  const timeline = await mira("GET", "issues/1/timeline");
  expect(timeline.list.map((event) => event["event"])).toEqual(["merged", "closed"]);
  expect((await mira("PUT", "pulls/1/merge", {})).status).toBe(405); // E3
});

test("a merge commit and a rebase keep what they should", async () => {
  const { as } = await testGitHub(files);
  const mira = as("mira");
  const first = await commitTo(mira, "first", "c.txt", "c\n");
  await mira("POST", "pulls", { title: "Add c", head: "first", base: "main" });
  const base = await tip(mira, "main");
  const merged = await mira("PUT", "pulls/1/merge", { merge_method: "merge" });
  expect((await mira("GET", `git/commits/${merged.json["sha"]}`)).json).toMatchObject({
    message: "Merge pull request #1 from mira/first\n\nAdd c\n",
    parents: [{ sha: base }, { sha: first }],
  });
  await commitTo(mira, "second", "d.txt", "d\n");
  await commitTo(mira, "second", "e.txt", "e\n");
  await commitTo(mira, "main", "b.txt", "moved on\n");
  const onto = await tip(mira, "main");
  await mira("POST", "pulls", { title: "Add two", head: "second", base: "main" });
  const rebased = await mira("PUT", "pulls/2/merge", { merge_method: "rebase" });
  const history = await mira("GET", `commits?sha=${rebased.json["sha"]}&per_page=3`);
  expect(history.list.map((entry) => (entry["commit"] as { message: string }).message)).toEqual([
    "Write e.txt",
    "Write d.txt",
    "Write b.txt",
  ]);
  expect(history.list[2]?.["sha"]).toBe(onto);
  expect((await mira("GET", "contents/b.txt")).json["content"]).toBe(Buffer.from("moved on\n").toString("base64"));
});

test("a conflict is found, shown and not merged", async () => {
  const { as } = await testGitHub(files);
  const mira = as("mira");
  await commitTo(mira, "work", "a.txt", "one\nTWO\nthree\n");
  await mira("POST", "pulls", { title: "Shout", head: "work", base: "main" });
  expect((await mira("GET", "pulls/1")).json["mergeable"]).toBe(true);
  const main = await commitTo(mira, "main", "a.txt", "one\n2\nthree\n");
  expect((await mira("GET", "pulls/1")).json).toMatchObject({ mergeable: false, mergeable_state: "dirty" });
  for (const merge_method of ["merge", "squash", "rebase"]) {
    const refused = await mira("PUT", "pulls/1/merge", { merge_method });
    expect([refused.status, refused.json["message"]]).toEqual([405, "Pull Request is not mergeable"]);
  }
  expect(await tip(mira, "main")).toBe(main);
});

test("a moved head, a draft and a closed pull request are not merged", async () => {
  // G7, G10
  const { as } = await testGitHub(files);
  const mira = as("mira");
  const judged = await commitTo(mira, "work", "c.txt", "c\n");
  await mira("POST", "pulls", { title: "Add c", head: "work", base: "main", draft: true });
  expect((await mira("PUT", "pulls/1/merge", {})).status).toBe(405);
  await mira("PATCH", "pulls/1", { state: "closed" });
  const draftless = await mira("POST", "pulls", { title: "Add c", head: "work", base: "main" });
  expect(draftless.status).toBe(201);
  await commitTo(mira, "work", "d.txt", "d\n");
  const moved = await mira("PUT", "pulls/2/merge", { sha: judged });
  expect([moved.status, moved.json["message"]]).toEqual([
    409,
    "Head branch was modified. Review and try the merge again.",
  ]);
  await mira("PATCH", "pulls/2", { state: "closed" });
  expect((await mira("PUT", "pulls/2/merge", {})).status).toBe(405);
});

test("deleting the branch closes the pull request; it reopens when the branch is back", async () => {
  const { as } = await testGitHub(files);
  const mira = as("mira");
  const head = await commitTo(mira, "work", "c.txt", "c\n");
  await mira("POST", "pulls", { title: "Add c", head: "work", base: "main" });
  expect((await mira("DELETE", "git/refs/heads/work")).status).toBe(204);
  expect((await mira("GET", "pulls/1")).json).toMatchObject({ state: "closed", merged: false, head: { sha: head } });
  expect((await mira("PATCH", "pulls/1", { state: "open" })).status).toBe(422);
  await mira("POST", "git/refs", { ref: "refs/heads/work", sha: head });
  expect((await mira("PATCH", "pulls/1", { state: "open" })).json["state"]).toBe("open");
});

test("a head that reaches main by another way counts as merged", async () => {
  const { as } = await testGitHub(files);
  const mira = as("mira");
  const head = await commitTo(mira, "work", "c.txt", "c\n");
  await mira("POST", "pulls", { title: "Add c", head: "work", base: "main" });
  await mira("PATCH", "git/refs/heads/main", { sha: head });
  expect((await mira("GET", "pulls/1")).json).toMatchObject({ state: "closed", merged: true });
});

test("pull requests are listed by head, base and state", async () => {
  const { as } = await testGitHub(files);
  const mira = as("mira");
  await commitTo(mira, "agent/a/1-x", "c.txt", "c\n");
  await commitTo(mira, "agent/b/2-y", "d.txt", "d\n");
  await mira("POST", "pulls", { title: "One", head: "agent/a/1-x", base: "main" });
  await mira("POST", "pulls", { title: "Two", head: "agent/b/2-y", base: "main" });
  await mira("PATCH", "pulls/2", { state: "closed" });
  const numbers = async (query: string) => (await mira("GET", `pulls?${query}`)).list.map((pull) => pull["number"]);
  expect(await numbers("")).toEqual([1]);
  expect(await numbers("state=all")).toEqual([2, 1]);
  expect(await numbers("state=all&head=mira:agent/b/2-y")).toEqual([2]);
  expect(await numbers("state=all&base=other")).toEqual([]);
});

test("a review is the reviewer's, of one commit; nobody approves their own", async () => {
  const { as, github } = await testGitHub(files);
  github.seedUser("noah", "write");
  const [mira, noah] = [as("mira"), as("noah")];
  const head = await commitTo(mira, "work", "c.txt", "c\n");
  await mira("POST", "pulls", { title: "Add c", head: "work", base: "main" });
  const own = await mira("POST", "pulls/1/reviews", { event: "APPROVE" });
  expect([own.status, own.json["errors"]]).toEqual([422, ["Can not approve your own pull request"]]);
  expect((await mira("POST", "pulls/1/reviews", { event: "COMMENT", body: "A note" })).status).toBe(200);
  expect((await noah("POST", "pulls/1/reviews", { event: "REQUEST_CHANGES" })).status).toBe(422); // says nothing
  const approved = await noah("POST", "pulls/1/reviews", { event: "APPROVE" });
  expect(approved.json).toMatchObject({ state: "APPROVED", commit_id: head, user: { login: "noah" } });
  const path = `pulls/1/reviews/${approved.json["id"]}`;
  const dismissed = await mira("PUT", `${path}/dismissals`, { message: "Too old" });
  expect(dismissed.json["state"]).toBe("DISMISSED");
  expect((await mira("PUT", `${path}/dismissals`, { message: "Again" })).status).toBe(422);
  expect((await mira("GET", "pulls/1/reviews")).list.map((review) => review["state"])).toEqual([
    "COMMENTED",
    "DISMISSED",
  ]);
});

test("a review that is not submitted shows to its author alone", async () => {
  const { as, github } = await testGitHub(files);
  github.seedUser("noah", "write");
  await commitTo(as("mira"), "work", "c.txt", "c\n");
  await as("mira")("POST", "pulls", { title: "Add c", head: "work", base: "main" });
  await as("noah")("POST", "pulls/1/reviews", { body: "Draft" });
  expect((await as("noah")("GET", "pulls/1/reviews")).list).toHaveLength(1);
  expect((await as("mira")("GET", "pulls/1/reviews")).list).toEqual([]);
});

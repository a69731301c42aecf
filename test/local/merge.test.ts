import { expect, test } from "vitest";
import { commitTo, tip } from "../support/branches.ts";
import { type Files, testGitHub, valueAt } from "../support/embedded-github.ts";

const files: Files = { "a.txt": "one\ntwo\nthree\n", "b.txt": "b\n" };

test("a squash merge takes title and body, is by the author, committed by GitHub, and closes the pull request", async () => {
  const { as, github, appToken, withToken } = await testGitHub(files);
  const bot = withToken(await appToken());
  const mira = as("mira");
  const head = await commitTo(bot, "work", "c.txt", "c\n");
  const base = await tip(mira, "main");
  await bot("POST", "pulls", {
    title: "Add c",
    body: "Why\n\nSignalbox-Task: 1",
    head: "work",
    base: "main",
  });
  const merged = await mira("PUT", "pulls/1/merge", { merge_method: "squash", sha: head });
  expect(merged.status).toBe(200);
  const { json } = await mira("GET", `git/commits/${merged.sha}`);
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
  expect((await mira("GET", `git/commits/${merged.sha}`)).json).toMatchObject({
    message: "Merge pull request #1 from mira/first\n\nAdd c\n",
    parents: [{ sha: base }, { sha: first }],
  });
  await commitTo(mira, "second", "d.txt", "d\n");
  await commitTo(mira, "second", "e.txt", "e\n");
  await commitTo(mira, "main", "b.txt", "moved on\n");
  const onto = await tip(mira, "main");
  await mira("POST", "pulls", { title: "Add two", head: "second", base: "main" });
  const rebased = await mira("PUT", "pulls/2/merge", { merge_method: "rebase" });
  const history = await mira("GET", `commits?sha=${rebased.sha}&per_page=3`);
  expect(history.list.map((entry) => valueAt(entry, "commit", "message"))).toEqual([
    "Write e.txt",
    "Write d.txt",
    "Write b.txt",
  ]);
  expect(history.list[2]?.["sha"]).toBe(onto);
  expect((await mira("GET", "contents/b.txt")).json["content"]).toBe(
    Buffer.from("moved on\n").toString("base64"),
  );
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

test("a head that reaches main by another way counts as merged", async () => {
  const { as } = await testGitHub(files);
  const mira = as("mira");
  const head = await commitTo(mira, "work", "c.txt", "c\n");
  await mira("POST", "pulls", { title: "Add c", head: "work", base: "main" });
  await mira("PATCH", "git/refs/heads/main", { sha: head });
  expect((await mira("GET", "pulls/1")).json).toMatchObject({ state: "closed", merged: true });
});

import { expect, test } from "vitest";
import { commitTo, tip } from "../support/branches.ts";
import { testGitHub, valueAt } from "../support/embedded-github.ts";

test("blob, tree, commit and ref make a branch; modes survive to the merge", async () => {
  const { as, github, appToken, withToken } = await testGitHub({
    "bin/run.sh": { executable: "#!/bin/sh\n" },
    "link.txt": { link: "bin/run.sh" },
    "a.txt": "a\n",
  });
  const bot = withToken(await appToken());
  const main = await tip(bot, "main");
  const blob = await bot("POST", "git/blobs", {
    content: Buffer.from("echo\n").toString("base64"),
    encoding: "base64",
  });
  expect((await bot("GET", `git/blobs/${blob.sha}`)).json["content"]).toBe("ZWNobwo=");
  const tree = await bot("POST", "git/trees", {
    base_tree: main,
    tree: [
      { path: "bin/new.sh", mode: "100755", type: "blob", sha: blob.json["sha"] },
      { path: "other.txt", mode: "120000", type: "blob", content: "a.txt" },
      { path: "a.txt", mode: "100644", type: "blob", sha: null },
    ],
  });
  const commit = await bot("POST", "git/commits", {
    message: "Add a tool",
    tree: tree.json["sha"],
    parents: [main],
  });
  const { id, login } = github.app.bot;
  expect(commit.json).toMatchObject({
    message: "Add a tool",
    author: { name: login, email: `${id}+${login}@users.noreply.github.com` },
    committer: { name: "GitHub", email: "noreply@github.com" },
    parents: [{ sha: main }],
  });
  const ref = await bot("POST", "git/refs", { ref: "refs/heads/agent/a/1-x", sha: commit.json["sha"] });
  expect(ref.status).toBe(201);
  await bot("POST", "pulls", { title: "Add a tool", head: "agent/a/1-x", base: "main" });
  const merged = await as("mira")("PUT", "pulls/1/merge", { merge_method: "squash" });
  const listed = await bot("GET", `git/trees/${merged.sha}?recursive=1`);
  const modes = new Map<unknown, unknown>();
  for (const entry of Array.isArray(listed.json["tree"]) ? listed.json["tree"] : [])
    modes.set(valueAt(entry, "path"), valueAt(entry, "mode"));
  expect(Object.fromEntries(modes)).toEqual({
    bin: "040000",
    "bin/new.sh": "100755",
    "bin/run.sh": "100755",
    "link.txt": "120000",
    "other.txt": "120000",
  });
  expect(listed.json["truncated"]).toBe(false);
});

test("of two that create one ref, the second is refused", async () => {
  const { as } = await testGitHub({ "a.txt": "a\n" });
  const mira = as("mira");
  const sha = await tip(mira, "main");
  const both = await Promise.all([1, 2].map(() => mira("POST", "git/refs", { ref: "refs/heads/once", sha })));
  expect(both.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([201, 422]);
  expect(both.find((reply) => reply.status === 422)?.json["message"]).toBe("Reference already exists");
});

test("a ref moves forward only, unless forced", async () => {
  const { as } = await testGitHub({ "a.txt": "a\n" });
  const mira = as("mira");
  const main = await tip(mira, "main");
  const ahead = await commitTo(mira, "work", "b.txt", "b\n");
  const back = await mira("PATCH", "git/refs/heads/work", { sha: main });
  expect([back.status, back.json["message"]]).toEqual([422, "Update is not a fast forward"]);
  expect((await mira("PATCH", "git/refs/heads/work", { sha: main, force: true })).status).toBe(200);
  expect((await mira("PATCH", "git/refs/heads/work", { sha: ahead })).status).toBe(200);
  const absent = await mira("PATCH", "git/refs/heads/absent", { sha: main });
  expect([absent.status, absent.json["message"]]).toEqual([422, "Reference does not exist"]);
});

test.each([
  ["an unknown object", "refs/heads/x", "0123456789012345678901234567890123456789"],
  ["a short name", "heads/x", null],
  ["a name that Git forbids", "refs/heads/a..b", null],
  ["GitHub's own names", "refs/pull/9/head", null],
])("a ref of %s is refused", async (_what, ref, sha) => {
  const { as } = await testGitHub({ "a.txt": "a\n" });
  const mira = as("mira");
  expect((await mira("POST", "git/refs", { ref, sha: sha ?? (await tip(mira, "main")) })).status).toBe(422);
});

test.each([[".."], ["a/../b"], [".git/config"], ["a/.GIT/x"], ["/a"], ["a//b"], [""]])(
  "a tree with the path %j is refused",
  async (path) => {
    // P2
    const { as } = await testGitHub({ "a.txt": "a\n" });
    const tree = [{ path, mode: "100644", type: "blob", content: "x" }];
    expect((await as("mira")("POST", "git/trees", { tree })).status).toBe(422);
  },
);

test("a whole tree can be grafted, and a file can replace a folder", async () => {
  const { as } = await testGitHub({ "src/a.txt": "a\n", "src/b/c.txt": "c\n" });
  const mira = as("mira");
  const main = await tip(mira, "main");
  const root = await mira("GET", `git/trees/${main}`);
  const [src] = Array.isArray(root.json["tree"]) ? root.json["tree"] : [];
  const tree = await mira("POST", "git/trees", {
    base_tree: main,
    tree: [
      { path: "copy", mode: "040000", type: "tree", sha: valueAt(src, "sha") },
      { path: "src/b", mode: "100644", type: "blob", content: "now a file\n" },
    ],
  });
  const listed = await mira("GET", `git/trees/${tree.sha}?recursive=1`);
  const paths = (Array.isArray(listed.json["tree"]) ? listed.json["tree"] : []).map((entry) =>
    valueAt(entry, "path"),
  );
  expect(paths).toEqual(["copy", "copy/a.txt", "copy/b", "copy/b/c.txt", "src", "src/a.txt", "src/b"]);
});

test("matching refs are listed by prefix, all of them", async () => {
  const { as } = await testGitHub({ "a.txt": "a\n" });
  const mira = as("mira");
  const sha = await tip(mira, "main");
  for (let number = 1; number <= 31; number += 1)
    await mira("POST", "git/refs", { ref: `refs/heads/agent/a/${number}-x`, sha });
  expect((await mira("GET", "git/matching-refs/heads/agent/")).list).toHaveLength(31);
  expect((await mira("GET", "git/matching-refs/heads/none")).list).toEqual([]);
  expect((await mira("GET", "git/ref/heads/agent")).status).toBe(404); // a prefix is no ref
});

test("a comparison is from the merge base on", async () => {
  const { as } = await testGitHub({ "a.txt": "a\n" });
  const mira = as("mira");
  const base = await tip(mira, "main");
  const head = await commitTo(mira, "work", "b.txt", "b\n");
  await commitTo(mira, "main", "c.txt", "c\n");
  const compared = await mira("GET", "compare/main...work");
  expect(compared.json).toMatchObject({
    status: "diverged",
    ahead_by: 1,
    behind_by: 1,
    merge_base_commit: { sha: base },
    commits: [{ sha: head }],
    files: [{ filename: "b.txt", status: "added" }],
  });
  expect((await mira("GET", `compare/${base}...${base}`)).json["status"]).toBe("identical");
  expect((await mira("GET", "compare/main...absent")).status).toBe(404);
});

test("a file is written by compare-and-swap of its blob", async () => {
  const { as } = await testGitHub({ "a.txt": "a\n" });
  const mira = as("mira");
  const content = Buffer.from("new\n").toString("base64");
  expect((await mira("PUT", "contents/a.txt", { message: "m", content })).status).toBe(422); // without sha
  const stale = "0".repeat(40);
  expect((await mira("PUT", "contents/a.txt", { message: "m", content, sha: stale })).status).toBe(409);
  const { sha } = (await mira("GET", "contents/a.txt")).json;
  expect((await mira("PUT", "contents/a.txt", { message: "m", content, sha })).status).toBe(200);
  const raw = await mira("GET", "contents/a.txt", undefined, { accept: "application/vnd.github.raw+json" });
  expect(raw.text).toBe("new\n");
  const folder = await mira("GET", "contents");
  expect(folder.list.map((entry) => [entry["path"], entry["type"]])).toEqual([["a.txt", "file"]]);
  expect((await mira("GET", "contents/none.txt")).status).toBe(404);
});

test("an unchanged answer is 304 for who has it", async () => {
  // E12
  const { as } = await testGitHub({ "a.txt": "a\n" });
  const mira = as("mira");
  const etag = (await mira("GET", "contents/a.txt")).headers.get("etag") ?? "";
  expect((await mira("GET", "contents/a.txt", undefined, { "if-none-match": etag })).status).toBe(304);
  await commitTo(mira, "main", "a.txt", "changed\n");
  expect((await mira("GET", "contents/a.txt", undefined, { "if-none-match": etag })).status).toBe(200);
});

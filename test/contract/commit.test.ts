import { expect, test } from "vitest";
import { createCommit } from "../../src/github/commit.ts";
import { address, mockedGitHub } from "./mocked-github.ts";

const base = "a".repeat(40);
const uploaded = "f".repeat(40);

test("a patch becomes blobs, a tree and a commit: modes are kept, text travels inside the tree", async () => {
  const github = mockedGitHub();
  github.on("POST", "git/blobs", {
    status: 201,
    json: { sha: "1".repeat(40), url: "https://api.github.com/x" },
  });
  github.on("GET", `git/commits/${base}`, {
    status: 200,
    json: { sha: base, tree: { sha: "2".repeat(40) } },
  });
  github.on("POST", "git/trees", { status: 201, json: { sha: "3".repeat(40) } });
  github.on("POST", "git/commits", { status: 201, json: { sha: uploaded, message: "Bake" } });
  const entries = [
    { path: "run.sh", after: "100755", content: Buffer.from("#!/bin/sh\n") },
    { path: "logo.png", after: "100644", content: Buffer.from([0x89, 0x50, 0xff]) },
    { path: "old.js", after: null, content: null },
  ] as const;
  expect(await createCommit(github.client, address, { base, merges: null, entries, message: "Bake" })).toBe(
    uploaded,
  );
  expect(github.sent.filter(({ method }) => method === "POST").map(({ body }) => body)).toEqual([
    { content: "iVD/", encoding: "base64" },
    {
      base_tree: "2".repeat(40),
      tree: [
        { path: "run.sh", mode: "100755", type: "blob", content: "#!/bin/sh\n" },
        { path: "logo.png", mode: "100644", type: "blob", sha: "1".repeat(40) },
        { path: "old.js", mode: "100644", type: "blob", sha: null },
      ],
    },
    // No author: so that GitHub signs it.
    { message: "Bake", tree: "3".repeat(40), parents: [base] },
  ]);
});

// B02
test("the commit that ends a merge has two parents, and changes the tree of the one that was merged in", async () => {
  const github = mockedGitHub();
  const merges = "b".repeat(40);
  github.on("GET", `git/commits/${merges}`, {
    status: 200,
    json: { sha: merges, tree: { sha: "2".repeat(40) } },
  });
  github.on("POST", "git/trees", { status: 201, json: { sha: "3".repeat(40) } });
  github.on("POST", "git/commits", { status: 201, json: { sha: uploaded, message: "Bake" } });
  const entries = [{ path: "a.js", after: "100644", content: Buffer.from("1") }] as const;
  expect(await createCommit(github.client, address, { base, merges, entries, message: "Bake" })).toBe(
    uploaded,
  );
  expect(github.sent.filter(({ method }) => method === "POST").map(({ body }) => body)).toEqual([
    {
      base_tree: "2".repeat(40),
      tree: [{ path: "a.js", mode: "100644", type: "blob", content: "1" }],
    },
    { message: "Bake", tree: "3".repeat(40), parents: [base, merges] },
  ]);
});

// Without the base's tree the commit would delete every file that the patch does not name.
test("E5: a commit is not made when an answer on the way to it was cut short", async () => {
  const github = mockedGitHub();
  github.on("GET", `git/commits/${base}`, {
    status: 200,
    text: `{"sha":"${base}"}`,
    type: "application/json",
  });
  const entries = [{ path: "a.js", after: "100644", content: Buffer.from("1") }] as const;
  await expect(
    createCommit(github.client, address, { base, merges: null, entries, message: "Bake" }),
  ).rejects.toThrow();
  expect(github.sent).toHaveLength(1);
});

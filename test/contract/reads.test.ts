/** What is read over REST: permissions, diffs, runs, and the commits that are built from blobs and trees. */
import { expect, test } from "vitest";
import type { Actor } from "../../src/domain/actor.ts";
import { changesReader, containsCommit } from "../../src/github/changes.ts";
import { createCommit } from "../../src/github/commit.ts";
import { readPermission } from "../../src/github/permissions.ts";
import { listRuns, readRun } from "../../src/github/runs.ts";
import { address, mockedGitHub } from "./mocked-github.ts";

const base = "a".repeat(40);
const head = "b".repeat(40);
const ancestor = "c".repeat(40);
const noor: Actor = { login: "noor", id: 102, bot: false };

// C1
test.each([
  ["admin", "admin", "admin"],
  ["write", "maintain", "maintain"],
  ["write", "write", "write"],
  ["read", "triage", "triage"],
  ["read", "read", "read"],
  ["none", "none", "none"],
  ["write", "our-own-role", "write"],
])("permission %s in the role %s is %s", async (permission, role_name, wanted) => {
  const github = mockedGitHub();
  github.on("GET", "collaborators/noor/permission", {
    status: 200,
    json: { permission, role_name, user: { login: "noor", id: 102 } },
  });
  expect(await readPermission(github.client, address, noor)).toBe(wanted);
});

// C1
test("a login that GitHub does not know may nothing", async () => {
  const github = mockedGitHub();
  github.on("GET", "collaborators/noor/permission", { status: 404, json: { message: "Not Found" } });
  expect(await readPermission(github.client, address, noor)).toBe(null);
});

// C1: noor renamed herself, and an admin took the name.
test.each([{ login: "noor", id: 999 }, null])(
  "a login that is now %j may nothing in her place",
  async (user) => {
    const github = mockedGitHub();
    github.on("GET", "collaborators/noor/permission", {
      status: 200,
      json: { permission: "admin", role_name: "admin", user },
    });
    expect(await readPermission(github.client, address, noor)).toBe(null);
  },
);

// C2
test("a deleted user, who has no id, is not asked about", async () => {
  const github = mockedGitHub();
  expect(await readPermission(github.client, address, { ...noor, id: null })).toBe(null);
});

// C1 E5: not knowing is not "none": the whole look fails and is tried again.
test.each([403, 500, 502])("a permission that is answered %i fails the look", async (status) => {
  const github = mockedGitHub();
  github.on("GET", "collaborators/noor/permission", { status, json: { message: "No" } });
  await expect(readPermission(github.client, address, noor)).rejects.toMatchObject({ status });
});

const compare = `compare/${base}...${head}?per_page=1`;
const file = (path: string, mode: string, digit: string) => ({
  path,
  mode,
  type: "blob",
  sha: digit.repeat(40),
});

function showsTrees(github: ReturnType<typeof mockedGitHub>, before: object, after: object): void {
  const json = { status: "ahead", merge_base_commit: { sha: ancestor } };
  github.on("GET", compare, { status: 200, json });
  github.on("GET", `git/trees/${ancestor}?recursive=true`, { status: 200, json: before });
  github.on("GET", `git/trees/${head}?recursive=true`, { status: 200, json: after });
}

// P1 P5: from the merge base, with modes, both sides of a rename.
test("a diff is that of two trees: modes, symlinks, submodules and both sides of a rename show", async () => {
  const github = mockedGitHub();
  const before = [
    { path: "src", mode: "040000", type: "tree", sha: "9".repeat(40) },
    file("src/kept.js", "100644", "1"),
    file("src/run.sh", "100644", "2"),
    file("src/old.js", "100644", "3"),
    file("src/edited.js", "100644", "4"),
  ];
  const after = [
    { path: "src", mode: "040000", type: "tree", sha: "8".repeat(40) },
    file("src/kept.js", "100644", "1"),
    file("src/run.sh", "100755", "2"),
    file("src/new.js", "100644", "3"),
    file("src/edited.js", "100644", "5"),
    file("src/link", "120000", "6"),
    { path: "vendor", mode: "160000", type: "commit", sha: "7".repeat(40) },
  ];
  showsTrees(github, { truncated: false, tree: before }, { truncated: false, tree: after });
  expect(await changesReader(github.client, address)({ baseSha: base, head })).toEqual([
    { path: "src/edited.js", before: "100644", after: "100644" },
    { path: "src/link", before: null, after: "120000" },
    { path: "src/new.js", before: null, after: "100644" },
    { path: "src/old.js", before: "100644", after: null },
    { path: "src/run.sh", before: "100644", after: "100755" },
    { path: "vendor", before: null, after: "160000" },
  ]);
});

test("a diff is read once: a commit's tree does not change", async () => {
  const github = mockedGitHub();
  const tree = { truncated: false, tree: [file("a.js", "100644", "1")] };
  showsTrees(github, tree, tree);
  const readChanges = changesReader(github.client, address);
  expect(await readChanges({ baseSha: base, head })).toEqual([]);
  expect(await readChanges({ baseSha: base, head })).toEqual([]);
  expect(github.sent).toHaveLength(3);
});

// E6 G4 P7
test("a tree that GitHub cut short makes the diff unknown, not smaller", async () => {
  const github = mockedGitHub();
  const whole = { truncated: false, tree: [file("a.js", "100644", "1")] };
  showsTrees(github, whole, { truncated: true, tree: [file("a.js", "100644", "1")] });
  expect(await changesReader(github.client, address)({ baseSha: base, head })).toBe(null);
});

// G4: a head without a common ancestor would otherwise stop every pass of the repository.
test("a diff that GitHub cannot make is unknown, and asked for again", async () => {
  const github = mockedGitHub();
  const readChanges = changesReader(github.client, address);
  github.on("GET", compare, {
    status: 404,
    json: { message: `No common ancestor between ${base} and ${head}.` },
  });
  expect(await readChanges({ baseSha: base, head })).toBe(null);
  const tree = { truncated: false, tree: [] };
  showsTrees(github, tree, tree);
  expect(await readChanges({ baseSha: base, head })).toEqual([]);
});

// P5: Git itself takes 100664, which old repositories hold, for 100644.
test("modes that only old Gits wrote are read as Git reads them", async () => {
  const github = mockedGitHub();
  const before = [file("a.js", "100664", "1"), file("b.sh", "100775", "2")];
  const after = [file("a.js", "100644", "1"), file("b.sh", "100644", "2")];
  const json = { status: "ahead", merge_base_commit: { sha: ancestor } };
  github.on("GET", compare, { status: 200, json });
  const text = JSON.stringify({ truncated: false, tree: before });
  github.on("GET", `git/trees/${ancestor}?recursive=true`, { status: 200, text, type: "application/json" });
  github.on("GET", `git/trees/${head}?recursive=true`, {
    status: 200,
    json: { truncated: false, tree: after },
  });
  expect(await changesReader(github.client, address)({ baseSha: base, head })).toEqual([
    { path: "b.sh", before: "100755", after: "100644" },
  ]);
});

// E5
test.each([
  ["502", { status: 502, text: "<html>Unicorn!</html>", type: "text/html" }],
  ["half of its JSON", { status: 200, text: '{"truncated":false,"tree":[{"pa', type: "application/json" }],
  ["JSON that is no tree", { status: 200, text: "{}", type: "application/json" }],
])("a tree that is answered with %s fails the look", async (_name, answer) => {
  const github = mockedGitHub();
  github.on("GET", compare, { status: 200, json: { status: "ahead", merge_base_commit: { sha: ancestor } } });
  github.on("GET", `git/trees/${ancestor}?recursive=true`, answer);
  await expect(changesReader(github.client, address)({ baseSha: base, head })).rejects.toThrow();
});

// G1
test.each([
  ["ahead", true],
  ["identical", true],
  ["behind", false],
  ["diverged", false],
])("a head that is %s of a commit contains it: %j", async (status, contains) => {
  const github = mockedGitHub();
  github.on("GET", compare, { status: 200, json: { status, merge_base_commit: { sha: ancestor } } });
  expect(await containsCommit(github.client, address, base, head)).toBe(contains);
});

const path = ".github/workflows/signalbox-agent.yml";
const run = (id: number, status: string, display_title: string) => ({ id, status, display_title, path });
const listing = "actions/runs?event=workflow_dispatch&per_page=100";

// A11
test("runs are found by task and attempt; an active one wins over ended ones, then the newest", async () => {
  const github = mockedGitHub();
  const runs = [
    run(9, "completed", "#12 attempt 2"),
    run(8, "in_progress", "#12 attempt 1"),
    run(7, "completed", "#12 attempt 1"),
    run(6, "queued", "Nightly"),
    run(5, "completed", "#12 attempt 2"),
    { ...run(4, "queued", "#14 attempt 1"), path: ".github/workflows/nightly.yml" },
    { ...run(3, "queued", "#15 attempt 1"), path: `${path}@main` },
  ];
  github.on("GET", listing, { status: 200, json: { total_count: 7, workflow_runs: runs } });
  const { byAttempt } = await listRuns(github.client, address);
  expect(Object.fromEntries(byAttempt)).toEqual({
    "12/1": { id: 8, state: "active" },
    "12/2": { id: 9, state: "ended" },
    "15/1": { id: 3, state: "active" },
  });
});

// A9
test("a run that is gone is gone, and one that cannot be read fails the look", async () => {
  const github = mockedGitHub();
  github.on("GET", "actions/runs/7", { status: 404, json: { message: "Not Found" } });
  github.on("GET", "actions/runs/8", { status: 200, json: { id: 8, status: "completed" } });
  github.on("GET", "actions/runs/9", { status: 200, text: '{"id":9,"sta', type: "application/json" });
  expect(await readRun(github.client, address, 7)).toEqual({ id: 7, state: "gone" });
  expect(await readRun(github.client, address, 8)).toEqual({ id: 8, state: "ended" });
  await expect(readRun(github.client, address, 9)).rejects.toThrow();
});

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
  expect(await createCommit(github.client, address, { base, entries, message: "Bake" })).toBe(uploaded);
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

// E5: without the base's tree the commit would delete every file that the patch does not name.
test("a commit is not made when an answer on the way to it was cut short", async () => {
  const github = mockedGitHub();
  github.on("GET", `git/commits/${base}`, {
    status: 200,
    text: `{"sha":"${base}"}`,
    type: "application/json",
  });
  const entries = [{ path: "a.js", after: "100644", content: Buffer.from("1") }] as const;
  await expect(createCommit(github.client, address, { base, entries, message: "Bake" })).rejects.toThrow();
  expect(github.sent).toHaveLength(1);
});

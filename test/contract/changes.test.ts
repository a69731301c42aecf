import { expect, test } from "vitest";
import { changesReader, containsReader } from "../../src/github/changes.ts";
import { address, mockedGitHub } from "./mocked-github.ts";

const base = "a".repeat(40);
const head = "b".repeat(40);
const ancestor = "c".repeat(40);

const compare = `compare/${base}...${head}?per_page=100&page=1`;
const contains = `compare/${base}...${head}?per_page=1`;
const commit = { sha: head, parents: [{ sha: ancestor }], commit: { message: "Work" } };
const comparison = { merge_base_commit: { sha: ancestor }, total_commits: 1, commits: [commit] };
const file = (path: string, mode: string, digit: string) => ({
  path,
  mode,
  type: "blob",
  sha: digit.repeat(40),
});

/** Of each blob the text `x`. */
function showsTexts(github: ReturnType<typeof mockedGitHub>, count: number): void {
  const text = { text: "x", isBinary: false, isTruncated: false };
  const blobs = Array.from({ length: count }, (_, index) => [`b${index}`, text]);
  github.graphql({ data: { repository: Object.fromEntries(blobs) } });
}

/** Paths and modes; undefined for a change that is not known. */
async function modesOf(read: ReturnType<typeof changesReader>, at = head) {
  const { change } = await read({ baseSha: base, head: at }, 100, []);
  return change?.files.map(({ path, before, after }) => ({ path, before, after }));
}

function showsTrees(github: ReturnType<typeof mockedGitHub>, before: object, after: object): void {
  github.on("GET", compare, { status: 200, json: comparison });
  github.on("GET", `git/trees/${ancestor}?recursive=true`, { status: 200, json: before });
  github.on("GET", `git/trees/${head}?recursive=true`, { status: 200, json: after });
}

// From the merge base, with modes, both sides of a rename.
test("P1 P5: a diff is that of two trees: modes, symlinks, submodules and both sides of a rename show", async () => {
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
  showsTexts(github, 6);
  expect(await modesOf(changesReader(github.client, address))).toEqual([
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
  expect(await modesOf(readChanges)).toEqual([]);
  expect(await modesOf(readChanges)).toEqual([]);
  expect(github.sent).toHaveLength(3);
});

test("heads that start from the same commit share its tree", async () => {
  const github = mockedGitHub();
  const tree = { truncated: false, tree: [file("a.js", "100644", "1")] };
  showsTrees(github, tree, tree);
  const readChanges = changesReader(github.client, address);
  await modesOf(readChanges);
  const next = "d".repeat(40);
  const json = { ...comparison, commits: [{ ...commit, sha: next }] };
  github.on("GET", `compare/${base}...${next}?per_page=100&page=1`, { status: 200, json });
  const changed = { truncated: false, tree: [file("a.js", "100644", "2")] };
  github.on("GET", `git/trees/${next}?recursive=true`, { status: 200, json: changed });
  showsTexts(github, 2);
  expect(await modesOf(readChanges, next)).toEqual([{ path: "a.js", before: "100644", after: "100644" }]);
  expect(github.sent).toHaveLength(6);
});

// G4 P7
test("E6: a tree that GitHub cut short makes the diff unknown, not smaller", async () => {
  const github = mockedGitHub();
  const whole = { truncated: false, tree: [file("a.js", "100644", "1")] };
  showsTrees(github, whole, { truncated: true, tree: [file("a.js", "100644", "1")] });
  expect(await modesOf(changesReader(github.client, address))).toBeUndefined();
});

// G4: a head without a common ancestor would otherwise stop every pass of the repository.
test("a diff that GitHub cannot make is unknown, and asked for again", async () => {
  const github = mockedGitHub();
  const readChanges = changesReader(github.client, address);
  github.on("GET", compare, {
    status: 404,
    json: { message: `No common ancestor between ${base} and ${head}.` },
  });
  expect(await modesOf(readChanges)).toBeUndefined();
  const tree = { truncated: false, tree: [] };
  showsTrees(github, tree, tree);
  expect(await modesOf(readChanges)).toEqual([]);
});

// Git itself takes 100664, which old repositories hold, for 100644.
test("P5: modes that only old Gits wrote are read as Git reads them", async () => {
  const github = mockedGitHub();
  const before = [file("a.js", "100664", "1"), file("b.sh", "100775", "2")];
  const after = [file("a.js", "100644", "1"), file("b.sh", "100644", "2")];
  github.on("GET", compare, { status: 200, json: comparison });
  const text = JSON.stringify({ truncated: false, tree: before });
  github.on("GET", `git/trees/${ancestor}?recursive=true`, { status: 200, text, type: "application/json" });
  github.on("GET", `git/trees/${head}?recursive=true`, {
    status: 200,
    json: { truncated: false, tree: after },
  });
  showsTexts(github, 1);
  expect(await modesOf(changesReader(github.client, address))).toEqual([
    { path: "b.sh", before: "100755", after: "100644" },
  ]);
});

test.each([
  ["502", { status: 502, text: "<html>Unicorn!</html>", type: "text/html" }],
  ["half of its JSON", { status: 200, text: '{"truncated":false,"tree":[{"pa', type: "application/json" }],
  ["JSON that is no tree", { status: 200, text: "{}", type: "application/json" }],
])("E5: a tree that is answered with %s fails the look", async (_name, answer) => {
  const github = mockedGitHub();
  github.on("GET", compare, { status: 200, json: comparison });
  github.on("GET", `git/trees/${ancestor}?recursive=true`, answer);
  await expect(modesOf(changesReader(github.client, address))).rejects.toThrow();
});

// G1
test.each([
  ["ahead", true],
  ["identical", true],
  ["behind", false],
  ["diverged", false],
])("a head that is %s of a commit contains it: %j", async (status, expected) => {
  const github = mockedGitHub();
  github.on("GET", contains, { status: 200, json: { status, merge_base_commit: { sha: ancestor } } });
  const containsCommit = containsReader(github.client, address);
  // The one answer that is there is enough for both: commits do not change.
  expect([await containsCommit(base, head), await containsCommit(base, head)]).toEqual([expected, expected]);
});

test("where GitHub did not say whether a head contains a commit, it is asked again", async () => {
  const github = mockedGitHub();
  github.on("GET", contains, { status: 404, json: { message: "Not Found" } });
  github.on("GET", contains, {
    status: 200,
    json: { status: "ahead", merge_base_commit: { sha: ancestor } },
  });
  const containsCommit = containsReader(github.client, address);
  expect([await containsCommit(base, head), await containsCommit(base, head)]).toEqual([null, true]);
});

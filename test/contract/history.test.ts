/** What a pull request changed on the way, and how much of it can be read at all. */
import { expect, test } from "vitest";
import { changesReader } from "../../src/github/changes.ts";
import { address, type MockedGitHub, mockedGitHub } from "./mocked-github.ts";

const sha = (digit: string) => digit.repeat(40);
const [base, mergeBase, head, middle, main] = ["a", "b", "c", "d", "e"].map(sha) as [
  string,
  string,
  string,
  string,
  string,
];
const workflow = ".github/workflows/ci.yml";

interface Commit {
  readonly sha: string;
  readonly parents: readonly string[];
}

function showsRange(
  github: MockedGitHub,
  commits: readonly Commit[],
  total = commits.length,
  page = 1,
): void {
  const json = {
    merge_base_commit: { sha: mergeBase },
    total_commits: total,
    commits: commits.map(({ sha: oid, parents }) => ({
      sha: oid,
      parents: parents.map((parent) => ({ sha: parent })),
      commit: { message: "Work\n\nmore" },
    })),
  };
  github.on("GET", `compare/${base}...${head}?per_page=100&page=${page}`, { status: 200, json });
}

/** A tree of plain files: the digit of each one's content, by path. */
function showsTree(github: MockedGitHub, commit: string, files: Readonly<Record<string, string>>): void {
  const tree = Object.entries(files).map(([path, digit]) => ({
    path,
    mode: "100644",
    type: "blob",
    sha: sha(digit),
  }));
  github.on("GET", `git/trees/${commit}?recursive=true`, { status: 200, json: { truncated: false, tree } });
}

function showsTexts(github: MockedGitHub, texts: readonly object[]): void {
  github.graphql({
    data: { repository: Object.fromEntries(texts.map((text, index) => [`b${index}`, text])) },
  });
}

const text = { text: "x\n", isBinary: false, isTruncated: false };

test("P8: a workflow that one commit touched and the next one put back is told", async () => {
  const github = mockedGitHub();
  showsRange(github, [
    { sha: middle, parents: [mergeBase] },
    { sha: head, parents: [middle] },
  ]);
  showsTree(github, mergeBase, { [workflow]: "1", "src/a.js": "2" });
  showsTree(github, middle, { [workflow]: "9", "src/a.js": "2" });
  showsTree(github, head, { [workflow]: "1", "src/a.js": "3" });
  showsTexts(github, [text, text]);
  const { change, commits } = await changesReader(github.client, address)({ baseSha: base, head }, 100, []);
  expect(change?.files.map(({ path }) => path)).toEqual(["src/a.js"]);
  expect(change?.revisited).toEqual([workflow]);
  expect(commits).toMatchObject([{ sha: middle, subject: "Work" }, { sha: head }]);
});

test("P8: what a merge of the base branch brings is not the pull request's doing", async () => {
  const github = mockedGitHub();
  const old = sha("7");
  showsRange(github, [
    { sha: middle, parents: [old] },
    { sha: head, parents: [middle, main] },
  ]);
  showsTree(github, mergeBase, { [workflow]: "9", "src/a.js": "2" });
  showsTree(github, old, { [workflow]: "1", "src/a.js": "2" });
  showsTree(github, middle, { [workflow]: "1", "src/a.js": "3" });
  showsTree(github, head, { [workflow]: "9", "src/a.js": "3" });
  showsTree(github, main, { [workflow]: "9", "src/a.js": "2" });
  showsTexts(github, [text, text]);
  const { change } = await changesReader(github.client, address)({ baseSha: base, head }, 100, []);
  expect(change?.revisited).toEqual([]);
});

// R30
test("P4: a new path whose double the base branch has is told, though the change does not touch that one", async () => {
  const github = mockedGitHub();
  showsRange(github, [{ sha: head, parents: [mergeBase] }]);
  showsTree(github, mergeBase, { "src/api/cop/a.js": "2" });
  showsTree(github, head, { "src/api/cop/a.js": "2", "src/api/сор/a.js": "3" });
  showsTexts(github, [text]);
  const { change } = await changesReader(github.client, address)({ baseSha: base, head }, 100, []);
  expect(change?.collisions).toEqual([
    { path: "src/api/сор/a.js", with: "src/api/cop/a.js", as: "look-alike" },
  ]);
});

test("P7: more commits than GitHub lists are unread, not fewer", async () => {
  const github = mockedGitHub();
  showsRange(github, [{ sha: head, parents: [mergeBase] }], 251);
  showsTree(github, mergeBase, { "src/a.js": "2" });
  showsTree(github, head, { "src/a.js": "3" });
  showsTexts(github, [text, text]);
  const { change, commits } = await changesReader(github.client, address)({ baseSha: base, head }, 100, []);
  expect(commits).toBe("unread");
  expect(change?.revisited).toBeNull();
});

test("P7: a listing of commits that ends before its own count is unread", async () => {
  const github = mockedGitHub();
  showsRange(github, [{ sha: head, parents: [middle] }], 2);
  showsRange(github, [], 2, 2);
  showsTree(github, mergeBase, { "src/a.js": "2" });
  showsTree(github, head, { "src/a.js": "3" });
  showsTexts(github, [text, text]);
  const { commits } = await changesReader(github.client, address)({ baseSha: base, head }, 100, []);
  expect(commits).toBe("unread");
});

test("P7: of more paths than the size gate allows no text is asked for, and none counts as read", async () => {
  const github = mockedGitHub();
  showsRange(github, [{ sha: head, parents: [mergeBase] }]);
  showsTree(github, mergeBase, {});
  showsTree(
    github,
    head,
    Object.fromEntries(Array.from({ length: 3_001 }, (_, index) => [`f/${index}.js`, "3"])),
  );
  const { change } = await changesReader(github.client, address)({ baseSha: base, head }, 3_000, []);
  expect(change).toMatchObject({ textRead: false, files: { length: 3_001 } });
  expect(github.queries).toEqual([]);
  // The comparison, and the two trees.
  expect(github.sent).toHaveLength(3);
});

test.each([
  ["binary", { text: null, isBinary: true, isTruncated: false }],
  ["cut short", { text: "x", isBinary: false, isTruncated: true }],
])("P7: a text that GitHub shows as %s is no text", async (_how, blob) => {
  const github = mockedGitHub();
  showsRange(github, [{ sha: head, parents: [mergeBase] }]);
  showsTree(github, mergeBase, {});
  showsTree(github, head, { "src/a.js": "3" });
  showsTexts(github, [blob]);
  const { change } = await changesReader(github.client, address)({ baseSha: base, head }, 100, []);
  expect(change).toMatchObject({ textRead: true, files: [{ added: null, removed: null }] });
});

test("P7: a blob that GitHub does not show fails the look", async () => {
  const github = mockedGitHub();
  showsRange(github, [{ sha: head, parents: [mergeBase] }]);
  showsTree(github, mergeBase, {});
  showsTree(github, head, { "src/a.js": "3" });
  github.graphql({ data: { repository: { b0: null } } });
  await expect(changesReader(github.client, address)({ baseSha: base, head }, 100, [])).rejects.toThrow(
    /blob/,
  );
});

import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBlob, writeBlob } from "../../../src/local/git/blob.ts";
import { type Signature, writeCommit } from "../../../src/local/git/commit.ts";
import { editTree, type TreeEdit } from "../../../src/local/git/edit-tree.ts";
import { textOf } from "../../../src/local/git/process.ts";
import { emptyTree } from "../../../src/local/git/tree.ts";
import { type Git, openGit } from "../../../src/local/git.ts";

// Git itself says what each object must be: the same input through its own commands gives the same id.
const folder = mkdtempSync(join(tmpdir(), "signalbox-objects-"));
let git: Git;

beforeAll(async () => {
  git = await openGit(join(folder, "repository.git"), "main");
});

afterAll(() => git.close());

const signature: Signature = { name: "Mira", email: "mira@example.com", date: "2026-01-02T03:04:05Z" };

async function commitByGit(tree: string, parents: readonly string[], author: Signature, message: string) {
  const args = ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])];
  const env = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: author.date,
    GIT_COMMITTER_NAME: signature.name,
    GIT_COMMITTER_EMAIL: signature.email,
    GIT_COMMITTER_DATE: signature.date,
  };
  return textOf(await git.run(args, { input: message, env }));
}

test.each([["text\n"], [""], ["\0\u00ff"], ["a".repeat(300_000)]])(
  "a blob is Git's: case %#",
  async (text) => {
    const content = Buffer.from(text, "latin1");
    const byGit = textOf(await git.run(["hash-object", "--stdin"], { input: content }));
    expect(await writeBlob(git, content)).toBe(byGit);
    expect(await readBlob(git, byGit)).toEqual(content);
  },
);

test.each([
  ["Mira", "mira@example.com", "2026-01-02T03:04:05Z"],
  ["Mira", "mira@example.com", "2026-01-02T03:04:05.900Z"],
  ["Mira", "mira@example.com", "2026-01-02T03:04:05+05:30"],
  [" .Éva, Jr. <x>\n:", "<a@b>", "2026-01-02T03:04:05-08:00"],
  ["\u0001'a\u007f'", "", "2026-01-02T03:04:05Z"],
  ["\u0085a\u0085", "a@b", "2026-01-02T03:04:05Z"],
  ["signalbox[bot]", "1+signalbox[bot]@users.noreply.github.com", "2001-09-09T01:46:40Z"],
])("a commit by %j <%s> at %s is Git's", async (name, email, date) => {
  const author = { name, email, date };
  const parent = await commitByGit(emptyTree, [], signature, "first\n");
  const commit = { tree: emptyTree, author, committer: signature };
  for (const message of ["Add\n\nTwo lines, ä", "", "\nstarts and ends empty\n\n"]) {
    // Git names a parent once however often it is given.
    for (const parents of [[], [parent], [parent, parent]])
      expect(await writeCommit(git, { ...commit, parents, message })).toBe(
        await commitByGit(emptyTree, parents, author, message),
      );
  }
});

test("a commit without a name or with a NUL byte is refused, as by Git", async () => {
  const commit = { tree: emptyTree, parents: [], author: signature, committer: signature, message: "a" };
  expect(() => writeCommit(git, { ...commit, author: { ...signature, name: " ." } })).toThrow("empty name");
  expect(() => writeCommit(git, { ...commit, message: "a\0b" })).toThrow("NUL");
});

const index = join(folder, "index");

async function treeByGit(edits: readonly TreeEdit[]): Promise<string> {
  const env = { GIT_INDEX_FILE: index };
  const lines = edits.map(({ path, mode, oid }) =>
    oid === null ? `0 ${"0".repeat(40)}\t${path}\0` : `${mode} ${oid}\t${path}\0`,
  );
  await git.run(["read-tree", "--empty"], { env });
  await git.run(["update-index", "--add", "--replace", "-z", "--index-info"], { env, input: lines.join("") });
  return textOf(await git.run(["write-tree"], { env }));
}

test("trees are Git's, whatever files and folders take each other's place", async () => {
  const oids = await Promise.all(["a\n", "b\n"].map((text) => writeBlob(git, Buffer.from(text))));
  // Names that sort otherwise as a folder than as a file, and by bytes otherwise than by UTF-16.
  const name = fc.constantFrom("a", "a.b", "a0", "b", "\u{1f600}", "\uffee");
  const edit = fc.record({
    path: fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join("/")),
    mode: fc.constantFrom<TreeEdit["mode"]>("100644", "100755", "120000"),
    oid: fc.constantFrom(null, ...oids),
  });
  const edits = fc.array(edit, { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(edits, edits, async (first, second) => {
      const base = await editTree(git, null, first);
      expect(await editTree(git, base, second)).toBe(await treeByGit([...first, ...second]));
    }),
    { numRuns: 60 },
  );
});

test("a tree's id brings its files, in place of what was there", async () => {
  const oid = await writeBlob(git, Buffer.from("a\n"));
  const file = (path: string): TreeEdit => ({ path, mode: "100644", oid });
  const graft = await editTree(git, null, [file("x"), file("y/z")]);
  const base = await editTree(git, null, [file("in/old"), file("keep")]);
  const grafted = await editTree(git, base, [{ path: "in", mode: "040000", oid: graft }, file("in/new")]);
  expect(grafted).toBe(await treeByGit(["in/x", "in/y/z", "in/new", "keep"].map(file)));
});

test.each(["../a", "a/.git/config", ".GIT", "git~1/x", ".git. ", "a//b", ""])(
  "the path %j is refused",
  async (path) => {
    const oid = await writeBlob(git, Buffer.from("a\n"));
    await expect(editTree(git, null, [{ path, mode: "100644", oid }])).rejects.toThrow("malformed path");
  },
);

test("an object that does not exist is refused", async () => {
  const edit: TreeEdit = { path: "a", mode: "100644", oid: "1".repeat(40) };
  await expect(editTree(git, null, [edit])).rejects.toThrow("no object");
});

test("nothing but whole objects ever lies in objects/: a clone by path takes all of it, and fails if it goes", async () => {
  const objects = join(folder, "repository.git", "objects");
  const contents = Array.from({ length: 64 }, () => randomBytes(100_000));
  let writing = true;
  const written = Promise.all(contents.map((content) => writeBlob(git, content))).finally(() => {
    writing = false;
  });
  const seen = new Set<string>();
  while (writing) for (const name of await readdir(objects, { recursive: true })) seen.add(name);
  await written;
  const odd = [...seen].filter((name) => !/^(?:[0-9a-f]{2}(?:\/[0-9a-f]{38})?|info.*|pack.*)$/.test(name));
  expect(odd).toEqual([]);
  expect(seen.size).toBeGreaterThan(0);
});

test("Git finds no fault in what was written", async () => {
  await expect(git.run(["fsck", "--strict", "--no-dangling"])).resolves.toMatchObject({ code: 0 });
});

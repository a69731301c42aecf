/** Trees: listing them with modes, finding a path in them, writing changed ones. */
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Git, zeroOid } from "../git.ts";
import { fieldsOf, textOf } from "./process.ts";

export type EntryMode = "100644" | "100755" | "120000" | "160000" | "040000";

export interface TreeEntry {
  /** Relative to the tree that was listed. */
  readonly path: string;
  readonly mode: EntryMode;
  readonly type: "blob" | "tree" | "commit";
  readonly oid: string;
}

/** Git's empty tree, which every repository knows. */
export const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** One level of a tree, in Git's order; null when there is no such tree. `rev` is a tree or a commit id. */
export async function readTree(git: Git, rev: string): Promise<readonly TreeEntry[] | null> {
  const object = await git.objects.read(`${rev}^{tree}`);
  if (object?.type !== "tree") return null;
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < object.content.length) {
    const space = object.content.indexOf(32, at);
    const nul = object.content.indexOf(0, space);
    const mode = entryMode(object.content.toString("utf8", at, space));
    entries.push({
      path: object.content.toString("utf8", space + 1, nul),
      mode,
      type: entryType(mode),
      oid: object.content.toString("hex", nul + 1, nul + 21),
    });
    at = nul + 21;
  }
  return entries;
}

export interface SizedEntry extends TreeEntry {
  /** Bytes of a blob; null for others. */
  readonly size: number | null;
}

export interface Depth {
  readonly recursive: boolean;
  /** Whether a recursive list has the trees too. */
  readonly trees: boolean;
}

/** A whole tree with blob sizes, trees before what they hold, as `GET /git/trees/{sha}?recursive=1` lists it. */
export async function listTree(git: Git, rev: string, depth: Depth): Promise<readonly SizedEntry[]> {
  const args = ["ls-tree", "-z", "-l"];
  if (depth.recursive) args.push("-r");
  if (depth.recursive && depth.trees) args.push("-t");
  args.push(rev);
  return fieldsOf(await git.run(args)).map((field) => {
    const tab = field.indexOf("\t");
    const [mode = "", , oid = "", size = "-"] = field.slice(0, tab).split(/ +/);
    const known = entryMode(mode);
    return {
      path: field.slice(tab + 1),
      mode: known,
      type: entryType(known),
      oid,
      size: size === "-" ? null : Number(size),
    };
  });
}

/** The entry at a path (`""` is the root tree itself); null when there is none. */
export async function findEntry(git: Git, rev: string, path: string): Promise<TreeEntry | null> {
  const root = await git.objects.read(`${rev}^{tree}`);
  if (root?.type !== "tree") return null;
  let found: TreeEntry = { path: "", mode: "040000", type: "tree", oid: root.oid };
  for (const name of path.split("/").filter((part) => part !== "")) {
    if (found.type !== "tree") return null;
    const entries = await readTree(git, found.oid);
    const next = entries?.find((entry) => entry.path === name);
    if (!next) return null;
    found = next;
  }
  return { ...found, path };
}

/** A change of one path: `oid: null` removes it. A tree's oid grafts the whole tree. */
export interface TreeEdit {
  readonly path: string;
  readonly mode: EntryMode;
  readonly oid: string | null;
}

/**
 * Writes a tree that differs from `base` (null: the empty tree) by the edits, in order.
 * Throws on a path that Git refuses (`..`, `.git`, empty) and on an object that does not exist.
 */
export async function editTree(git: Git, base: string | null, edits: readonly TreeEdit[]): Promise<string> {
  const index = join(git.dir, `index-${randomUUID()}`);
  const env = { GIT_INDEX_FILE: index };
  try {
    await git.run(base === null ? ["read-tree", "--empty"] : ["read-tree", base], { env });
    let lines: string[] = [];
    const flush = async (): Promise<void> => {
      if (lines.length === 0) return;
      await git.run(["update-index", "--add", "--replace", "-z", "--index-info"], {
        env,
        input: lines.join(""),
      });
      lines = [];
    };
    for (const edit of edits) {
      if (!isSafePath(edit.path)) throw new Error(`malformed path ${edit.path}`);
      if (edit.oid === null) {
        lines.push(removal(edit.path));
      } else if (edit.mode === "040000") {
        await flush();
        // `read-tree --prefix` wants a working tree, so the grafted files are entered one by one.
        await flush();
        const present = fieldsOf(await git.run(["ls-files", "-z"], { env }));
        const below = present.filter((path) => path === edit.path || path.startsWith(`${edit.path}/`));
        const grafted = await listTree(git, edit.oid, { recursive: true, trees: false });
        lines.push(
          ...below.map(removal),
          ...grafted.map((entry) => addition({ ...entry, path: `${edit.path}/${entry.path}` })),
        );
      } else {
        lines.push(addition({ ...edit, oid: edit.oid }));
      }
    }
    await flush();
    return textOf(await git.run(["write-tree"], { env }));
  } finally {
    await rm(index, { force: true });
    await rm(`${index}.lock`, { force: true });
  }
}

function addition({
  mode,
  oid,
  path,
}: {
  readonly mode: EntryMode;
  readonly oid: string;
  readonly path: string;
}) {
  return `${mode} ${oid}\t${path}\0`;
}

function removal(path: string): string {
  return `0 ${zeroOid}\t${path}\0`;
}

/** Git's own rule (verify_path): no empty, `.`, `..` or `.git` segment; GitHub refuses the same with "malformed path component". */
export function isSafePath(path: string): boolean {
  return path
    .split("/")
    .every(
      (part) =>
        part !== "" && part !== "." && part !== ".." && part.toLowerCase() !== ".git" && !part.includes("\0"),
    );
}

function entryMode(text: string): EntryMode {
  switch (text) {
    case "100755":
    case "120000":
    case "160000":
      return text;
    case "40000":
    case "040000":
      return "040000";
    default:
      return "100644"; // 100664 of very old repositories reads so too
  }
}

export function entryType(mode: EntryMode): TreeEntry["type"] {
  if (mode === "040000") return "tree";
  return mode === "160000" ? "commit" : "blob";
}

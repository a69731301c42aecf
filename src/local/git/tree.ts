/** Trees: listing them with modes, finding a path in them. */
import type { Git } from "../git.ts";
import { fieldsOf } from "./process.ts";

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

const gitFolder = /^(\.git|git~1)[ .]*($|[\\:])/i;

/**
 * Git's own rule (verify_path): no segment that is empty, `.`, `..` or `.git`, nor what Windows takes for `.git`; GitHub
 * refuses the same with "malformed path component".
 */
export function isSafePath(path: string): boolean {
  return path
    .split("/")
    .every(
      (part) => part !== "" && part !== "." && part !== ".." && !gitFolder.test(part) && !part.includes("\0"),
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

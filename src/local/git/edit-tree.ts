/** Writes a tree that differs from another by some paths; of a large tree only the folders of these paths are read. */
import type { Git } from "../git.ts";
import { type EntryMode, emptyTree, isSafePath } from "./tree.ts";
import { writeObject } from "./write-object.ts";

/** A change of one path: `oid: null` removes it. A tree's oid grafts the whole tree. */
export interface TreeEdit {
  readonly path: string;
  readonly mode: EntryMode;
  readonly oid: string | null;
}

/** Names are Latin-1 texts of their bytes: what is not UTF-8 stays as it is, and the order of texts is Git's order of bytes. */
type Folder = Map<string, Entry>;

type Entry = { readonly mode: string; readonly oid: string } | { readonly folder: Folder };

/**
 * Writes a tree that differs from `base` (null: the empty tree) by the edits, in order. A file gives way to a folder of its
 * name, and a folder to a file; a folder that nothing is left in is gone.
 * Throws on a path that Git refuses (`..`, `.git`, empty) and on an object that does not exist.
 */
export async function editTree(git: Git, base: string | null, edits: readonly TreeEdit[]): Promise<string> {
  const root: Folder = base === null ? new Map() : await readFolder(git, base);
  for (const edit of edits) {
    if (!isSafePath(edit.path)) throw new Error(`malformed path ${edit.path}`);
    const names = Buffer.from(edit.path).toString("latin1").split("/");
    const name = names.pop() ?? "";
    if (edit.oid === null) await removeFile(git, root, names, name);
    else await enter(git, root, names, name, { mode: edit.mode, oid: edit.oid });
  }
  return (await writeFolder(git, root)) ?? writeObject(git, "tree", Buffer.alloc(0));
}

async function enter(
  git: Git,
  root: Folder,
  parents: readonly string[],
  name: string,
  { mode, oid }: { readonly mode: EntryMode; readonly oid: string },
): Promise<void> {
  // A submodule's commit lives in another repository.
  const object = mode === "160000" || oid === emptyTree ? null : await git.objects.read(oid);
  if (mode !== "160000" && oid !== emptyTree && object === null) throw new Error(`no object ${oid}`);
  if (mode === "040000" && object !== null && object.type !== "tree") throw new Error(`${oid} is not a tree`);
  // Git follows no such link, and fsck refuses it.
  if (mode === "120000" && /^\.gitmodules$/i.test(name)) throw new Error(".gitmodules as a symbolic link");
  let folder = root;
  for (const parent of parents) {
    const below: Folder = (await openFolder(git, folder, parent)) ?? new Map();
    folder.set(parent, { folder: below });
    folder = below;
  }
  folder.set(name, { mode: mode === "040000" ? "40000" : mode, oid });
}

/** Nothing happens where there is no such file. */
async function removeFile(git: Git, root: Folder, parents: readonly string[], name: string): Promise<void> {
  let folder = root;
  for (const parent of parents) {
    const below = await openFolder(git, folder, parent);
    if (below === null) return;
    folder = below;
  }
  const entry = folder.get(name);
  if (entry && "oid" in entry && entry.mode !== "40000") folder.delete(name);
}

/** The folder of this name, read when it is first wanted; null when there is none. */
async function openFolder(git: Git, parent: Folder, name: string): Promise<Folder | null> {
  const entry = parent.get(name);
  if (entry === undefined) return null;
  if ("folder" in entry) return entry.folder;
  if (entry.mode !== "40000") return null;
  const folder = await readFolder(git, entry.oid);
  parent.set(name, { folder });
  return folder;
}

async function readFolder(git: Git, rev: string): Promise<Folder> {
  const object = await git.objects.read(`${rev}^{tree}`);
  if (object?.type !== "tree") throw new Error(`no tree ${rev}`);
  const folder: Folder = new Map();
  for (let at = 0; at < object.content.length; ) {
    const space = object.content.indexOf(32, at);
    const nul = object.content.indexOf(0, space);
    const mode = object.content.toString("latin1", at, space);
    const oid = object.content.toString("hex", nul + 1, nul + 21);
    folder.set(object.content.toString("latin1", space + 1, nul), { mode, oid });
    at = nul + 21;
  }
  return folder;
}

/** Null for a folder without files, of which Git keeps no trace. */
async function writeFolder(git: Git, folder: Folder): Promise<string | null> {
  const entries: { readonly key: string; readonly bytes: readonly Buffer[] }[] = [];
  for (const [name, entry] of folder) {
    const oid = "folder" in entry ? await writeFolder(git, entry.folder) : entry.oid;
    const mode = "folder" in entry ? "40000" : entry.mode;
    if (oid === null || oid === emptyTree) continue;
    entries.push({
      // Git sorts a folder as if its name ended with a slash.
      key: mode === "40000" ? `${name}/` : name,
      bytes: [Buffer.from(`${mode} ${name}\0`, "latin1"), Buffer.from(oid, "hex")],
    });
  }
  if (entries.length === 0) return null;
  const sorted = entries.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return writeObject(git, "tree", Buffer.concat(sorted.flatMap(({ bytes }) => bytes)));
}

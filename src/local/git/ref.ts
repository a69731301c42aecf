/** Refs: every change is a compare-and-swap by Git itself. */
import { type Git, zeroOid } from "../git.ts";
import { textOf } from "./process.ts";

export interface Ref {
  /** Full name, `refs/heads/main`. */
  readonly name: string;
  readonly oid: string;
  readonly type: "commit" | "tag" | "blob" | "tree";
}

/** All refs whose full name starts with the prefix, by name. */
export async function listRefs(git: Git, prefix = "refs/"): Promise<readonly Ref[]> {
  const text = textOf(await git.run(["for-each-ref", "--format=%(objectname) %(objecttype) %(refname)"]));
  const refs: Ref[] = [];
  for (const line of text.split("\n")) {
    const [oid = "", type, name = ""] = line.split(" ");
    const known = type === "commit" || type === "tag" || type === "blob" || type === "tree";
    if (known && name.startsWith(prefix)) refs.push({ name, oid, type });
  }
  return refs;
}

/** The object that a ref of this full name holds; null when there is none. */
export async function readRef(git: Git, name: string): Promise<string | null> {
  if (!isRefName(name)) return null;
  const result = await git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", name], {
    codes: [0, 1, 128],
  });
  return result.code === 0 ? textOf(result) : null;
}

/** The commit at a branch's tip; null when there is no such branch. */
export async function readBranch(git: Git, branch: string): Promise<string | null> {
  const name = `refs/heads/${branch}`;
  if (!isRefName(name)) return null;
  return (await git.objects.read(`${name}^{commit}`))?.oid ?? null;
}

/**
 * Moves a ref from one object to another: `before: null` creates it, `after: null` deletes it.
 * False when the ref was not at `before` (or its name cannot exist beside another's): nothing has changed then.
 */
export async function swapRef(
  git: Git,
  name: string,
  before: string | null,
  after: string | null,
): Promise<boolean> {
  if (!isRefName(name)) return false;
  const args =
    after === null
      ? ["update-ref", "-d", name, before ?? zeroOid]
      : ["update-ref", name, after, before ?? zeroOid];
  return (await git.run(args, { codes: [0, 1, 128] })).code === 0;
}

/** Git's rules for ref names (git-check-ref-format(1)), within `refs/`. */
export function isRefName(name: string): boolean {
  const printable = Buffer.from(name).every((byte) => byte > 0x20 && byte !== 0x7f);
  return (
    printable &&
    name.startsWith("refs/") &&
    !/[~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.$|\/$|\.lock(\/|$)/.test(name) &&
    name.split("/").length >= 3
  );
}

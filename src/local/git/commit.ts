/** Commits as records: reading them, finding them by name, writing them, walking their history. */
import { type Git, zeroOid } from "../git.ts";
import { textOf } from "./process.ts";
import { writeObject } from "./write-object.ts";

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ISO 8601; in UTC when read. */
  readonly date: string;
}

export interface Commit {
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

export function isOid(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/** The commit of this id; null when the repository has no such commit. */
export async function readCommit(git: Git, oid: string): Promise<Commit | null> {
  if (!isOid(oid)) return null;
  const object = await git.objects.read(`${oid}^{commit}`);
  return object?.type === "commit" ? parseCommit(object.oid, object.content.toString("utf8")) : null;
}

/** The commit that the API's `{ref}` names: a branch, a tag, `heads/…`, `tags/…`, or an id; null when there is none. */
export async function resolveCommit(git: Git, ref: string): Promise<string | null> {
  const safe = /^(?!-)(?!.*(\.\.|@\{|\/\/|\.lock$))[^\s~^:?*[\\]+$/.test(ref);
  if (!safe) return null;
  const names = [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/${ref.replace(/^refs\//, "")}`];
  if (ref === "HEAD") names.push("HEAD");
  if (/^[0-9a-f]{7,40}$/.test(ref)) names.push(ref);
  for (const name of names) {
    const object = await git.objects.read(`${name}^{commit}`);
    if (object) return object.oid;
  }
  return null;
}

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
}

/** Writes a commit object; its message is kept to the byte. */
export function writeCommit(git: Git, commit: NewCommit): Promise<string> {
  if (commit.message.includes("\0")) throw new Error("a commit message cannot hold a NUL byte");
  const lines = [
    `tree ${commit.tree}`,
    ...[...new Set(commit.parents)].map((parent) => `parent ${parent}`),
    `author ${formatSignature(commit.author)}`,
    `committer ${formatSignature(commit.committer)}`,
    "",
    commit.message,
  ];
  return writeObject(git, "commit", Buffer.from(lines.join("\n")));
}

export interface Walk {
  readonly from: string;
  /** Leaves out what this commit reaches. */
  readonly without?: string;
  readonly max?: number;
  readonly skip?: number;
  /** Only commits that touch this path. */
  readonly path?: string;
  readonly oldestFirst?: boolean;
}

/** Commit ids reachable from a commit, newest first unless asked otherwise. */
export async function walkCommits(git: Git, walk: Walk): Promise<readonly string[]> {
  if (walk.from === zeroOid) return [];
  const only = await onlyCommit(git, walk);
  if (only !== null) return [only];
  const args = ["rev-list", "--topo-order"];
  if (walk.max !== undefined) args.push(`--max-count=${walk.max}`);
  if (walk.skip !== undefined) args.push(`--skip=${walk.skip}`);
  if (walk.oldestFirst) args.push("--reverse");
  args.push(walk.from);
  if (walk.without !== undefined && walk.without !== zeroOid) args.push(`^${walk.without}`);
  args.push("--");
  if (walk.path !== undefined) args.push(walk.path);
  const text = textOf(await git.run(args, { env: { GIT_LITERAL_PATHSPECS: "1" } }));
  return text === "" ? [] : text.split("\n");
}

/** One commit on top of what is left out is all that there is: known without a process. */
async function onlyCommit(git: Git, { from, without, path, skip }: Walk): Promise<string | null> {
  if (without === undefined || path !== undefined || skip !== undefined) return null;
  const commit = await readCommit(git, from);
  return commit?.parents.length === 1 && commit.parents[0] === without ? commit.oid : null;
}

function parseCommit(oid: string, text: string): Commit {
  const end = text.indexOf("\n\n");
  const headers = end === -1 ? text : text.slice(0, end);
  const parents: string[] = [];
  let tree = "";
  let author = nobody;
  let committer = nobody;
  for (const line of headers.split("\n")) {
    const space = line.indexOf(" ");
    const value = line.slice(space + 1);
    switch (line.slice(0, space)) {
      case "tree":
        tree = value;
        break;
      case "parent":
        parents.push(value);
        break;
      case "author":
        author = parseSignature(value);
        break;
      case "committer":
        committer = parseSignature(value);
        break;
      default: // gpgsig, encoding, mergetag: not shown by the API subset
    }
  }
  return { oid, tree, parents, author, committer, message: end === -1 ? "" : text.slice(end + 2) };
}

/** As Git writes it: without what would end the field, and without the marks around a name that are no part of it. */
function formatSignature({ name, email, date }: Signature): string {
  const bare = (text: string) =>
    text
      .replaceAll(/[<>\n]/g, "")
      .replaceAll(/^(?:[^!-\uffff]|[.,:;"\\'])+|(?:[^!-\uffff]|[.,:;"\\'])+$/g, "");
  if (bare(name) === "") throw new Error(`empty name of <${email}> in a commit`);
  const [, zone = "+00:00"] = /([+-]\d\d:\d\d)$/.exec(date) ?? [];
  return `${bare(name)} <${bare(email)}> ${Math.floor(Date.parse(date) / 1000)} ${zone.replace(":", "")}`;
}

const nobody: Signature = { name: "", email: "", date: "1970-01-01T00:00:00Z" };

function parseSignature(text: string): Signature {
  const [, name = "", email = "", seconds = "0"] = /^(.*?) ?<([^>]*)> (-?\d+)/.exec(text) ?? [];
  return { name, email, date: `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z` };
}

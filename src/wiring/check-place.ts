/** Where `signalbox check` stands: the repository, what is checked out, and the base that it is compared with. Nothing is written. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { nearest } from "../config/nearest.ts";
import { type GitCall, git } from "../runs/git.ts";
import { type PlaceProblem, placeProblemText } from "../text/check-place.ts";
import { askClone, cloneGit } from "./clone-git.ts";

export interface Place {
  /** Root of the working tree. */
  readonly top: string;
  /** The branch that is checked out; null for none. */
  readonly branch: string | null;
  /** What a commit made now would stand on: HEAD, and what is being merged into it; empty before the first commit. */
  readonly heads: readonly string[];
  /** For Git from there: it is trusted as the person's own Git trusts it, and what they ignore everywhere is ignored. */
  readonly call: GitCall;
}

/** The base as this clone has it. */
export interface Base {
  /** As it was typed, or found. */
  readonly name: string;
  readonly commit: string;
  /** Where the change left it. */
  readonly mergeBase: string;
}

/** It cannot be judged from here; the message says why and what to type. */
export class Misplaced extends Error {
  constructor(problem: PlaceProblem) {
    super(placeProblemText(problem));
  }
}

/** `folder`: anywhere in a working tree. */
export async function findPlace(folder: string): Promise<Place> {
  const { code, out, err } = await cloneGit(folder, ["rev-parse", "--is-inside-work-tree"]);
  if (code !== 0) throw new Misplaced({ kind: /dubious/i.test(err) ? "distrusted" : "no-git", folder });
  const top = out === "true" ? await askClone(folder, "rev-parse", "--show-toplevel") : null;
  if (top === null) throw new Misplaced({ kind: "bare", folder });
  const ignored = (await askClone(top, "config", "--type=path", "core.excludesFile")) ?? usualIgnores();
  const call: GitCall = {
    cwd: top,
    // A split index would have Git write a part of a copy beside the original.
    config: { "safe.directory": "*", "core.excludesFile": ignored, "core.splitIndex": "false" },
  };
  const head = await commitOf(call, "HEAD");
  const merging = (await textOf(call, "MERGE_HEAD")).filter((id) => /^[0-9a-f]{40,64}$/.test(id));
  return {
    top,
    branch: await line(["symbolic-ref", "--quiet", "--short", "HEAD"], call),
    heads: head === null ? [] : [head, ...merging],
    call,
  };
}

/** https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreexcludesFile */
function usualIgnores(): string {
  const { HOME = "", XDG_CONFIG_HOME } = process.env;
  return join(XDG_CONFIG_HOME || join(HOME, ".config"), "git", "ignore");
}

const USUAL = ["origin/HEAD", "origin/main", "origin/master", "main", "master"] as const;

/** `named` null: the first of the usual ones that is here. */
export async function findBase(place: Place, named: string | null): Promise<Base> {
  const { branch, call, heads, top } = place;
  if (heads.length === 0) throw new Misplaced({ kind: "no-commit", top, branch });
  const name = named ?? (await usualBase(place));
  const commit = await commitOf(call, name);
  if (commit === null) {
    throw new Misplaced({ kind: "no-base", top, base: name, near: nearest(name, await branchesOf(call)) });
  }
  // Of the base and a commit that has all heads as its parents: https://git-scm.com/docs/git-merge-base#_discussion
  const mergeBase = await line(["merge-base", commit, ...heads], call);
  const cut = new Set(await textOf(call, "shallow"));
  if (mergeBase === null)
    throw new Misplaced({ kind: cut.size > 0 ? "shallow" : "unrelated", top, base: name });
  const base: Base = { name, commit, mergeBase };
  if (cut.size > 0 && (await isCut(base, place, cut)))
    throw new Misplaced({ kind: "shallow", top, base: name });
  return base;
}

/**
 * For a change without a file: the branch that is checked out is the base itself, so that nothing that was committed
 * could ever be part of a change.
 */
export function refuseBaseItself({ branch, top }: Place, { name }: Base): void {
  if (branch === name) throw new Misplaced({ kind: "base-itself", top, base: name });
}

/** The commit of a name; null when there is none. */
export function commitOf(call: GitCall, name: string): Promise<string | null> {
  return line(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`], call);
}

/** A file of a commit; null when it has none of that path. */
export async function readFileAt(call: GitCall, commit: string, path: string): Promise<string | null> {
  try {
    return (await git(["cat-file", "blob", `${commit}:${path}`], call)).toString("utf8");
  } catch {
    return null;
  }
}

async function usualBase({ call, top }: Place): Promise<string> {
  for (const name of USUAL) if ((await commitOf(call, name)) !== null) return name;
  throw new Misplaced({ kind: "no-usual-base", top, tried: USUAL });
}

/** Whether what the change brings ends where the clone's history does: a commit there seems to add all that it holds. */
async function isCut({ commit }: Base, { call, heads }: Place, cut: ReadonlySet<string>): Promise<boolean> {
  const listed = await git(["rev-list", ...heads, "--not", commit], call);
  return listed
    .toString("latin1")
    .split("\n")
    .some((id) => cut.has(id));
}

async function branchesOf(call: GitCall): Promise<readonly string[]> {
  const listed = await git(
    ["for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads", "refs/remotes"],
    call,
  );
  return listed
    .toString("utf8")
    .split("\n")
    .filter((name) => name !== "");
}

/** The lines of a file that Git keeps; none where it does not. */
async function textOf(call: GitCall, name: string): Promise<readonly string[]> {
  const path = await line(["rev-parse", "--git-path", name], call);
  const text = await readFile(resolve(call.cwd, path ?? name), "utf8").catch(() => "");
  return text.split("\n").filter((each) => each !== "");
}

/** The one line that Git answers with; null when it fails or says nothing. */
async function line(args: readonly string[], call: GitCall): Promise<string | null> {
  try {
    const words = (await git(args, call)).toString("utf8").trim();
    return words === "" ? null : words;
  } catch {
    return null;
  }
}

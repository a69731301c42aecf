/** The clone that local mode works for: where it is, what it starts from, and who its person is. Nothing here writes to it. */
import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { githubLogin, githubName } from "../domain/login.ts";
import { type CloneProblem, cloneProblemText } from "../text/up.ts";
import { askClone, cloneGit } from "./clone-git.ts";

export interface Clone {
  /** Root of the working tree that was named; a linked one has a root of its own. */
  readonly top: string;
  /** Shared by all of the clone's working trees. */
  readonly gitDir: string;
  /** What local mode keeps: `origin.git`, `github.sqlite`, `runs/`, `access.json`. */
  readonly state: string;
  /** Of the folder; the repository's name when it is made. */
  readonly name: string;
}

/** The folder cannot be worked for; the message says why and what to type. */
export class UnfitClone extends Error {}

/** `path`: anywhere in a working tree. */
export async function findClone(path: string): Promise<Clone> {
  const refuse = (problem: CloneProblem, said = ""): never => {
    throw new UnfitClone(cloneProblemText(path, problem, said));
  };
  if (!existsSync(path)) refuse("missing");
  const { code, out, err } = await cloneGit(path, [
    "rev-parse",
    "--path-format=absolute",
    "--is-bare-repository",
    "--is-inside-work-tree",
    "--show-object-format",
    "--git-common-dir",
  ]);
  if (code !== 0) refuse(/not a git repository/i.test(err) ? "none" : "refused", err);
  const [bare, inside, format, common = ""] = out.split("\n");
  if (bare === "true") refuse("bare");
  if (inside !== "true") refuse("inside-git");
  if (format !== "sha1") refuse("format", format);
  const top = (await askClone(path, "rev-parse", "--show-toplevel")) ?? path;
  const gitDir = await realpath(common);
  const folder = basename(gitDir) === ".git" ? dirname(gitDir) : gitDir;
  const name = githubName(basename(folder).replace(/\.git$/, ""));
  return { top, gitDir, state: join(gitDir, "signalbox"), name };
}

export interface StartingPoint {
  readonly branch: string;
  readonly commit: string;
  /** Full name of the ref that holds the commit. */
  readonly ref: string;
  /** How the branch was chosen. */
  readonly by: "origin" | "current" | "usual";
}

/** Where Signalbox keeps branches of its own: the ledger's and the agents'. */
const OURS: ReadonlySet<string> = new Set(["signalbox", "agent"]);

/**
 * The branch that becomes the default one: what the clone says that origin's is, else the current one, else main or master.
 * The local branch counts before the remote-tracking one: it is what the person sees.
 */
export async function startingPoint({ top }: Clone): Promise<StartingPoint> {
  const origin = await askClone(top, "symbolic-ref", "--quiet", "refs/remotes/origin/HEAD");
  const current = await askClone(top, "symbolic-ref", "--quiet", "--short", "HEAD");
  const candidates = [
    { by: "origin", branch: origin?.replace(/^refs\/remotes\/origin\//, "") ?? null },
    { by: "current", branch: current },
    { by: "usual", branch: "main" },
    { by: "usual", branch: "master" },
  ] as const;
  for (const { by, branch } of candidates) {
    if (branch === null) continue;
    for (const ref of [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`]) {
      const commit = await askClone(top, "rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
      if (commit === null) continue;
      // A branch of that name leaves Git no place for the branches below it.
      if (OURS.has(branch)) throw new UnfitClone(cloneProblemText(top, "branch", branch));
      return { branch, commit, ref, by };
    }
  }
  const any = await askClone(top, "rev-parse", "--verify", "--quiet", "HEAD");
  throw new UnfitClone(cloneProblemText(top, any === null ? "empty" : "detached", ""));
}

/** A login for whoever Git says is at work here. */
export async function personOf({ top }: Clone): Promise<string> {
  const name = await askClone(top, "config", "user.name");
  const email = await askClone(top, "config", "user.email");
  return githubLogin(name ?? "") ?? githubLogin(email?.split("@")[0] ?? "") ?? "me";
}

/** Files of the working tree that are not in a commit. */
export async function uncommittedCount({ top }: Clone): Promise<number> {
  const listed = await askClone(top, "status", "--porcelain");
  return listed === null ? 0 : listed.split("\n").length;
}

/** The first start: the clone's default branch, with its history, becomes that of a new `origin.git`. */
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { runGit, textOf } from "../local/git/process.ts";
import { openGit } from "../local/git.ts";
import { cloneText } from "../text/up.ts";
import { askClone, cloneGit } from "./clone-git.ts";
import { type Clone, type StartingPoint, UnfitClone } from "./local-clone.ts";

export const originOf = ({ state }: Clone): string => join(state, "origin.git");

/** The default branch of the repository that local mode keeps; null before the first start. */
export async function embeddedBranch(clone: Clone): Promise<{ branch: string; commit: string } | null> {
  const origin = originOf(clone);
  if (!existsSync(origin)) return null;
  const branch = textOf(await runGit(origin, ["symbolic-ref", "--short", "HEAD"]));
  const found = await runGit(origin, ["rev-parse", "--verify", "--quiet", `refs/heads/${branch}^{commit}`], {
    codes: [0, 1],
  });
  return found.code === 0 ? { branch, commit: textOf(found) } : null;
}

/** Made aside and moved into place when it is whole: a start that was cut off begins again. */
export async function importClone(clone: Clone, { branch, ref }: StartingPoint): Promise<void> {
  await mkdir(clone.state, { recursive: true, mode: 0o700 });
  const draft = `${originOf(clone)}.new`;
  await rm(draft, { recursive: true, force: true });
  const git = await openGit(draft, branch);
  await git.close();
  // By the person's own Git: only it may trust the clone, and it fetches what a partial clone lacks.
  const fetched = await cloneGit(clone.top, [
    `--git-dir=${draft}`,
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    "--update-shallow",
    clone.gitDir,
    `+${ref}:refs/heads/${branch}`,
  ]);
  if (fetched.code !== 0) throw new UnfitClone(cloneText.notCopied(branch, fetched.err));
  await rename(draft, originOf(clone));
}

/** Whether the clone's branch has commits that `origin.git` lacks. */
export async function isAhead(clone: Clone, branch: string): Promise<boolean> {
  const local = await askClone(
    clone.top,
    "rev-parse",
    "--verify",
    "--quiet",
    `refs/heads/${branch}^{commit}`,
  );
  if (local === null) return false;
  const known = await runGit(
    originOf(clone),
    ["merge-base", "--is-ancestor", local, `refs/heads/${branch}`],
    {
      codes: [0, 1, 128],
    },
  );
  return known.code !== 0;
}

const REMOTE = "signalbox";

/** The one thing that is added to the clone's config. Answers with where a remote of that name leads instead, when it is somebody else's. */
export async function addRemote(clone: Clone): Promise<string | null> {
  const origin = originOf(clone);
  const url = await askClone(clone.top, "config", "--local", `remote.${REMOTE}.url`);
  if (url !== null) return url === origin ? null : url;
  const added = await cloneGit(clone.top, ["remote", "add", REMOTE, origin]);
  if (added.code !== 0) throw new Error(`the remote ${REMOTE} could not be added: ${added.err}`);
  return null;
}

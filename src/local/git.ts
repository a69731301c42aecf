/** The bare Git repository of the embedded GitHub. What can be asked of it lives in `git/`, one question a file. */
import { appendFileSync, existsSync, globSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TrialMerge } from "./git/merge.ts";
import { type ObjectReader, openObjectReader } from "./git/object-reader.ts";
import { type GitCall, type GitResult, runGit } from "./git/process.ts";

export interface Git {
  /** The bare repository's folder. */
  readonly dir: string;
  readonly objects: ObjectReader;
  /** Answers of `mergeTrees` by the two commits: what depends on ids alone never goes stale. */
  readonly trialMerges: Map<string, Promise<TrialMerge>>;
  run(args: readonly string[], call?: GitCall): Promise<GitResult>;
  close(): Promise<void>;
}

export const zeroOid = "0".repeat(40);

/** As GitHub serves a repository: any reachable commit may be fetched, `refs/pull/` is written by nobody but the server. */
const settings = `[http]
	receivepack = true
[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
[receive]
	hideRefs = refs/pull
	fsckObjects = true
	autogc = false
# A collection in the background could remove objects that the API has created but that no ref holds yet.
[gc]
	auto = 0
[core]
	quotePath = false
`;

/** Opens the bare repository in `dir`; creates it with the unborn branch `defaultBranch` when there is none. */
export async function openGit(dir: string, defaultBranch: string): Promise<Git> {
  if (!existsSync(dir)) {
    await runGit(dir, ["init", "--bare", "--quiet", `--initial-branch=${defaultBranch}`, "--template=", dir]);
    appendFileSync(join(dir, "config"), settings);
  }
  dropLocks(dir);
  const objects = openObjectReader(dir);
  return {
    dir,
    objects,
    trialMerges: new Map(),
    run: (args, call) => runGit(dir, args, call),
    close: () => objects.close(),
  };
}

/** A Git that was killed leaves its lock files, on which every later one fails. Whoever opens the world is alone in it. */
function dropLocks(dir: string): void {
  for (const lock of globSync(["*.lock", "refs/**/*.lock"], { cwd: dir }))
    rmSync(join(dir, lock), { force: true });
}

/**
 * The forecast over a repository that lies elsewhere: a bare clone without file contents, to which the commits in question are
 * fetched, and of contents only those that both sides changed. It is made when the first forecast is asked for.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RepositoryAddress } from "../domain/repository.ts";
import { type GitCall, git } from "../runs/git.ts";
import type { Source } from "../runs/ports.ts";
import { credentials } from "../runs/workspace.ts";
import { type MergeForecast, tryMerge } from "./merge-forecast.ts";

export interface ForecastClone {
  readonly forecast: MergeForecast;
  /** Takes the clone away; the next forecast would make it again. */
  close(): Promise<void>;
}

/** Milliseconds for a fetch: the first brings every commit and folder of the history. */
const PATIENCE = 300_000;

/** `parent`: the folder that it is made in. */
export function createForecastClone(source: () => Promise<Source>, parent = tmpdir()): ForecastClone {
  let made: Promise<string> | null = null;

  return {
    forecast: async (ours, theirs) => {
      try {
        const dir = await folder();
        const call = await callTo(dir);
        await bring(call, [ours, theirs]);
        return await tryMerge(ours, theirs, call);
      } catch {
        // Offline, refused, gone, too slow: whatever it was, nobody has looked.
        return null;
      }
    },
    close: async () => {
      const dir = await made?.catch(() => null);
      made = null;
      if (dir) await rm(dir, { recursive: true, force: true });
    },
  };

  function folder(): Promise<string> {
    made ??= create(parent).catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  }

  /** The token is in the environment of each call, for Git's own later fetches too: no argument and no file holds it. */
  async function callTo(cwd: string): Promise<GitCall> {
    const from = await source();
    return {
      cwd,
      config: {
        ...credentials(from),
        "remote.origin.url": from.url,
        "remote.origin.promisor": "true",
        "remote.origin.partialclonefilter": "blob:none",
      },
    };
  }
}

async function create(parent: string): Promise<string> {
  const dir = await mkdtemp(join(parent, "signalbox-forecast-"));
  await git(["init", "--bare", "--quiet", "--template=", "."], { cwd: dir });
  // What is missing may be fetched later, from the remote of this name: https://git-scm.com/docs/partial-clone
  await git(["config", "core.repositoryFormatVersion", "1"], { cwd: dir });
  await git(["config", "extensions.partialClone", "origin"], { cwd: dir });
  return dir;
}

/** A ref for each commit, so that the next fetch can say what is here already. */
async function bring(call: GitCall, commits: readonly string[]): Promise<void> {
  const refs = await git(["for-each-ref", "--format=%(refname:lstrip=2)", "refs/seen/"], call);
  const seen = new Set(refs.toString("utf8").split("\n"));
  const missing = commits.filter((commit) => !seen.has(commit));
  if (missing.length === 0) return;
  await git(
    [
      "fetch",
      "--quiet",
      "--no-tags",
      "--no-write-fetch-head",
      "--filter=blob:none",
      "origin",
      ...missing.map((commit) => `+${commit}:refs/seen/${commit}`),
    ],
    { ...call, signal: AbortSignal.timeout(PATIENCE) },
  );
}

/** Where Git finds a repository of the GitHub whose REST is at `baseUrl`: github.com, a server of one's own, or an embedded one. */
export function cloneAddress(baseUrl: string, { owner, name }: RepositoryAddress): string {
  const url = new URL(baseUrl);
  const host = url.hostname.startsWith("api.") ? url.host.slice("api.".length) : url.host;
  return `${url.protocol}//${host}/${owner}/${name}.git`;
}

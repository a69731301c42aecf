/** Whether a repository wants to be served: it has a config, or a ledger from when it had one. */
import type { RepositoryAddress } from "../domain/repository.ts";
import { DEFAULT_LEDGER } from "../github/ask.ts";
import type { Client } from "../github/client.ts";
import { isMissing } from "../github/failure.ts";

export async function hasConfig(
  { octokit }: Client,
  { owner, name: repo }: RepositoryAddress,
): Promise<boolean> {
  const { repos, git } = octokit.rest;
  return (
    (await exists(() => repos.getContent({ owner, repo, path: ".github/signalbox.yml" }))) ||
    // A config that was taken away must still be said to be missing.
    (await exists(() => git.getRef({ owner, repo, ref: `heads/${DEFAULT_LEDGER}` })))
  );
}

async function exists(read: () => Promise<unknown>): Promise<boolean> {
  try {
    await read();
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** What a run needs of GitHub, over the same client as the orchestrator's. */
import type { RepositoryAddress } from "../domain/repository.ts";
import { DEFAULT_LEDGER } from "../github/ask.ts";
import type { Client } from "../github/client.ts";
import { createCommit } from "../github/commit.ts";
import { record } from "../github/record.ts";
import { readStanding } from "../github/standing-now.ts";
import type { RunPorts, Source } from "../runs/ports.ts";

export interface RunPortOptions {
  readonly client: Client;
  readonly repository: RepositoryAddress;
  readonly source: () => Promise<Source>;
  readonly wake: () => void;
  readonly change: RunPorts["change"];
  readonly now: () => Date;
}

export function createRunPorts({ client, repository, now, ...given }: RunPortOptions): RunPorts {
  const { owner, name: repo } = repository;
  // Whoever records has read before: the branch is known by then.
  let ledger = DEFAULT_LEDGER;
  return {
    read: async () => {
      const standing = await readStanding(client, repository);
      ledger = standing.branch;
      return standing;
    },
    issue: async (number) => {
      const { data } = await client.octokit.rest.issues.get({ owner, repo, issue_number: number });
      return { title: data.title, body: data.body ?? "" };
    },
    record: (head, changes, events) => record(client, repository, { branch: ledger, head, changes, events }),
    createCommit: ({ patch, ...commit }) => createCommit(client, repository, { ...commit, entries: patch }),
    ...given,
    now,
  };
}

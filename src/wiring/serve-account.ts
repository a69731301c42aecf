/** One installation: its tokens, and the waiter and the places that its repositories share, for GitHub's limits are its own. */
import { listPermissions, readerPermissions, repositoryPermissions } from "../domain/app-manifest.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import { type Client, type ClientOptions, createClient } from "../github/client.ts";
import { type Clock, createWaiter } from "../github/waiter.ts";
import { createTurns } from "../queue/turns.ts";
import type { Source } from "../runs/ports.ts";
import { createTokenStore, type TokenScope } from "./app-tokens.ts";
import { cloneAddress } from "./forecast-clone.ts";

export interface Account {
  /** Lists the installation's repositories, and may do nothing else. */
  readonly lister: Client;
  /** Reads one repository's content. */
  reader(repository: number): Client;
  /** Does all that a pass does, on one repository. */
  worker(repository: number, onRequest: NonNullable<ClientOptions["onRequest"]>): Client;
  /** Where to clone a repository from. */
  source(repository: number, address: RepositoryAddress): Promise<Source>;
  /** Passes of one installation that run at a time. */
  readonly inTurn: ReturnType<typeof createTurns>;
}

export interface AccountOptions {
  readonly app: Client;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly installation: number;
  /** Milliseconds between writes. */
  readonly writeSpacing: number;
  readonly signal: AbortSignal;
}

/** GitHub wants at most 100 requests at a time; a pass makes one after the other. */
const PLACES = 10;

export function createAccount(options: AccountOptions): Account {
  const { app, baseUrl, clock, installation, writeSpacing, signal } = options;
  const waiter = createWaiter({ clock, writeSpacing });
  const give = createTokenStore(app, clock, installation);
  const client = (scope: TokenScope, onRequest?: ClientOptions["onRequest"]) =>
    createClient({
      baseUrl,
      clock,
      writeSpacing,
      waiter,
      signal,
      token: (refused) => give(scope, refused),
      ...(onRequest ? { onRequest } : {}),
    });
  return {
    lister: client({ permissions: listPermissions }),
    reader: (repository) => client({ permissions: readerPermissions, repository_ids: [repository] }),
    worker: (repository, onRequest) =>
      client({ permissions: repositoryPermissions, repository_ids: [repository] }, onRequest),
    source: async (repository, address) => ({
      url: cloneAddress(baseUrl, address),
      token: await give({ permissions: readerPermissions, repository_ids: [repository] }),
    }),
    inTurn: createTurns(PLACES),
  };
}

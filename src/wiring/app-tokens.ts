/**
 * Installation tokens of the App, each for one repository and the least that its use needs. One is used until shortly before it
 * expires by the injected clock, and no longer than GitHub believes it.
 */
import { z } from "zod";
import { readerPermissions, repositoryPermissions } from "../domain/app-manifest.ts";
import { type Client, createClient } from "../github/client.ts";
import type { Clock } from "../github/waiter.ts";
import { createAppJwt } from "./app-jwt.ts";

export interface AppCredentials {
  readonly baseUrl: string;
  readonly appId: number;
  readonly privateKey: string;
  readonly clock: Clock;
  /** Gives up whatever is under way. */
  readonly signal?: AbortSignal;
}

export interface AppTokens {
  /** May do all that the orchestrator does. `refused`: the one that GitHub answered 401; it is not given out again. */
  orchestrator(refused?: string): Promise<string>;
  /** May only read the repository's content: for clones. */
  reader(refused?: string): Promise<string>;
}

/** A client that speaks as the App itself. */
export function createAppClient({ baseUrl, appId, privateKey, clock, signal }: AppCredentials): Client {
  return createClient({
    baseUrl,
    token: createAppJwt({ appId, privateKey, clock }),
    clock,
    // What is written as the App are tokens: nobody is notified of them.
    writeSpacing: 0,
    ...(signal ? { signal } : {}),
  });
}

export function createAppTokens({
  installationId,
  repositoryName,
  ...app
}: AppCredentials & { readonly installationId: number; readonly repositoryName: string }): AppTokens {
  const give = createTokenStore(createAppClient(app), app.clock, installationId);
  const repositories = [repositoryName];
  return {
    orchestrator: (refused) => give({ repositories, permissions: repositoryPermissions }, refused),
    reader: (refused) => give({ repositories, permissions: readerPermissions }, refused),
  };
}

/** What a token may do, and where. Without a repository: everywhere that the App is installed. */
export interface TokenScope {
  readonly permissions: Readonly<Record<string, "read" | "write">>;
  readonly repositories?: readonly string[];
  readonly repository_ids?: readonly number[];
}

interface Held {
  readonly token: string;
  /** Milliseconds of the clock. */
  readonly until: number;
}

const Created = z.object({ token: z.string(), expires_at: z.string() });

/** Milliseconds before its end at which a token is not given out any more: a request with it must still arrive in time. */
const EARLY = 120_000;

/** Those who ask for one token at the same time share the request for it. */
export function createTokenStore(
  app: Client,
  clock: Pick<Clock, "now">,
  installationId: number,
): (scope: TokenScope, refused?: string) => Promise<string> {
  const held = new Map<string, Held>();
  const asked = new Map<string, Promise<string>>();

  return (scope, refused) => {
    const key = JSON.stringify(scope);
    const known = held.get(key);
    if (known && known.token !== refused && known.until > clock.now().getTime())
      return Promise.resolve(known.token);
    const asking = asked.get(key) ?? ask(key, scope).finally(() => asked.delete(key));
    asked.set(key, asking);
    return asking;
  };

  async function ask(
    key: string,
    { permissions, repositories, repository_ids }: TokenScope,
  ): Promise<string> {
    held.delete(key);
    const { data } = await app.octokit.rest.apps.createInstallationAccessToken({
      installation_id: installationId,
      permissions,
      ...(repositories ? { repositories: [...repositories] } : {}),
      ...(repository_ids ? { repository_ids: [...repository_ids] } : {}),
    });
    const { token, expires_at } = Created.parse(data);
    held.set(key, { token, until: Date.parse(expires_at) - EARLY });
    return token;
  }
}

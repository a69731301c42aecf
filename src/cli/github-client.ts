/** A repository on GitHub that a person names with `--repo`, and the client that their token opens it with. */
import { parseRepository, type RepositoryAddress } from "../domain/repository.ts";
import { type Client, createClient } from "../github/client.ts";
import { systemClock } from "../wiring/clock.ts";
import { type Io, WrongUse } from "./command.ts";

export interface OnGitHub {
  readonly client: Client;
  readonly repository: RepositoryAddress;
  readonly baseUrl: string;
  readonly token: string;
}

export function onGitHub(repo: string, { env }: Pick<Io, "env">): OnGitHub {
  const repository = parseRepository(repo);
  if (!repository) throw new WrongUse(`--repo takes owner/name, but was given ${repo}`);
  const token = env["GITHUB_TOKEN"];
  if (!token)
    throw new WrongUse("GITHUB_TOKEN is not set: it must hold a token that may read the repository");
  const baseUrl = env["GITHUB_API_URL"] ?? "https://api.github.com";
  const client = createClient({ baseUrl, token: async () => token, clock: systemClock, writeSpacing: 1_000 });
  return { client, repository, baseUrl, token };
}

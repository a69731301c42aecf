/** Where a command finds its repository: a world in a folder (`--dir`), or GitHub (`--repo`, with `GITHUB_TOKEN`). */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseRepository } from "../domain/repository.ts";
import { createClient } from "../github/client.ts";
import { startEmbeddedGitHub } from "../local/server.ts";
import { WorldInUse } from "../local/store.ts";
import { worldInUseText } from "../text/world.ts";
import { systemClock } from "../wiring/clock.ts";
import { addressOf, tokensOf } from "../wiring/embedded.ts";
import { createOrchestrator, type Orchestrator } from "../wiring/orchestrator.ts";
import { type Io, WrongUse } from "./command.ts";

export const connectOptions = { dir: { type: "string" }, repo: { type: "string" } } as const;

export const connectUsage = `  --dir D         a world that \`signalbox demo --dir D\` keeps (the current folder, when it is one)
  --repo OWNER/NAME   a repository on GitHub, with a token in GITHUB_TOKEN (GITHUB_API_URL for GitHub Enterprise Server)`;

export interface Connection {
  readonly orchestrator: Orchestrator;
  close(): Promise<void>;
}

export async function connect(
  values: { readonly dir?: string | undefined; readonly repo?: string | undefined },
  io: Io,
): Promise<Connection> {
  if (values.dir !== undefined && values.repo !== undefined)
    throw new WrongUse("name --dir or --repo, not both");
  if (values.repo !== undefined) return connectGitHub(values.repo, io);
  return connectFolder(resolve(io.cwd, values.dir ?? "."), values.dir !== undefined);
}

function connectGitHub(repo: string, { env }: Io): Connection {
  const repository = parseRepository(repo);
  if (!repository) throw new WrongUse(`--repo takes owner/name, but was given ${repo}`);
  const token = env["GITHUB_TOKEN"];
  if (!token)
    throw new WrongUse("GITHUB_TOKEN is not set: it must hold a token that may read the repository");
  const baseUrl = env["GITHUB_API_URL"] ?? "https://api.github.com";
  const client = createClient({ baseUrl, token: async () => token, clock: systemClock, writeSpacing: 1_000 });
  return withClient(client, repository, async () => {});
}

async function connectFolder(dir: string, named: boolean): Promise<Connection> {
  if (!existsSync(join(dir, "github.sqlite"))) {
    throw new WrongUse(
      named
        ? `there is no world in ${dir}: \`signalbox demo --dir\` makes one`
        : "name a world with --dir, or a repository with --repo",
    );
  }
  const github = await startEmbeddedGitHub({ dir }).catch((error: unknown) => {
    throw error instanceof WorldInUse ? new WrongUse(worldInUseText(dir)) : error;
  });
  const repository = addressOf(github);
  const tokens = tokensOf(github, systemClock);
  const client = createClient({
    baseUrl: github.url,
    token: tokens.orchestrator,
    clock: systemClock,
    writeSpacing: 0,
  });
  return withClient(client, repository, github.close);
}

function withClient(
  client: ReturnType<typeof createClient>,
  repository: { owner: string; name: string },
  closeWorld: () => Promise<void>,
): Connection {
  const orchestrator = createOrchestrator({
    client,
    repository,
    clock: systemClock,
    onPass: () => {},
    onError: () => {},
  });
  return {
    orchestrator,
    close: async () => {
      await orchestrator.close();
      await closeWorld();
    },
  };
}

/**
 * Where a command finds its repository: the clone that it is typed in, when `signalbox up` keeps a world for it; a world in a
 * folder (`--dir`); or GitHub (`--repo`, with `GITHUB_TOKEN`).
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createClient } from "../github/client.ts";
import { startEmbeddedGitHub } from "../local/server.ts";
import { WorldInUse } from "../local/store.ts";
import { worldInUseText } from "../text/world.ts";
import { createAppTokens } from "../wiring/app-tokens.ts";
import { systemClock } from "../wiring/clock.ts";
import { addressOf, tokensOf } from "../wiring/embedded.ts";
import { cloneAddress, createForecastClone } from "../wiring/forecast-clone.ts";
import { fetchLedgerHistory } from "../wiring/ledger-clone.ts";
import { type LedgerHistory, ledgerBranchOf, readLedgerHistory } from "../wiring/ledger-history.ts";
import { type Access, readAccess } from "../wiring/local-access.ts";
import { findClone, UnfitClone } from "../wiring/local-clone.ts";
import { localForecast, type MergeForecast } from "../wiring/merge-forecast.ts";
import { createOrchestrator, type Orchestrator, type OrchestratorOptions } from "../wiring/orchestrator.ts";
import { type Io, WrongUse } from "./command.ts";
import type { ConnectValues } from "./connect.ts";
import { onGitHub } from "./github-client.ts";

export interface Connection {
  readonly orchestrator: Orchestrator;
  /** All that the ledger ever held. */
  history(): Promise<LedgerHistory>;
  close(): Promise<void>;
}

export async function openConnection(values: ConnectValues, io: Io): Promise<Connection> {
  if (values.dir !== undefined && values.repo !== undefined)
    throw new WrongUse("name --dir or --repo, not both");
  if (values.repo !== undefined) return connectGitHub(values.repo, io);
  if (values.dir !== undefined) {
    const dir = resolve(io.cwd, values.dir);
    if (!isWorld(dir)) throw new WrongUse(`there is no world in ${dir}: \`signalbox demo --dir\` makes one`);
    return connectFolder(dir);
  }
  return isWorld(io.cwd) ? connectFolder(io.cwd) : connectClone(io.cwd);
}

function connectGitHub(repo: string, io: Io): Connection {
  const { client, repository, baseUrl, token } = onGitHub(repo, io);
  const url = cloneAddress(baseUrl, repository);
  const { forecast, close } = createForecastClone(async () => ({ url, token }));
  const history = () => fetchLedgerHistory({ url, token });
  return withClient({ client, repository, forecast }, history, close);
}

function isWorld(dir: string): boolean {
  return existsSync(join(dir, "github.sqlite"));
}

async function connectClone(cwd: string): Promise<Connection> {
  const state = await stateOf(cwd);
  if (state === null || !isWorld(state)) {
    throw new WrongUse(
      "name a world with --dir, or a repository with --repo, or go into a clone that `signalbox up` was started for",
    );
  }
  const access = await readAccess(state);
  return access ? connectRunning(access, state) : connectFolder(state);
}

/** What `signalbox up` keeps for the clone around a folder; null outside of one. */
async function stateOf(cwd: string): Promise<string | null> {
  try {
    return (await findClone(cwd)).state;
  } catch (error) {
    if (error instanceof UnfitClone) return null;
    throw error;
  }
}

/** The world is in the hands of a process that runs: it is asked over HTTP, as the App. */
function connectRunning({ rest, owner, name, app }: Access, state: string): Connection {
  const { id: appId, installationId, privateKey } = app;
  const tokens = createAppTokens({
    baseUrl: rest,
    appId,
    privateKey,
    installationId,
    repositoryName: name,
    clock: systemClock,
  });
  const client = createClient({
    baseUrl: rest,
    token: tokens.orchestrator,
    clock: systemClock,
    writeSpacing: 0,
  });
  const repository = { owner, name };
  const looking = { client, repository, forecast: forecastIn(state), alone: true };
  return withClient(looking, historyIn(state), async () => {});
}

async function connectFolder(dir: string): Promise<Connection> {
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
  const looking = { client, repository, forecast: forecastIn(dir), alone: true };
  return withClient(looking, historyIn(dir), github.close);
}

function historyIn(dir: string): () => Promise<LedgerHistory> {
  const origin = join(dir, "origin.git");
  return async () => readLedgerHistory(origin, await ledgerBranchOf(origin));
}

function forecastIn(dir: string): MergeForecast {
  return localForecast(join(dir, "origin.git"));
}

function withClient(
  looking: Pick<OrchestratorOptions, "client" | "repository" | "forecast" | "alone">,
  history: Connection["history"],
  closeWorld: () => Promise<void>,
): Connection {
  const orchestrator = createOrchestrator({
    ...looking,
    clock: systemClock,
    onPass: () => {},
    onError: () => {},
  });
  return {
    orchestrator,
    history,
    close: async () => {
      await orchestrator.close();
      await closeWorld();
    },
  };
}

/** What rules and who holds what, read now: for a run that takes its claim or publishes. One request. */
import { parseConfig } from "../config/parse.ts";
import type { Config } from "../config/schema.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import { type Ledger, parseLedger } from "../ledger/ledger.ts";
import { askStanding } from "./ask.ts";
import type { Client } from "./client.ts";
import { configOf, ledgerFilesOf } from "./standing.ts";

export interface StandingNow {
  /** The default branch's config, or the last valid one. */
  readonly config: Config;
  readonly ledger: Ledger;
  /** The ledger's tip, and its branch. */
  readonly head: string;
  readonly branch: string;
}

export async function readStanding(client: Client, address: RepositoryAddress): Promise<StandingNow> {
  const found = await askStanding(client, address);
  const files = ledgerFilesOf(found);
  const head = found.standing?.ledger?.target.oid;
  if (!files || head === undefined) throw new Error(`${address.owner}/${address.name} has no ledger`);
  const ledger = parseLedger(files);
  const config = validConfig([configOf(found)?.text ?? null, ledger.config]);
  if (!config) throw new Error(`${address.owner}/${address.name} has no valid config`);
  return { config, ledger, head, branch: found.ledgerBranch };
}

function validConfig(texts: readonly (string | null)[]): Config | null {
  for (const text of texts) {
    const parsed = text === null ? null : parseConfig(text);
    if (parsed?.ok) return parsed.config;
  }
  return null;
}

/** What rules and who holds what, read now: for a run that takes its claim or publishes. One request. */
import { rulesInForce } from "../config/rules.ts";
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
  const rules = rulesInForce([configOf(found), { text: ledger.config, oid: ledger.desk.config }]);
  if (!rules) throw new Error(`${address.owner}/${address.name} has no valid config`);
  return { config: rules.config, ledger, head, branch: found.ledgerBranch };
}

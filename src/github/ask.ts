/** Asks GitHub until nothing that matters is missing: usually one request, two when something new appeared. */
import { parseConfig } from "../config/parse.ts";
import type { RepositoryAddress } from "../domain/repository.ts";
import { emptyLedger, parseLedger } from "../ledger/ledger.ts";
import type { Client } from "./client.ts";
import { type Collected, collect, emptyCollection } from "./collect.ts";
import { type Interest, interestOf, lostBranches, mentionedIssues } from "./interest.ts";
import { observeQuery, type Wanted } from "./observe-query.ts";
import { configOf, ledgerFilesOf } from "./standing.ts";

export interface Guess extends Interest {
  readonly ledgerBranch: string;
  readonly since: string | null;
}

export interface Asked extends Collected {
  readonly ledgerBranch: string;
}

export const DEFAULT_LEDGER = "signalbox/ledger";

/** Parts of one query that are asked for by number or name. */
const CHUNK = 100;
/** Rounds of asking for what the last answer made interesting: they end long before. */
const ROUNDS = 100;
/** Pages of 50 recently changed issues; at the first look, of all open ones. */
const PAGES = 1_000;

/** `guess`: what the last look found interesting; null at the first. Everything that it lacks is asked for after it. */
export async function askAll(
  client: Client,
  address: RepositoryAddress,
  guess: Guess | null,
): Promise<Asked> {
  const found = await askStanding(client, address, guess);
  const { ledgerBranch } = found;
  const files = ledgerFilesOf(found);
  const ledger = files ? parseLedger(files) : emptyLedger;
  if (guess?.ledgerBranch !== ledgerBranch)
    await ask(
      client,
      address,
      ledgerBranch,
      { ...nothing, since: { at: ledger.desk.since, after: null } },
      found,
    );
  for (let round = 0; round < ROUNDS; round += 1) {
    const missing = notAsked(
      interestOf(
        ledger,
        mentionedIssues(found.issues.values(), ledger),
        lostBranches(found.issues.values(), ledger, found.self),
      ),
      found,
    );
    if (!missing) return found;
    await ask(client, address, ledgerBranch, { ...nothing, ...missing }, found);
  }
  throw new Error(`${address.owner}/${address.name} names new issues without end`);
}

/** Repository, config and ledger, and along with them what is guessed. The config may say that the ledger lies elsewhere. */
export async function askStanding(
  client: Client,
  address: RepositoryAddress,
  guess: Guess | null = null,
): Promise<Asked> {
  const found = emptyCollection();
  const guessed = guess?.ledgerBranch ?? DEFAULT_LEDGER;
  await ask(client, address, guessed, { ...(guess ? wantedBy(guess) : nothing), standing: true }, found);
  const config = configOf(found);
  const parsed = config && parseConfig(config.text);
  const ledgerBranch = parsed?.ok ? parsed.config.ledger : guessed;
  if (ledgerBranch === guessed) return Object.assign(found, { ledgerBranch });
  // How far an issue was read depends on the ledger: what came along was read against the wrong one.
  const anew = emptyCollection();
  await ask(client, address, ledgerBranch, { ...nothing, standing: true }, anew);
  return Object.assign(anew, { ledgerBranch });
}

async function ask(
  client: Client,
  address: RepositoryAddress,
  ledgerBranch: string,
  wanted: Wanted,
  found: Collected,
): Promise<void> {
  for (const chunk of chunks(wanted)) {
    let page: Wanted | null = chunk;
    for (let count = 0; page !== null; count += 1) {
      if (count >= PAGES) throw new Error("GitHub lists recently changed issues without end");
      const { query, variables } = observeQuery(address, ledgerBranch, page);
      const after: string | null = await collect(
        client,
        address,
        page,
        await client.graphql(query, variables),
        found,
      );
      page = after === null || !page.since ? null : { ...nothing, since: { ...page.since, after } };
    }
  }
}

const nothing: Wanted = { issues: [], pulls: [], branches: [], pullsOf: [], standing: false };

function wantedBy({ issues, pulls, branches, pullsOf, since }: Guess): Wanted {
  return { issues, pulls, branches, pullsOf, since: { at: since, after: null }, standing: false };
}

/** What is interesting and was not asked for; null when nothing is. */
function notAsked(interest: Interest, { asked, branches }: Collected): Interest | null {
  const missing = {
    issues: interest.issues.filter((number) => !asked.issues.has(number)),
    pulls: interest.pulls.filter((number) => !asked.pulls.has(number)),
    branches: interest.branches.filter((branch) => !branches.has(branch)),
    pullsOf: interest.pullsOf.filter((branch) => !asked.pullsOf.has(branch)),
  };
  return Object.values(missing).some((part) => part.length > 0) ? missing : null;
}

function chunks(wanted: Wanted): Wanted[] {
  const longest = Math.max(
    wanted.issues.length,
    wanted.pulls.length,
    wanted.branches.length,
    wanted.pullsOf.length,
  );
  const from = (start: number): Interest => ({
    issues: wanted.issues.slice(start, start + CHUNK),
    pulls: wanted.pulls.slice(start, start + CHUNK),
    branches: wanted.branches.slice(start, start + CHUNK),
    pullsOf: wanted.pullsOf.slice(start, start + CHUNK),
  });
  const all: Wanted[] = [{ ...wanted, ...from(0) }];
  for (let start = CHUNK; start < longest; start += CHUNK) all.push({ ...nothing, ...from(start) });
  return all;
}

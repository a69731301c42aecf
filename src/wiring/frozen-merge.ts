/**
 * The freeze that keeps a pull request of this machine from being merged, by the ledger as it is now: its check may have been green a
 * moment before, and nobody else stands between a person and the merge here.
 */
import { parseBranchName } from "../domain/branch-name.ts";
import type { Freeze } from "../domain/freeze.ts";
import { createClient } from "../github/client.ts";
import { readStanding } from "../github/standing-now.ts";
import { frozenBy } from "../ledger/freeze.ts";
import { frozenNow } from "../runs/frozen.ts";
import { compileReach } from "../scope/reach.ts";
import { systemClock } from "./clock.ts";

export interface Door {
  readonly rest: string;
  readonly owner: string;
  readonly name: string;
  /** Of a person who may read. */
  readonly token: string;
}

export async function frozenMerge(
  { rest, owner, name, token }: Door,
  branch: string,
  now: Date,
): Promise<Freeze | null> {
  const client = createClient({
    baseUrl: rest,
    token: () => Promise.resolve(token),
    clock: systemClock,
    writeSpacing: 0,
  });
  const standing = await readStanding(client, { owner, name });
  const task = standing.ledger.tasks.get(parseBranchName(branch)?.issue ?? 0);
  if (task) return frozenNow(standing, task, now);
  // What no task answers for may touch anything.
  const anything = () => compileReach({ scope: ["**"], allow: ["**"], forbid: [] });
  return frozenBy(standing.ledger.desk.freeze, anything, now);
}

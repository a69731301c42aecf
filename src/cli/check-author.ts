/** Whose boundary counts in `signalbox check`: as it was named, or as the branch is named. */
import type { Config } from "../config/schema.ts";
import { isAgentBranch, parseBranchName } from "../domain/branch-name.ts";
import { parseLedger, taskPath } from "../ledger/ledger.ts";
import type { GitCall } from "../runs/git.ts";
import { rosterAgent } from "../runs/roster.ts";
import { strayBranchText, unreadTaskText } from "../text/check.ts";
import { commitOf, readFileAt } from "../wiring/check-place.ts";
import { CannotAnswer, WrongUse } from "./command.ts";

export interface CheckAuthor {
  readonly agent: string;
  readonly scope: readonly string[];
}

export interface Named {
  readonly agent: string | undefined;
  readonly task: string | undefined;
  /** Null: no branch tells. */
  readonly branch: string | null;
}

/** Null for nobody's. */
export async function checkAuthor(
  call: GitCall,
  config: Config,
  { agent, task, branch }: Named,
): Promise<CheckAuthor | null> {
  if (task !== undefined) return known(config, await readTask(call, config.ledger, task));
  if (agent !== undefined) return known(config, { agent, scope: [] });
  if (branch === null || !isAgentBranch(branch)) return null;
  const named = parseBranchName(branch);
  if (named === null) throw new CannotAnswer(strayBranchText(branch));
  return known(config, { agent: named.agent, scope: [] });
}

function known(config: Config, author: CheckAuthor): CheckAuthor {
  if (rosterAgent(config, author.agent)) return author;
  throw new CannotAnswer(
    `the config names no agent ${author.agent}; it has ${Object.keys(config.agents).join(", ") || "none"}`,
  );
}

async function readTask(call: GitCall, ledger: string, task: string): Promise<CheckAuthor> {
  if (!/^#?[1-9][0-9]{0,9}$/.test(task))
    throw new WrongUse(`--task takes the number of an issue, but was given ${task}`);
  const number = Number(task.replace("#", ""));
  for (const ref of [
    `refs/heads/${ledger}`,
    `refs/remotes/origin/${ledger}`,
    `refs/remotes/signalbox/${ledger}`,
  ]) {
    if ((await commitOf(call, ref)) === null) continue;
    const text = await readFileAt(call, ref, taskPath(number));
    if (text === null) continue;
    const { tasks, unreadable } = parseLedger(new Map([[taskPath(number), text]]));
    const found = tasks.get(number);
    if (found) return found;
    throw new CannotAnswer(unreadTaskText(ref, unreadable[0]?.path ?? "", unreadable[0]?.problem ?? ""));
  }
  throw new CannotAnswer(
    `task ${number} is not on the ledger branch ${ledger} here; \`git fetch origin ${ledger}\` brings it`,
  );
}

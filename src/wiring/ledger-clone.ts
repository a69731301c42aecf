/** The ledger's history of a repository that lies elsewhere: that one branch is fetched into a folder, read and thrown away. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git } from "../runs/git.ts";
import type { Source } from "../runs/ports.ts";
import { credentials } from "../runs/workspace.ts";
import { type LedgerHistory, ledgerBranchOf, readLedgerHistory } from "./ledger-history.ts";

/** `parent`: the folder that it is made in. */
export async function fetchLedgerHistory(source: Source, parent = tmpdir()): Promise<LedgerHistory> {
  const cwd = await mkdtemp(join(parent, "signalbox-ledger-"));
  try {
    const call = { cwd, config: credentials(source) };
    await git(["init", "--bare", "--quiet", "--template=", "."], { cwd });
    const fetch = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head"];
    // Of the default branch only its config is wanted, so its history stays where it is.
    await git([...fetch, "--depth=1", "--", source.url, "+HEAD:refs/seen/default"], call);
    const branch = await ledgerBranchOf(cwd, "refs/seen/default");
    const ref = `refs/heads/${branch}`;
    const found = await git(["ls-remote", "--", source.url, ref], call);
    if (found.length > 0) await git([...fetch, "--", source.url, `+${ref}:${ref}`], call);
    return await readLedgerHistory(cwd, branch);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

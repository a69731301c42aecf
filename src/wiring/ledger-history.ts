/** Reads the ledger's whole history with Git: every version of every file of tasks, and the config that it keeps. */
import { rulesInForce } from "../config/rules.ts";
import { CONFIG_FILE } from "../ledger/ledger.ts";
import type { FileVersion } from "../ledger/task-lives.ts";
import { git } from "../runs/git.ts";

export interface LedgerHistory {
  readonly branch: string;
  /** Oldest first. */
  readonly versions: readonly FileVersion[];
  /** Of the first commit and of the last; null when there is no such branch. */
  readonly span: { readonly from: Date; readonly to: Date } | null;
  /** How many runs may be at work at once, by the config that was last in force; null when there is none that can be read. */
  readonly places: number | null;
}

/** Which branch of a bare repository holds the ledger, by the config on its default branch. */
export async function ledgerBranchOf(gitDir: string, tip = "HEAD"): Promise<string> {
  const text = await git(["show", `${tip}:.github/signalbox.yml`], { cwd: gitDir }).catch(() => null);
  const rules = rulesInForce([text && { text: text.toString("utf8"), oid: null }]);
  return rules?.config.ledger ?? "signalbox/ledger";
}

export async function readLedgerHistory(gitDir: string, branch: string): Promise<LedgerHistory> {
  const ref = `refs/heads/${branch}`;
  const tip = await git(["for-each-ref", "--format=%(objectname)", ref], { cwd: gitDir });
  if (tip.length === 0) return { branch, versions: [], span: null, places: null };
  const log = await git(
    ["log", "--reverse", "--raw", "--no-abbrev", "--no-renames", "-z", "--format=%x01%ct", ref],
    { cwd: gitDir },
  );
  const { entries, times } = entriesOf(log.toString("utf8"));
  const texts = await readBlobs(gitDir, [...new Set(entries.map(({ blob }) => blob))]);
  const versions = entries.map(({ at, path, blob }) => ({ at, path, text: texts.get(blob) ?? "" }));
  const [from, to] = [times[0], times.at(-1)];
  return { branch, versions, span: from && to ? { from, to } : null, places: placesOf(versions) };
}

interface Entry {
  readonly at: Date;
  readonly path: string;
  readonly blob: string;
}

/** `-z`: a path stands as it is, whatever it holds. A commit starts with \x01 and its time. https://git-scm.com/docs/git-log */
function entriesOf(log: string): { readonly entries: readonly Entry[]; readonly times: readonly Date[] } {
  const entries: Entry[] = [];
  const times: Date[] = [];
  for (const commit of log.split("\u0001").slice(1)) {
    const [seconds = "", ...fields] = commit.split("\0");
    const at = new Date(Number(seconds.trim()) * 1_000);
    times.push(at);
    for (let index = 0; index < fields.length - 1; index += 1) {
      const [, blob, status] = /^\s*:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) ([A-Z])/.exec(fields[index] ?? "") ?? [];
      const path = fields[index + 1];
      if (blob === undefined || path === undefined) continue;
      index += 1;
      if (status !== "D" && /^(?:tasks\/|archive\/|config\.yml$)/.test(path))
        entries.push({ at, path, blob });
    }
  }
  return { entries, times };
}

/** `<id> blob <bytes>`, the bytes, a line feed; for each. https://git-scm.com/docs/git-cat-file#_batch_output */
async function readBlobs(gitDir: string, blobs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if (blobs.length === 0) return texts;
  const input = Buffer.from(`${blobs.join("\n")}\n`);
  const output = await git(["cat-file", "--batch"], { cwd: gitDir, input });
  for (let at = 0; at < output.length; ) {
    const head = output.indexOf("\n", at);
    const [blob = "", kind, size] = output.toString("utf8", at, head).split(" ");
    if (kind !== "blob") throw new Error(`the ledger's file ${blob} is not there`);
    const end = head + 1 + Number(size);
    texts.set(blob, output.toString("utf8", head + 1, end));
    at = end + 1;
  }
  return texts;
}

function placesOf(versions: readonly FileVersion[]): number | null {
  const text = versions.findLast(({ path }) => path === CONFIG_FILE)?.text ?? null;
  const rules = rulesInForce([{ text, oid: null }]);
  if (rules === null) return null;
  const { agents, limits } = rules.config;
  return Math.min(
    limits.agents,
    Object.values(agents).reduce((sum, { capacity }) => sum + capacity, 0),
  );
}

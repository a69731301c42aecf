/** Secrets that some commit of a change added, whether or not a later one took them out again: pushed, all of its commits are known. */
import type { CommitName } from "../domain/pull.ts";
import { type Reason, reasonAt, type Verdict } from "../domain/verdict.ts";
import type { GateInput } from "../gates/gate.ts";
import { gateNamed } from "../gates/index.ts";
import type { GitCall } from "../runs/git.ts";
import { historyUnreadText, inCommitText } from "../text/gates/secrets.ts";
import { readCommitDiff } from "./commit-diffs.ts";

/** The verdict of gate `secrets` with what only the history shows. `commits`: those that the change brings. */
export async function withHistory(
  verdict: Verdict,
  input: GateInput,
  commits: readonly CommitName[] | "unread",
  call: GitCall,
): Promise<Verdict> {
  const found =
    commits === "unread"
      ? [reasonAt(null, "history", historyUnreadText())]
      : await secretsOf(input, commits, call);
  const known = new Set(verdict.reasons.map(placeOf));
  const gone = found.filter((reason) => !known.has(placeOf(reason)));
  return gone.length === 0 ? verdict : { ...verdict, status: "fail", reasons: [...verdict.reasons, ...gone] };
}

/** One commit after the other: each may bring many megabytes. */
async function secretsOf(
  input: GateInput,
  commits: readonly CommitName[],
  call: GitCall,
): Promise<readonly Reason[]> {
  if (input.change === null) return [];
  const reasons: Reason[] = [];
  for (const { sha } of commits) {
    const files = await readCommitDiff(sha, call);
    const change = files && { ...input.change, textRead: true, files };
    const found = gateNamed("secrets").judge({ ...input, change }).reasons;
    reasons.push(...found.map((each) => ({ ...each, message: inCommitText(sha, each.message) })));
  }
  return reasons;
}

/** What the whole change shows is told once. */
function placeOf({ rule, path }: Reason): string {
  return `${rule} ${path}`;
}

/** What a person does on the local page, done on GitHub with their own token: GitHub, not the page, says what they may do. */
import type { Octokit } from "@octokit/rest";
import type { Freeze } from "../domain/freeze.ts";
import { failureOf, isMissing } from "../github/failure.ts";
import { notMergedFrozenText } from "../text/freeze.ts";
import { movedText, notReadyText, refusedDeedText } from "../text/page.ts";
import { terminalText } from "../text/terminal.ts";
import type { Deed, DeedResult } from "../web/ports.ts";
import { openConditions } from "../web/views/pull.ts";
import type { Judgements } from "./page-judgements.ts";

interface DeedParts {
  readonly octokit: Octokit;
  readonly at: { readonly owner: string; readonly repo: string };
  readonly judgements: Judgements;
  /** The freeze that keeps the pull request of a branch from being merged now. */
  readonly frozen: (branch: string) => Promise<Freeze | null>;
}

export async function carryOut(parts: DeedParts, deed: Deed): Promise<DeedResult> {
  try {
    return await attempt(parts, deed);
  } catch (error) {
    const failure = failureOf(error);
    if (!failure || failure.status >= 500) throw error;
    // 409: the head moved between our look and the merge.
    const why = failure.status === 409 ? movedText() : refusedDeedText(failure.message);
    return { ok: false, why };
  }
}

async function attempt(parts: DeedParts, deed: Deed): Promise<DeedResult> {
  const { at } = parts;
  const { issues, pulls } = parts.octokit.rest;
  switch (deed.kind) {
    case "open-issue": {
      const { title, body, agent } = deed;
      const labels = agent === null ? [] : [`agent:${agent}`];
      const { data } = await issues.create({ ...at, title, body, labels });
      return { ok: true, number: data.number };
    }
    case "comment":
      await issues.createComment({
        ...at,
        issue_number: deed.issue,
        body: deed.body.replaceAll("\r\n", "\n"),
      });
      return { ok: true, number: deed.issue };
    case "assign":
      await issues.addLabels({ ...at, issue_number: deed.issue, labels: [`agent:${deed.agent}`] });
      return { ok: true, number: deed.issue };
    case "unassign":
      await issues
        .removeLabel({ ...at, issue_number: deed.issue, name: `agent:${deed.agent}` })
        .catch(unlessGone);
      return { ok: true, number: deed.issue };
    case "close-issue":
      await issues.update({ ...at, issue_number: deed.issue, state: "closed", state_reason: "not_planned" });
      return { ok: true, number: deed.issue };
    case "reopen-issue":
      await issues.update({ ...at, issue_number: deed.issue, state: "open" });
      return { ok: true, number: deed.issue };
    case "approve": {
      const { data } = await pulls.get({ ...at, pull_number: deed.pull });
      if (data.head.sha !== deed.head) return { ok: false, why: movedText() };
      await pulls.createReview({ ...at, pull_number: deed.pull, event: "APPROVE", commit_id: deed.head });
      return { ok: true, number: deed.pull };
    }
    case "merge":
      return merge(parts, deed);
    case "close-pull":
      await pulls.update({ ...at, pull_number: deed.pull, state: "closed" });
      return { ok: true, number: deed.pull };
    default:
      return deed satisfies never;
  }
}

/** Only what Signalbox found ready, and only the commit that the person saw. */
async function merge(
  { octokit, at, judgements, frozen }: DeedParts,
  { pull, head }: Extract<Deed, { kind: "merge" }>,
): Promise<DeedResult> {
  const { data } = await octokit.rest.pulls.get({ ...at, pull_number: pull });
  if (data.head.sha !== head) return { ok: false, why: movedText() };
  const conditions = judgements.of(pull, head)?.conditions ?? null;
  const open = openConditions(conditions).map(({ name }) => name);
  if (conditions === null || open.length > 0) return { ok: false, why: notReadyText(open) };
  const freeze = await frozen(data.head.ref);
  if (freeze) return { ok: false, why: terminalText(notMergedFrozenText(freeze)) };
  await octokit.rest.pulls.merge({ ...at, pull_number: pull, sha: head, merge_method: "squash" });
  return { ok: true, number: pull };
}

/** Somebody else took it off first. */
function unlessGone(error: unknown): void {
  if (!isMissing(error)) throw error;
}

/** Why `mode: gate` could not judge: what happened, and what to do. */
import type { ActionProblem } from "./action-problem.ts";
import { clip, code, plain, sentence } from "./markdown.ts";

/** What a job's token must be allowed to do; it writes nothing. */
export const gatePermissions = {
  contents: ["read", "reads the config, the ledger and what the pull request changes"],
  "pull-requests": ["read", "reads the pull request, its commits and its reviews"],
  issues: ["read", "reads a task's scope from its issue, where no ledger tells it"],
} as const satisfies Readonly<Record<string, readonly [level: string, reason: string]>>;

function permissionsText(): string {
  return Object.entries(gatePermissions)
    .map(([name, [level]]) => `\`${name}: ${level}\``)
    .join(", ");
}

export function noPullText(): ActionProblem {
  return problem(
    "The event is about no pull request, so there is nothing to judge.",
    "Start `mode: gate` by `on: pull_request`, `pull_request_review` or `merge_group`.",
  );
}

export function missingPullText(number: number): ActionProblem {
  return problem(
    `There is no pull request #${number} that this token may see.`,
    `Give the job \`permissions:\` ${permissionsText()}.`,
  );
}

/** Named like an agent's, so that it is not to be judged as nobody's. */
export function noTaskBranchText(branch: string): ActionProblem {
  return problem(
    `The branch ${code(clip(branch, 200))} is named for an agent, but not for a task, so it is not known what it may touch.`,
    "Name it `agent/<agent>/<issue>-<slug>`, or without `agent/` if it is a person's.",
  );
}

/** The verdict would stand at a commit that it was not made for. */
export function movedOnText(number: number, event: string, head: string): ActionProblem {
  return problem(
    `#${number} has moved on from ${event.slice(0, 7)} to ${head.slice(0, 7)} since this run was started, so this run judges nothing.`,
    "Look at the newer commit's run; if it has none, push or close and reopen the pull request.",
  );
}

/** `status`: GitHub's; null when it gave none. */
export function taskUnreadText(number: number, status: number | null): ActionProblem {
  const said = status === null ? "" : ` (GitHub answered ${status})`;
  return problem(
    `The scope of task #${number} could not be read: the ledger does not tell it, and neither does its issue${said}.`,
    "Give the job `permissions:` `issues: read`, and see that the branch is named for an issue that exists.",
  );
}

export function ledgerUnreadText(number: number, text: string): ActionProblem {
  return problem(
    `The ledger's file of task #${number} could not be read: ${sentence(clip(text, 300))}`,
    "Mend or delete it on the ledger branch, and run this again.",
  );
}

export function scopeUnusableText(number: number, glob: string, text: string): ActionProblem {
  return problem(
    `Issue #${number} asks for a scope that cannot be used: ${code(clip(glob, 200))} ${sentence(text)}`,
    "Mend the Scope section of the issue, and run this again.",
  );
}

/** `status`: GitHub's, or null for an error that is none of GitHub's answers. */
export function judgingFailedText(message: string, status: number | null): ActionProblem {
  return problem(`The pull request could not be judged: ${sentence(message)}`, advice(message, status));
}

function advice(message: string, status: number | null): string {
  if (/not accessible by/i.test(message) || status === 404)
    return `Give the job \`permissions:\` ${permissionsText()}.`;
  if (status === 401) return "GitHub does not believe the token: leave `token` out, or renew the secret.";
  if (status !== null && status >= 500)
    return "GitHub could not be reached, or failed itself: run the job again.";
  return "Run the job again. If that fails too, `signalbox check` judges the same change in a clone.";
}

function problem(what: string, next: string): ActionProblem {
  return { what: plain(what), next, place: null };
}

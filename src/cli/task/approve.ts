/** `signalbox task approve`: a person's yes to the head of a task's pull request. */

import { setTimeout as sleep } from "node:timers/promises";
import { approvedText, noPullText, pullClosedText } from "../../text/task.ts";
import { defineCommand } from "../command.ts";
import { atDesk, type Desk, deskOptions, deskUsage, numberOf } from "./desk.ts";
import { type CheckSeen, type Pull, pullOf, readinessOf } from "./pull.ts";

const usage = `signalbox task approve NUMBER [--repo PATH] [--as LOGIN] [--json]

Approves the pull request of a task as it is now. NUMBER is the task's or the pull request's. Read it before: git fetch signalbox
${deskUsage}`;

/** How long Signalbox may take to see an approval. Milliseconds. */
const PATIENCE = 10_000;
const POLL = 200;

export const taskApprove = defineCommand({
  name: "task approve",
  usage,
  options: deskOptions,
  positionals: 1,
  run: (values, [named], io) =>
    atDesk(values, io, async (desk) => {
      const number = numberOf(named);
      const pull = await pullOf(desk, number);
      if (pull?.state !== "open") {
        io.err(pull === null ? noPullText(number) : pullClosedText(pull.number, pull.merged_at !== null));
        return 1;
      }
      const before = await readinessOf(desk, pull.head.sha);
      const added = await approve(desk, pull);
      const ready = added ? await readinessAfter(desk, pull, before) : before;
      const report = {
        pull: pull.number,
        head: pull.head.sha,
        added,
        ready: ready?.result ?? null,
        why: ready?.title ?? null,
      };
      io.out(values.json ? JSON.stringify(report, null, 2) : approvedText(report));
      return 0;
    }),
});

/** False when this person approved this head before: a second review would say nothing new. */
async function approve({ octokit, at, login }: Desk, { number, head }: Pull): Promise<boolean> {
  const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, { ...at, pull_number: number });
  const last = reviews.filter(({ user }) => user?.login === login).at(-1);
  if (last?.state === "APPROVED" && last.commit_id === head.sha) return false;
  await octokit.rest.pulls.createReview({
    ...at,
    pull_number: number,
    commit_id: head.sha,
    event: "APPROVE",
  });
  return true;
}

/** What Signalbox makes of the approval; what it said before, when it does not say anything new in time. */
async function readinessAfter(
  desk: Desk,
  { head }: Pull,
  before: CheckSeen | null,
): Promise<CheckSeen | null> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const now = await readinessOf(desk, head.sha);
    if (now?.result === "success" || now?.summary !== before?.summary) return now;
    if (performance.now() > deadline) return now;
    await sleep(POLL);
  }
}

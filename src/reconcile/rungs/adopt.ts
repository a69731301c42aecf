/**
 * Part of rung "inputs", labels: a task whose ledger file was lost goes on where GitHub shows that it was. What is believed is only what
 * Signalbox itself wrote: its card, its status label, its pull request with the trailers. Counts and questions are gone for good.
 */
import { parseBranchName } from "../../domain/branch-name.ts";
import type { Issue } from "../../domain/issue.ts";
import type { Pull } from "../../domain/pull.ts";
import { parseTrailers } from "../../domain/trailers.ts";
import type { Task } from "../../ledger/task.ts";
import { summaryOfPull } from "../../text/pull.ts";
import { type Draft, ownComment } from "../draft.ts";

/** `fresh` is the task as a new assignment; the same is returned when nothing shows that there was one. */
export function adoptTask(draft: Draft, issue: Issue, fresh: Task): Task {
  const { self } = draft.snapshot.observation;
  const card = ownComment(draft, issue.number, { kind: "card", task: issue.number });
  const status = issue.labelEvents?.findLast(({ label, added }) => added && label.startsWith("status:"));
  const inReview = status?.label === "status:review" || status?.label === "status:ready";
  if (!card || !inReview || status.by?.id !== self.id || !issue.labels.includes(status.label)) return fresh;
  const pull = draft.snapshot.observation.pulls.find((each) => isOwn(each, fresh, self.id));
  const trailers = pull && parseTrailers(pull.body);
  if (!pull || !trailers) return fresh;
  const at = draft.now.toISOString();
  return {
    ...fresh,
    state: "review",
    next: null,
    attempt: {
      n: trailers.attempt,
      cause: "first",
      at,
      base: pull.baseSha,
      claim: null,
      end: { kind: "complete", summary: summaryOfPull(pull.body), at, outside: [] },
    },
    branch: pull.branch,
    head: pull.head,
    pull: pull.number,
    card: card.id,
    hold: issue.labels.includes("hold") ? { by: "ghost", reason: null, at } : null,
  };
}

function isOwn(pull: Pull, { agent, number }: Task, self: number | null): boolean {
  const trailers = parseTrailers(pull.body);
  const named = parseBranchName(pull.branch);
  return (
    pull.state === "open" &&
    !pull.fromFork &&
    pull.author?.id === self &&
    named?.issue === number &&
    named.agent === agent &&
    trailers?.task === number &&
    trailers.agent === agent
  );
}

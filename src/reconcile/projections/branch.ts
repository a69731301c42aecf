/** A task's branch and pull request, as projections of the ledger: the branch follows what was published, and a pull request follows the branch. */
import type { Effect } from "../../domain/effect.ts";
import type { Pull } from "../../domain/pull.ts";
import type { Task } from "../../ledger/task.ts";
import { pullBody, pullTitle } from "../../text/pull.ts";
import { type Draft, pullOf } from "../draft.ts";

export function branchEffects(draft: Draft, task: Task): readonly Effect[] {
  if (task.head === null || task.end !== null || task.state === "escalated") return [];
  const freeze = draft.frozen(task);
  if (freeze && !freeze.drain) return [];
  return [...advance(draft, task, task.head), ...openPull(draft, task)];
}

/**
 * Moves the branch only from where the published commit says that it was (its parent): anything else on the branch is
 * somebody's push, which is judged as it is and never overwritten.
 */
function advance(draft: Draft, task: Task, to: string): Effect[] {
  const tip = draft.snapshot.observation.branches.get(task.branch);
  // Of another attempt than the last, `to` is the old commit, and the base of the last is what a person pushed on top of it.
  if (tip === undefined || tip === to || !task.attempt || !madeHead(task)) return [];
  if (tip !== null && tip !== task.attempt.base) return [];
  return [{ kind: "branch", task: task.number, branch: task.branch, from: tip, to }];
}

/** Whether the head is the last attempt's own commit: what it published, or what it saved when it asked. */
function madeHead({ attempt }: Task): boolean {
  return attempt?.end?.kind === "complete" || attempt?.end?.saved === true;
}

function openPull(draft: Draft, task: Task): Effect[] {
  if (task.attempt?.end?.kind !== "complete") return [];
  const pull = pullOf(draft, task);
  // It was seen before: reads that do not show it now are older than the ledger.
  if (!pull && task.pull !== null) return [];
  const text = pullText(task, task.attempt.n, task.attempt.end.summary);
  if (!pull || (pull.state === "closed" && pull.head !== task.head)) {
    const base = draft.snapshot.observation.repository.defaultBranch;
    return [{ kind: "pull", task: task.number, branch: task.branch, base, ...text }];
  }
  const ours = pull.author?.id === draft.snapshot.observation.self.id;
  return pull.state === "open" && ours && task.state !== "working" ? editPull(pull, text) : [];
}

function pullText(task: Task, attempt: number, summary: string): { title: string; body: string } {
  const { title, agent, number } = task;
  return { title: pullTitle(title), body: pullBody({ agent, task: number, attempt, summary }) };
}

/** The body ends with the trailers of the attempt that is on the branch; a person's words in the title are left alone. */
function editPull(pull: Pull, { body }: { body: string }): Effect[] {
  if (pull.body.replaceAll("\r\n", "\n") === body) return [];
  return [{ kind: "edit-pull", pull: pull.number, pullId: pull.id, title: pull.title, body }];
}

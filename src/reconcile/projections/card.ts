/** The task card: one comment on each task's issue, rewritten when what it says has changed. */
import { formatDuration } from "../../config/duration.ts";
import type { Effect } from "../../domain/effect.ts";
import { formatMarker } from "../../domain/marker.ts";
import { hasOpenAttempt, type Task } from "../../ledger/task.ts";
import { asTyped } from "../../text/as-typed.ts";
import { type CardModel, cardText } from "../../text/card.ts";
import { clip } from "../../text/markdown.ts";
import { waitText } from "../../text/wait.ts";
import { type Draft, ownComment, pullOf } from "../draft.ts";
import { lacksOf } from "../lacks.ts";

export function cardEffects(draft: Draft, task: Task): readonly Effect[] {
  const seen = ownComment(draft, task.number, { kind: "card", task: task.number });
  const body = cardBody(draft, task);
  if (!seen || seen.body.replaceAll("\r\n", "\n") === body) return [];
  return [{ kind: "edit-comment", issue: task.number, commentId: seen.id, body }];
}

/** GitHub takes 65,536 characters; the marker needs some. */
export const BODY_LENGTH = 60_000;

export function cardBody(draft: Draft, task: Task): string {
  const text = asTyped(cardText(cardModel(draft, task)), draft.config.commands.prefix);
  return `${clip(text, BODY_LENGTH)}\n\n${formatMarker({ kind: "card", task: task.number })}`;
}

export function cardModel(draft: Draft, task: Task): CardModel {
  const wait = draft.waits.get(task.number);
  const published = task.head !== null;
  return {
    state: task.end?.kind === "dropped" ? "dropped" : task.state,
    agent: draft.config.agents[task.agent]?.name ?? task.agent,
    attempt: task.attempt ? { n: task.attempt.n, cause: task.attempt.cause } : null,
    set: task.end === null ? setOf(task) : [],
    branch: published ? task.branch : null,
    pull: pullOf(draft, task)?.number ?? task.pull,
    holds: task.attempt && task.end === null ? draft.reachOf(task).source.scope : [],
    wants: task.end === null ? task.amendments.flatMap(({ add }) => add) : [],
    // What it waits for says the same.
    lacks: wait?.kind === "lint" ? [] : lacksOf(draft, task),
    // That a run took its claim is no reason to rewrite the card: its state says already that an agent is at work.
    why: wait && task.end === null && wait.kind !== "run" ? waitText(wait) : null,
    // Where it is the reason, that says it.
    freeze: task.end === null && wait?.kind !== "freeze" ? draft.frozen(task) : null,
    report: reportOf(draft, task),
    conditions: draft.judged.get(task.number)?.conditions ?? [],
    blockers: task.blockers,
    tried: [
      ...task.tried,
      ...(task.attempt?.end ? [{ n: task.attempt.n, cause: task.attempt.cause, end: task.attempt.end }] : []),
    ].map(({ n, end }) => ({ n, how: end.kind, summary: end.summary })),
    end: task.end,
    said: saidTo(draft, task),
  };
}

function setOf({ priority, estimate }: Task): NonNullable<CardModel["set"]> {
  const soon = priority?.level ? [{ what: "Priority" as const, value: priority.level, by: priority.by }] : [];
  if (estimate === null) return soon;
  const value = formatDuration(estimate.milliseconds);
  return [...soon, { what: "Estimate", value, by: estimate.by }];
}

/** A task that ended has nobody left who would read it. */
function saidTo({ spoken, patternsFor }: Draft, task: Task): CardModel["said"] {
  if (task.end !== null) return { announcements: [], patterns: [], told: [], news: [] };
  const { announcements } = spoken;
  return { announcements, patterns: patternsFor(task), told: task.told, news: task.news };
}

/** Only of the attempt that is open: what an earlier one printed is in its summary, if anywhere. */
function reportOf({ snapshot }: Draft, task: Task): CardModel["report"] {
  const report = snapshot.observation.reports.get(task.number);
  return report && hasOpenAttempt(task) && report.attempt === task.attempt?.n ? report : null;
}

/** Labels as projections: exactly one `status:*` and the task's own `agent:*` on each task, none on a dropped one. */
import type { Effect } from "../../domain/effect.ts";
import { labelStyle, ownLabels } from "../../domain/labels.ts";
import { PRIORITY_LABEL } from "../../domain/priority.ts";
import { bySeverity } from "../../domain/severity.ts";
import { openBlockers, type Task } from "../../ledger/task.ts";
import type { Draft } from "../draft.ts";

export function labelEffects(draft: Draft, task: Task): readonly Effect[] {
  const issue = draft.snapshot.observation.issues.get(task.number);
  if (!issue) return [];
  const agents = Object.keys(draft.config.agents);
  const wanted = wantedLabels(task, agents);
  const own = ownLabels(issue.labels, agents);
  const add = wanted.filter((label) => !issue.labels.includes(label));
  const remove = own.filter((label) => !wanted.includes(label));
  const close: Effect[] =
    task.state === "done" && issue.state === "open"
      ? [{ kind: "close", issue: task.number, issueId: issue.id }]
      : [];
  if (add.length === 0 && remove.length === 0) return close;
  return [{ kind: "labels", issue: task.number, issueId: issue.id, add, remove }, ...close];
}

function wantedLabels(task: Task, agents: readonly string[]): readonly string[] {
  if (task.end?.kind === "dropped") return [];
  const soon = task.priority?.level && task.end === null ? [`${PRIORITY_LABEL}${task.priority.level}`] : [];
  const held = task.hold ? ["hold"] : [];
  return [`agent:${task.agent}`, `status:${task.state}`, ...held, ...soon, ...blockerLabels(task, agents)];
}

/** The most pressing severity, and every agent of the roster that is waited for. */
function blockerLabels(task: Task, agents: readonly string[]): readonly string[] {
  const [worst, ...others] = task.end ? [] : openBlockers(task).toSorted(bySeverity);
  if (!worst) return [];
  const waitedFor = [worst, ...others].flatMap(({ on }) => (on !== null && agents.includes(on) ? [on] : []));
  return [`blocker:${worst.severity}`, ...new Set(waitedFor.map((agent) => `blocked-on:${agent}`))];
}

/** A label that was not honoured is taken off along with the comment that says why. */
export function noticedLabels(draft: Draft): readonly Effect[] {
  return draft.desk.flatMap((entry): Effect[] => {
    if (entry.kind !== "notice") return [];
    const issue = draft.snapshot.observation.issues.get(entry.issue);
    const event = issue?.labelEvents?.findLast(
      ({ added, label, at }) => added && label.startsWith("agent:") && at.getTime() === entry.about,
    );
    if (!issue || !event || draft.tasks.has(issue.number) || !issue.labels.includes(event.label)) return [];
    return [{ kind: "labels", issue: issue.number, issueId: issue.id, add: [], remove: [event.label] }];
  });
}

/** Labels that the effects use and that the repository lacks. */
export function missingLabels(draft: Draft, effects: readonly Effect[]): readonly Effect[] {
  const used = new Set(effects.flatMap((effect) => (effect.kind === "labels" ? effect.add : [])));
  return [...used]
    .filter((name) => !draft.snapshot.observation.labels.has(name))
    .map((name): Effect => ({ kind: "label", name, ...labelStyle(name) }));
}

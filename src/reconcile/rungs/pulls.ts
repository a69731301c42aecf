/** Rung "gates and verdicts": what each task's pull request means for it: merged, closed, back for rework, ready, or waiting. */
import { gatesInForce } from "../../config/gates-in-force.ts";
import { setAside } from "../../config/set-aside.ts";
import { inGroup, taskInGroup } from "../../domain/merge-group.ts";
import type { Pull } from "../../domain/pull.ts";
import { isReadFor } from "../../domain/read-for.ts";
import {
  type Condition,
  checkNames,
  type GateName,
  isBeside,
  passed,
  reasonAt,
  type Verdict,
} from "../../domain/verdict.ts";
import { answered } from "../../gates/answered.ts";
import { gateNamed } from "../../gates/index.ts";
import { readyConditions } from "../../gates/ready.ts";
import { openBlockers, type Task } from "../../ledger/task.ts";
import { again, endTask, move } from "../../ledger/transitions.ts";
import { agentMissingText } from "../../text/agent.ts";
import { conditionFeedbackText, taskText } from "../../text/conditions.ts";
import { gateFeedbackText } from "../../text/gates/check.ts";
import { closedPullText, mergedElsewhereText, overtakenText } from "../../text/pull.ts";
import { dependencyState } from "../dependency-state.ts";
import { type Draft, type Judged, ownCheck, pullOf } from "../draft.ts";
import { gateInput, stands } from "../judging.ts";
import { standTogether, unlikeItsPull } from "./groups.ts";
import { spreadNews } from "./news.ts";

export function readPulls(draft: Draft): void {
  for (const task of draft.tasks.values()) {
    const pull = pullOf(draft, task);
    if (!pull) continue;
    if (task.end !== null || task.state === "escalated") standsStill(draft, task, pull);
    else if (pull.state === "merged") ended(draft, task, pull);
    else if ((task.state === "review" || task.state === "ready") && !isBehind(task, pull))
      judge(draft, task, pull);
    else if (ownCheck(draft, pull, checkNames.ready)?.conclusion === "success")
      standsStill(draft, task, pull);
  }
  standTogether(draft);
}

/**
 * What nobody judges must not look ready: an earlier success on an open pull request is taken back, also that of an older head to which
 * somebody pushed the branch back while an agent is at work.
 */
function standsStill(draft: Draft, task: Task, pull: Pull): void {
  if (pull.state === "merged" && task.end === null) return ended(draft, task, pull);
  if (pull.state !== "open" || task.end?.kind === "merged") return;
  const status = task.end ? "failed" : "waiting";
  const detail = taskText(task.end ? "dropped" : task.state === "escalated" ? "escalated" : "unjudged");
  const condition: Condition = { name: "task", gate: null, status, detail };
  draft.judged.set(task.number, {
    pull: { ...pull, change: "unread" },
    verdicts: new Map(),
    stood: new Set(),
    conditions: [condition],
  });
}

/** The branch does not show the last attempt's commit yet: what is there was judged before. */
function isBehind(task: Task, pull: Pull): boolean {
  return pull.state === "open" && pull.head !== task.head && pull.head === task.attempt?.base;
}

/** Done is merged into the default branch; what was merged elsewhere is for a person to bring home. */
function ended(draft: Draft, task: Task, pull: Pull): void {
  const wanted = draft.snapshot.observation.repository.defaultBranch;
  if (pull.base === wanted) merged(draft, task, pull);
  else if (task.state === "review" || task.state === "ready") {
    escalate(draft, task, mergedElsewhereText(pull.number, pull.base, wanted));
  }
}

function merged(draft: Draft, task: Task, pull: Pull): void {
  const by = pull.mergedBy?.login ?? "ghost";
  const done = endTask({ ...task, pull: pull.number }, "merged", by, draft.now);
  draft.tasks.set(task.number, done);
  spreadNews(draft, done, pull.number);
  draft.events.push({ kind: "merged", task: task.number, agent: task.agent, pull: pull.number, by });
}

function judge(draft: Draft, task: Task, pull: Pull): void {
  if (pull.state === "closed") return escalate(draft, task, closedPullText(pull.number));
  // Somebody pushed while the agent was at work: its commit is not on the branch, so it works again on top of theirs.
  if (pull.containsPublished === false) {
    const reason = overtakenText(pull.head);
    return sendBack(draft, task, [reason], reason);
  }
  const { verdicts, stood, conditions } = judgeHead(draft, task, pull, pull.head !== task.head);
  draft.judged.set(task.number, { pull, verdicts, stood, conditions });
  judgeGroups(draft, task, pull);
  const failed = conditions.filter((condition) => condition.status === "failed");
  if (failed.length > 0) return rework(draft, task, verdicts, failed);
  settle(draft, task, pull, conditions);
}

/** What the merge queue makes of it is judged as it would be merged. */
function judgeGroups(draft: Draft, task: Task, pull: Pull): void {
  for (const group of draft.snapshot.observation.groups) {
    if (group.pull !== pull.number) continue;
    if (group.asMerged !== true) {
      draft.groups.push({ task, judged: unlikeItsPull(pull, group) });
      continue;
    }
    const [theirs, seen] = [taskInGroup(task, pull, group), inGroup(pull, group)];
    const judged = judgeHead(draft, theirs, seen, pull.head !== task.head);
    draft.groups.push({ task: theirs, judged: { pull: seen, ...judged } });
  }
}

function judgeHead(draft: Draft, task: Task, pull: Pull, pushed: boolean): Omit<Judged, "pull"> {
  const { verdicts, stood } = judgeChange(draft, task, pull);
  const { gates, merge } = draft.config;
  const conditions = readyConditions({
    pull,
    verdicts,
    required: gates.require,
    checks: gates.checks,
    approvals: merge.approvals,
    requester: setAside(draft.config, task.requester, draft.snapshot.observation.alone),
    pushed,
    hold: task.hold,
    freeze: draft.frozen(task),
    blockers: openBlockers(task),
    dependencies: new Map(task.dependsOn.map((issue) => [issue, dependencyState(draft, issue)])),
    base: draft.snapshot.observation.repository.defaultBranch,
  });
  return { verdicts, stood, conditions };
}

type Verdicts = ReadonlyMap<GateName, Verdict>;

/** Without a boundary there is nothing to judge by: what nobody allows is not passed. */
function unknownAgent(agent: string): Verdict {
  return { status: "wait", reasons: [reasonAt(null, "agent", agentMissingText(agent))], warnings: [] };
}

/**
 * Earlier verdicts for the very same head, base and rules stand when all of them do; otherwise every gate judges now. Those that
 * compare with what else is open stand by themselves, so that others are read only when one of both moved; so does that of the metrics.
 */
function judgeChange(draft: Draft, task: Task, pull: Pull): Pick<Judged, "verdicts" | "stood"> {
  const input = gateInput(draft, task, pull);
  const known = Object.hasOwn(draft.config.agents, task.agent);
  const inForce = gatesInForce(draft.config);
  const mayStand = inForce.filter((gate) => !isReadFor(gate, pull) || isBeside(gate));
  const stood = new Set(mayStand.filter((gate) => stands(draft, task, pull, gate)));
  const verdict = (gate: GateName): Verdict => {
    if (gate === "boundaries" && !known) return unknownAgent(task.agent);
    if (stood.has(gate)) return passed;
    return isReadFor(gate, pull)
      ? gateNamed(gate).judge(input)
      : { status: "wait", reasons: [], warnings: [] };
  };
  const verdicts = inForce.map(
    (gate) => [gate, answered(task.overrides, pull.head, gate, verdict(gate))] as const,
  );
  return { verdicts: new Map(verdicts), stood };
}

function rework(draft: Draft, task: Task, verdicts: Verdicts, failed: readonly Condition[]): void {
  const attempt = task.attempt?.n ?? 0;
  const feedback = failed.map((condition) => {
    const verdict = condition.gate && verdicts.get(condition.gate);
    return condition.gate && verdict
      ? gateFeedbackText(attempt, condition.gate, verdict)
      : conditionFeedbackText(attempt, condition);
  });
  const reason = failed.map((condition) => `${condition.name}: ${condition.detail}`).join("; ");
  sendBack(draft, colliding(draft, task, verdicts), feedback, reason);
}

/** What collides with the default branch is worked on with that merged in. */
function colliding(draft: Draft, task: Task, verdicts: Verdicts): Task {
  const base = verdicts.get("conflicts")?.reasons.some(({ rule }) => rule === "base") ?? false;
  return base ? { ...task, merges: draft.snapshot.observation.repository.head } : task;
}

/** The reasons go once into the next attempt's packet; after `limits.attempts` a person decides. */
function sendBack(draft: Draft, task: Task, feedback: readonly string[], reason: string): void {
  const { number, agent } = task;
  const back = again(task, "rework", feedback, draft.config.limits.attempts, draft.now);
  draft.tasks.set(number, back);
  if (back.state === "escalated") draft.events.push({ kind: "escalated", task: number, agent, why: reason });
  else draft.events.push({ kind: "rework", task: number, agent, attempt: task.attempt?.n ?? 0, reason });
}

function settle(draft: Draft, task: Task, pull: Pull, conditions: readonly Condition[]): void {
  const { number, agent } = task;
  const open = conditions.filter((condition) => condition.status !== "met");
  const state = open.length === 0 ? "ready" : "review";
  const overridden = task.overrides
    .filter(({ head, gate }) => head === pull.head && conditions.some((condition) => condition.gate === gate))
    .map(({ gate, by }) => ({ gate, by }));
  if (open.length === 0) draft.waits.set(number, { kind: "merge", pull: pull.number, overridden });
  else
    draft.waits.set(number, {
      kind: "conditions",
      waiting: open.map(({ name, detail }) => `${name} (${detail})`),
      overridden,
    });
  if (state === task.state) return;
  draft.tasks.set(number, move(task, state));
  if (state === "ready") draft.events.push({ kind: "ready", task: number, agent, pull: pull.number });
  else
    draft.events.push({
      kind: "unready",
      task: number,
      agent,
      pull: pull.number,
      waiting: open.map(({ name }) => name).join(", "),
    });
}

function escalate(draft: Draft, task: Task, why: string): void {
  draft.tasks.set(task.number, { ...move(task, "escalated"), feedback: [...task.feedback, why] });
  draft.events.push({ kind: "escalated", task: task.number, agent: task.agent, why });
}

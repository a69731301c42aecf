/** What a task's pull request is judged by: what its verdicts are keyed with, and what the gates are given. */
import { metricSources } from "../config/metric-check.ts";
import { setAside } from "../config/set-aside.ts";
import { standingReviews } from "../domain/approvals.ts";
import { forecastKey } from "../domain/forecast.ts";
import type { OtherPull } from "../domain/other-pull.ts";
import { verdictStands } from "../domain/own-check.ts";
import type { Pull } from "../domain/pull.ts";
import type { GateName } from "../domain/verdict.ts";
import { verdictKey } from "../domain/verdict-key.ts";
import type { GateInput } from "../gates/gate.ts";
import { otherLeaseHolders } from "../ledger/lease-holders.ts";
import type { Task } from "../ledger/task.ts";
import { type Held, holderOf } from "../scope/holder-of.ts";
import type { Draft } from "./draft.ts";

export function keyOf(draft: Draft, task: Task, pull: Pull, gate: GateName): string {
  const { snapshot, beside } = draft;
  return verdictKey(gate, {
    pull,
    task,
    config: snapshot.config.oid,
    vouched: approversOf(draft, task, pull).length > 0,
    reports: metricSources(draft.config.gates, pull.checks),
    beside: beside.facts,
    tip: snapshot.observation.repository.head,
  });
}

/** Whether the earlier success of a gate was given to all that it would look at now. */
export function stands(draft: Draft, task: Task, pull: Pull, gate: GateName): boolean {
  const { self } = draft.snapshot.observation;
  return verdictStands(pull.checks, self, gate, keyOf(draft, task, pull, gate));
}

export function gateInput(draft: Draft, task: Task, pull: Pull): GateInput {
  const { forecasts, repository } = draft.snapshot.observation;
  return {
    config: draft.config,
    reach: draft.reachOf(task),
    agent: task.agent,
    holderOf: holderOf(() => heldByOthers(draft, task)),
    change: pull.change === "unread" ? null : pull.change,
    branch: pull.branch,
    title: pull.title,
    commits: pull.commits,
    metrics: pull.metrics === "unread" ? new Map() : pull.metrics,
    approvers: approversOf(draft, task, pull),
    others: isGroup(draft, pull) ? [] : othersOf(draft, task, pull),
    onto: {
      branch: repository.defaultBranch,
      forecast: isGroup(draft, pull)
        ? { kind: "clean" }
        : (forecasts.get(forecastKey(pull.head, repository.head)) ?? null),
    },
  };
}

function approversOf({ config, snapshot }: Draft, { requester }: Task, pull: Pull): readonly string[] {
  return standingReviews(pull, setAside(config, requester, snapshot.observation.alone)).approvers;
}

/** A merge group is the merge itself: GitHub made it, and its pull request was compared with what else is open before it was queued. */
function isGroup({ snapshot }: Draft, { head }: Pull): boolean {
  return snapshot.observation.groups.some((group) => group.head === head);
}

function heldByOthers(draft: Draft, task: Task): readonly Held[] {
  return otherLeaseHolders(task, draft.tasks.values()).map((other) => {
    return { task: other.number, reach: draft.reachOf(other) };
  });
}

function othersOf(draft: Draft, task: Task, pull: Pull): readonly OtherPull[] {
  const { forecasts } = draft.snapshot.observation;
  return draft.beside.open
    .filter((other) => other.task.number !== task.number)
    .map((other) => ({
      task: other.task.number,
      agent: other.task.agent,
      pull: other.pull.number,
      head: other.pull.head,
      change: other.pull.change === "unread" ? null : other.pull.change,
      forecast: forecasts.get(forecastKey(pull.head, other.pull.head)) ?? null,
      ...draft.beside.before(other.task.number, task.number),
    }));
}

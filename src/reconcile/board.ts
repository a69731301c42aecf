/** The board's model, made of one look and of what was decided from it. */
import { taskReach } from "../config/task-reach.ts";
import { landingOrder } from "../ledger/landing-order.ts";
import type { Desk } from "../ledger/ledger.ts";
import { hasOpenAttempt, holdsLease, openBlockers, type Task } from "../ledger/task.ts";
import type { BoardAgent, BoardConflict, BoardModel, BoardTask, Why } from "../text/board.ts";
import type { PullIndex } from "./draft.ts";
import type { Snapshot } from "./snapshot.ts";

export interface BoardSource {
  readonly snapshot: Snapshot;
  readonly said: Pick<Desk, "announcements" | "patterns" | "freeze">;
  readonly tasks: ReadonlyMap<number, Task>;
  readonly pulls: PullIndex;
  readonly whyOf: (task: number) => Why | null;
}

export function boardModel(source: BoardSource): BoardModel {
  const { snapshot, tasks } = source;
  const open = [...tasks.values()].filter(({ end }) => end === null).toSorted((a, b) => a.number - b.number);
  const agents = agentsOf(snapshot, open);
  const named = new Map(agents.map(({ id, name }) => [id, { id, name }]));
  const rows = open.map((task) => rowOf(source, task, named.get(task.agent)));
  const unreadable = snapshot.ledger.unreadable.map(({ path, problem }) => `${path}: ${problem}`);
  return {
    problems: [snapshot.config.problem, ...unreadable].filter((problem) => problem !== null),
    freeze: source.said.freeze,
    agents,
    tasks: rows,
    blockers: open
      .filter(({ blockers }) => blockers.length > 0)
      .flatMap((task) =>
        openBlockers(task).map(({ id, question, options, at }) => {
          return { task: task.number, agent: task.agent, id, what: question, options, at: new Date(at) };
        }),
      )
      .toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    conflicts: [...collidingMerges(source), ...wantedPaths(rows)],
    said: saidOf(source),
    prefix: snapshot.config.config?.commands.prefix,
  };
}

function saidOf({ said: { announcements, patterns } }: BoardSource): BoardModel["said"] {
  return [
    ...announcements.map(({ id, by, text }) => ({ kind: "announcement" as const, id, by, text, scope: [] })),
    ...patterns.map(({ id, by, text, scope }) => ({ kind: "pattern" as const, id, by, text, scope })),
  ];
}

function rowOf(
  { snapshot, pulls, whyOf }: BoardSource,
  task: Task,
  named: BoardTask["agent"] = { id: task.agent, name: task.agent },
): BoardTask {
  const { config } = snapshot.config;
  const { number, title, state, attempt, scope } = task;
  const held = holdsLease(task) && config !== null;
  return {
    number,
    title,
    state,
    agent: named,
    attempt: attempt && { n: attempt.n, cause: attempt.cause },
    branch: task.head === null ? null : task.branch,
    pull: task.pull ?? (task.head === null ? null : (pulls.byBranch.get(task.branch)?.[0]?.number ?? null)),
    why: whyOf(number),
    holds: !held ? [] : scope.length > 0 ? scope : taskReach(task, config).scope,
    held: task.hold !== null,
    priority: task.priority?.level ?? null,
  };
}

function agentsOf({ config: { config } }: Snapshot, open: readonly Task[]): readonly BoardAgent[] {
  const byAgent = Map.groupBy(open, ({ agent }) => agent);
  const roster = config?.agents ?? {};
  const ids = new Set([...Object.keys(roster), ...byAgent.keys()]);
  return [...ids].map((id) => {
    const theirs = byAgent.get(id) ?? [];
    const working = theirs.filter(hasOpenAttempt).map(({ number }) => number);
    const agent = Object.hasOwn(roster, id) ? roster[id] : undefined;
    return {
      id,
      name: agent?.name ?? id,
      capacity: agent?.capacity ?? null,
      working,
      others: theirs.length - working.length,
    };
  });
}

/** Pairs of open pull requests that Git cannot merge both, as far as this look asked. */
function collidingMerges({ snapshot, tasks, pulls }: BoardSource): readonly BoardConflict[] {
  const { forecasts } = snapshot.observation;
  const colliding = [...forecasts].flatMap(([heads, forecast]) =>
    forecast?.kind === "conflicts" ? [{ heads: heads.split("..."), path: forecast.paths[0] ?? null }] : [],
  );
  if (colliding.length === 0) return [];
  const branchOf = new Map(
    [...pulls.byNumber.values()]
      .filter(({ state, fromFork }) => state === "open" && !fromFork)
      .map(({ head, branch }) => [head, branch]),
  );
  const taskOf = new Map([...tasks.values()].map(({ branch, number }) => [branch, number]));
  const { before } = landingOrder(tasks);
  return colliding.flatMap(({ heads, path }): BoardConflict[] => {
    const [one, other] = heads.map((head) => taskOf.get(branchOf.get(head) ?? ""));
    // With the base branch: that is the pull request's own matter.
    if (one === undefined || other === undefined || one === other) return [];
    const [a, b] = before(one, other).first ? [one, other] : [other, one];
    return [{ kind: "merge", a, b, path }];
  });
}

function wantedPaths(rows: readonly BoardTask[]): readonly BoardConflict[] {
  return rows.flatMap(({ number, why }): BoardConflict[] =>
    why?.kind === "waits" && why.wait.kind === "lease"
      ? [{ kind: "paths", a: why.wait.holder, b: number, path: why.wait.path }]
      : [],
  );
}

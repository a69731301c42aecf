/**
 * Which tasks may start an attempt now. Tasks that hold a lease already go first (they are nearest to done), then by priority, then by age.
 * A lease is taken whole and at once, so nobody waits while holding a part (no deadlock); a task that waits for paths, a
 * place or its agent keeps its turn against later ones that want the same paths (no starvation among
 * tasks of one priority; what is to start sooner goes first for as long as people ask for it).
 */
import type { Config } from "../config/schema.ts";
import { isOverloaded, type MachineLoad } from "../domain/machine-load.ts";
import { byPriority } from "../domain/priority.ts";
import type { Wait } from "../domain/wait.ts";
import { priorityOf } from "../ledger/priority.ts";
import { hasOpenAttempt, holdsLease, type Task } from "../ledger/task.ts";
import type { Overlap } from "../scope/overlap.ts";
import type { CompiledReach } from "../scope/reach.ts";
import { createNeighbours, type Neighbours } from "./neighbours.ts";

export interface ScheduleInput {
  readonly tasks: readonly Task[];
  readonly config: Config;
  /** What keeps a task from starting, whatever the others do; null when nothing does. */
  readonly obstacle: (task: Task) => Wait | null;
  readonly reachOf: (task: Task) => CompiledReach;
  readonly overlap: (a: CompiledReach, b: CompiledReach) => Overlap;
  /** How busy the machine is; null when that is nobody's concern. */
  readonly load: MachineLoad | null;
}

export interface Schedule {
  /** Numbers of the tasks to start, in order. */
  readonly starts: readonly number[];
  readonly waits: ReadonlyMap<number, Wait>;
}

export function schedule(input: ScheduleInput): Schedule {
  const { tasks, config, overlap, reachOf } = input;
  const starts: number[] = [];
  const waits = new Map<number, Wait>();
  const running = countRunning(tasks);
  const open = tasks.filter(hasOpenAttempt);
  const leased = createNeighbours(reachOf);
  const ahead = createNeighbours(reachOf);
  for (const task of tasks) if (holdsLease(task)) leased.add(task);

  for (const task of inTurn(tasks)) {
    const wait =
      input.obstacle(task) ??
      busy(task, running, config) ??
      (holdsLease(task) ? atWork(task) : taken(task)) ??
      overload(input.load);
    if (wait === null) {
      starts.push(task.number);
      open.push(task);
      running.start(task);
      leased.add(task);
      continue;
    }
    waits.set(task.number, wait);
    if (keepsTurn(wait)) ahead.add(task);
  }
  return { starts, waits };

  /** The open task whose lease is in the way, or the older waiting one. */
  function taken(task: Task): Wait | null {
    const holder = firstSharing(task, leased);
    if (holder) return leaseWait(holder);
    const older = firstSharing(task, ahead);
    if (!older) return null;
    const sooner = priorityOf(older.other) === priorityOf(task) ? null : priorityOf(older.other);
    return { kind: "line", ahead: older.other.number, path: older.path, sooner };
  }

  /** A lease is taken once, but the config may since have given two holders the same paths: they work one after the other. */
  function atWork(task: Task): Wait | null {
    const holder = firstOf(task, open);
    return holder && leaseWait(holder);
  }

  function leaseWait({ other, path }: Sharing): Wait {
    const { scope } = reachOf(other).source;
    return { kind: "lease", holder: other.number, agent: other.agent, scope, path };
  }

  function firstSharing(task: Task, others: Neighbours): Sharing | null {
    return firstOf(task, others.near(reachOf(task)));
  }

  function firstOf(task: Task, others: readonly Task[]): Sharing | null {
    for (const other of others) {
      const found = overlap(reachOf(task), reachOf(other));
      if (found.kind === "overlaps") return { other, path: found.path };
      if (found.kind === "undecided") return { other, path: "(too intricate to be sure)" };
    }
    return null;
  }
}

/** A task that could touch the same paths, and a shortest such path. */
interface Sharing {
  readonly other: Task;
  readonly path: string;
}

function inTurn(tasks: readonly Task[]): readonly Task[] {
  const due = tasks.filter((task) => task.next !== null && task.end === null && !hasOpenAttempt(task));
  return due.toSorted(
    (a, b) =>
      Number(holdsLease(b)) - Number(holdsLease(a)) ||
      byPriority(priorityOf(a), priorityOf(b)) ||
      a.queuedAt.localeCompare(b.queuedAt) ||
      a.number - b.number,
  );
}

function busy(task: Task, running: Running, config: Config): Wait | null {
  const capacity = config.agents[task.agent]?.capacity ?? 0;
  const atWork = running.of(task.agent);
  if (atWork >= capacity) return { kind: "capacity", agent: task.agent, running: atWork, capacity };
  const limit = config.limits.agents;
  return running.total() >= limit ? { kind: "limit", running: running.total(), limit } : null;
}

/** The last question: this cause is named only where no other keeps the task from starting. */
function overload(load: MachineLoad | null): Wait | null {
  return load !== null && isOverloaded(load) ? { kind: "load", load } : null;
}

/** How many runs are at work, of each agent and of all. */
interface Running {
  start(task: Task): void;
  of(agent: string): number;
  total(): number;
}

function countRunning(tasks: readonly Task[]): Running {
  const counts = new Map<string, number>();
  let total = 0;
  const of = (agent: string) => counts.get(agent) ?? 0;
  const start = ({ agent }: Task) => {
    counts.set(agent, of(agent) + 1);
    total += 1;
  };
  for (const task of tasks) if (hasOpenAttempt(task)) start(task);
  return { start, of, total: () => total };
}

function keepsTurn(wait: Wait): boolean {
  switch (wait.kind) {
    case "lease":
    case "line":
    case "capacity":
    case "limit":
    case "load":
      return true;
    default:
      return false;
  }
}

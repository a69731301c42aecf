/** Who may start now, and what everybody else waits for. */
// R32
import { expect, test } from "vitest";
import type { Task } from "../../src/ledger/task.ts";
import { endAttempt, endTask, startAttempt } from "../../src/ledger/transitions.ts";
import { type ScheduleInput, schedule } from "../../src/planning/schedule.ts";
import { reachOfTasks } from "../../src/planning/task-reach.ts";
import { overlap } from "../../src/scope/overlap.ts";
import { at, configOf, noon, sha, taskOf } from "../support/observation.ts";

const config = configOf(`
agents:
  ethereum: { allow: ["**"], runner: scripted }
  solana: { allow: ["**"], runner: scripted }
  docs: { allow: ["**"], runner: scripted, capacity: 2 }
limits: { agents: 3 }
`);

function planned(tasks: readonly Task[], over: Partial<ScheduleInput> = {}) {
  const { starts, waits } = schedule({
    tasks,
    config,
    obstacle: () => null,
    reachOf: reachOfTasks(config),
    overlap,
    load: null,
    ...over,
  });
  return { starts, waits: Object.fromEntries(waits) };
}

function wants(number: number, agent: string, ...scope: string[]): Task {
  return taskOf(number, { agent, scope, queuedAt: at(number).toISOString() });
}

function working(task: Task): Task {
  return startAttempt(task, sha(1), noon);
}

/** Published and in review: no attempt is open, but its paths are still its own. */
function inReview(task: Task): Task {
  return endAttempt(working(task), { kind: "published", summary: "x", head: sha(2) }, 3, noon);
}

/** Sent back: it holds its lease and asks for its next attempt. */
function sentBack(task: Task): Task {
  const result = { kind: "outside", summary: "x", feedback: "y", reasons: [] } as const;
  return endAttempt(working(task), result, 3, noon);
}

test("tasks whose paths lie apart start together, the oldest first", () => {
  const tasks = [wants(2, "solana", "b/**"), wants(1, "ethereum", "a/**")];
  expect(planned(tasks)).toEqual({ starts: [1, 2], waits: {} });
});

test("an open task's paths are its own, with a shortest path that shows it", () => {
  // R33, B01
  const tasks = [working(wants(1, "ethereum", "src/**")), wants(2, "solana", "*/api/*.ts")];
  expect(planned(tasks)).toEqual({
    starts: [],
    waits: { 2: { kind: "lease", holder: 1, agent: "ethereum", scope: ["src/**"], path: "src/api/.ts" } },
  });
});

test("what is in review still holds its paths; what has ended does not", () => {
  const [one, two] = [wants(1, "ethereum", "src/**"), wants(2, "solana", "src/**")];
  expect(planned([inReview(one), two]).waits[2]).toMatchObject({ kind: "lease", holder: 1 });
  for (const kind of ["merged", "dropped"] as const)
    expect(planned([endTask(inReview(one), kind, "mira", noon), two]).starts).toEqual([2]);
});

test("of two that want the same paths in one pass, the older starts and the younger names it", () => {
  const { starts, waits } = planned([wants(2, "solana", "src/**"), wants(1, "ethereum", "src/a/**")]);
  expect(starts).toEqual([1]);
  expect(waits[2]).toMatchObject({ kind: "lease", holder: 1 });
});

test("nobody starves: whoever waits for paths keeps its turn against younger ones", () => {
  // R33: #3 could start beside #1, but #2, which wants everything, would then never start.
  const tasks = [working(wants(1, "ethereum", "a/**")), wants(2, "solana", "**"), wants(3, "docs", "b/**")];
  const { starts, waits } = planned(tasks);
  expect(starts).toEqual([]);
  expect(waits[2]).toMatchObject({ kind: "lease", holder: 1 });
  expect(waits[3]).toMatchObject({ kind: "line", ahead: 2, path: expect.stringMatching(/^b\/.$/) });
});

test("whoever waits for a busy agent keeps its turn too", () => {
  const tasks = [
    working(wants(1, "ethereum", "a/**")),
    wants(2, "ethereum", "b/**"),
    wants(3, "docs", "b/**"),
  ];
  const { waits } = planned(tasks);
  expect(waits[2]).toEqual({ kind: "capacity", agent: "ethereum", running: 1, capacity: 1 });
  expect(waits[3]).toMatchObject({ kind: "line", ahead: 2 });
});

test("R32: what has a sooner priority goes before what asked first, which names it", () => {
  const soon = { level: "p0", by: "mira", at: "2026-11-20T12:00:00.000Z" } as const;
  const tasks = [
    working(wants(1, "ethereum", "a/**")),
    wants(2, "docs", "b/**"),
    { ...wants(3, "ethereum", "b/**"), priority: soon },
  ];
  const { starts, waits } = planned(tasks);
  expect(starts).toEqual([]);
  expect(waits[3]).toMatchObject({ kind: "capacity" });
  expect(waits[2]).toMatchObject({ kind: "line", ahead: 3, sooner: "p0" });
  const last = tasks.map((task) =>
    task.priority ? { ...task, priority: { ...soon, level: "p3" as const } } : task,
  );
  expect(planned(last).starts).toEqual([2]);
});

test("whoever cannot start whatever the others do holds nobody up", () => {
  const held = { kind: "hold", by: "mira", reason: null } as const;
  const tasks = [wants(1, "ethereum", "src/**"), wants(2, "solana", "src/**")];
  expect(planned(tasks, { obstacle: (task) => (task.number === 1 ? held : null) })).toEqual({
    starts: [2],
    waits: { 1: held },
  });
});

test("an agent works on as many tasks at once as its capacity says", () => {
  const tasks = [1, 2, 3].map((number) => wants(number, "docs", `d${number}/**`));
  expect(planned(tasks)).toEqual({
    starts: [1, 2],
    waits: { 3: { kind: "capacity", agent: "docs", running: 2, capacity: 2 } },
  });
});

test("no more agents are at work at once than the repository allows", () => {
  const tasks = [
    wants(1, "docs", "a/**"),
    wants(2, "docs", "b/**"),
    wants(3, "solana", "c/**"),
    wants(4, "ethereum", "d/**"),
  ];
  expect(planned(tasks)).toEqual({
    starts: [1, 2, 3],
    waits: { 4: { kind: "limit", running: 3, limit: 3 } },
  });
});

test("what waits for people takes no place", () => {
  const tasks = [inReview(wants(1, "ethereum", "a/**")), wants(2, "ethereum", "b/**")];
  expect(planned(tasks).starts).toEqual([2]);
});

test("what has begun goes on before anything new begins", () => {
  const tasks = [wants(1, "ethereum", "a/**"), sentBack(wants(2, "ethereum", "b/**"))];
  const { starts, waits } = planned(tasks);
  expect(starts).toEqual([2]);
  expect(waits[1]).toEqual({ kind: "capacity", agent: "ethereum", running: 1, capacity: 1 });
});

test("what goes on needs no second lease, though others wait for its paths", () => {
  const tasks = [sentBack(wants(2, "ethereum", "src/**")), wants(1, "solana", "src/**")];
  const { starts, waits } = planned(tasks);
  expect(starts).toEqual([2]);
  expect(waits[1]).toMatchObject({ kind: "lease", holder: 2 });
});

test("scopes that are too intricate to compare are kept apart", () => {
  const tasks = [working(wants(1, "ethereum", "a/**")), wants(2, "solana", "a/*/b/**")];
  expect(planned(tasks, { overlap: () => ({ kind: "undecided" }) }).waits[2]).toMatchObject({
    kind: "lease",
    holder: 1,
  });
});

test("a task without a scope holds all of its agent's boundary", () => {
  const tasks = [working(wants(1, "ethereum")), wants(2, "docs", "docs/a.md")];
  expect(planned(tasks).waits[2]).toMatchObject({
    kind: "lease",
    holder: 1,
    scope: ["**"],
    path: "docs/a.md",
  });
});

const busy = { cpu: 0.93, memory: 0.4 };

test("on a busy machine nobody starts, and each says so; what another cause keeps names that one", () => {
  // R49
  const tasks = [
    working(wants(1, "ethereum", "a/**")),
    wants(2, "solana", "b/**"),
    wants(3, "docs", "a/**"),
    wants(4, "docs", "c/**"),
    wants(5, "ethereum", "d/**"),
  ];
  const { starts, waits } = planned(tasks, { load: busy });
  expect(starts).toEqual([]);
  expect(waits).toMatchObject({
    2: { kind: "load", load: busy },
    3: { kind: "lease", holder: 1 },
    4: { kind: "load", load: busy },
    5: { kind: "capacity", agent: "ethereum" },
  });
});

test("a task that waits for the machine keeps its turn against younger ones that want the same paths", () => {
  const tasks = [wants(1, "ethereum", "src/**"), wants(2, "solana", "src/a/**")];
  expect(planned(tasks, { load: busy }).waits).toMatchObject({
    1: { kind: "load" },
    2: { kind: "line", ahead: 1 },
  });
});

test.each([
  ["80 % CPU and 85 % memory", { cpu: 0.8, memory: 0.85 }, 1],
  ["what reads as 80 %", { cpu: 0.804, memory: 0 }, 1],
  ["81 % CPU", { cpu: 0.81, memory: 0 }, 0],
  ["86 % memory", { cpu: 0, memory: 0.86 }, 0],
  ["a machine that nobody measures", null, 1],
])("with %s, a free task starts or waits by the limits", (_what, load, started) => {
  expect(planned([wants(1, "ethereum", "a/**")], { load }).starts).toHaveLength(started);
});

test("a second attempt waits for the machine too", () => {
  const { starts, waits } = planned([sentBack(wants(1, "ethereum", "a/**"))], { load: busy });
  expect([starts, waits[1]]).toEqual([[], { kind: "load", load: busy }]);
});

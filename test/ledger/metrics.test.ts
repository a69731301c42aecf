/** R45, first form: the numbers of `signalbox metrics`, each equal to what was counted by hand from the story below. */
import { expect, test } from "vitest";
import { acceptTask } from "../../src/ledger/accept.ts";
import { metricsOf, wholeSpan } from "../../src/ledger/metrics.ts";
import type { Task } from "../../src/ledger/task.ts";
import { type FileVersion, taskLives } from "../../src/ledger/task-lives.ts";
import { blockerOf } from "../support/blocker.ts";

const start = new Date("2026-11-20T08:00:00Z").getTime();
const at = (minute: number) => new Date(start + minute * 60_000);
const iso = (minute: number) => at(minute).toISOString();
const MINUTE = 60_000;

type Attempt = NonNullable<Task["attempt"]>;
type EndKind = NonNullable<Attempt["end"]>["kind"];

function attempt(
  n: number,
  cause: Attempt["cause"],
  from: number,
  end?: readonly [EndKind, number, ...string[]],
): Attempt {
  const [kind, ended, ...rules] = end ?? [];
  return {
    n,
    cause,
    at: iso(from),
    base: "0".repeat(40),
    claim: null,
    end:
      kind === undefined || ended === undefined
        ? null
        : { kind, summary: "", at: iso(ended), outside: rules.map((rule) => ({ path: "a", rule })) },
  };
}

const blocker = (id: string, asked: number, answered: number | null): Task["blockers"][number] =>
  blockerOf(id, "Which one?", {
    at: iso(asked),
    answer: answered === null ? null : { by: "mira", text: "this", at: iso(answered) },
  });

const hold = (from: number): Task["hold"] => ({ by: "mira", reason: null, at: iso(from) });
const merged = (when: number): Task["end"] => ({ kind: "merged", by: "mira", at: iso(when) });

/** The versions of one task's file: what it is changed to, and by the commit of which minute. */
function told(
  number: number,
  accepted: number,
  moments: readonly (readonly [minute: number, change: Partial<Task>])[],
): FileVersion[] {
  const fresh = { number, title: "T", agent: "shopkeeper", scope: [], dependsOn: [], comment: 0 };
  let task = acceptTask(fresh, at(accepted));
  return [[accepted, {}] as const, ...moments].map(([minute, change]) => {
    task = { ...task, ...change };
    const folder = task.end ? "archive" : "tasks";
    return { at: at(minute), path: `${folder}/${number}.json`, text: JSON.stringify(task) };
  });
}

const story: readonly FileVersion[] = [
  // #1 leaves its reach in two places, puts it right, and is merged after an hour. Nobody had to help.
  told(1, 0, [
    [0, { state: "working", attempt: attempt(1, "first", 0) }],
    [10, { state: "failed", attempt: attempt(1, "first", 0, ["outside", 10, "reach", "reach"]), reworks: 1 }],
    [10, { state: "working", attempt: attempt(2, "rework", 10) }],
    [30, { state: "review", attempt: attempt(2, "rework", 10, ["complete", 30]) }],
    [40, { state: "ready" }],
    [60, { state: "done", end: merged(60) }],
  ]),
  // #2 asks, waits half an hour for the answer, and passes at once.
  told(2, 0, [
    [0, { state: "working", attempt: attempt(1, "first", 0) }],
    [
      20,
      {
        state: "blocked",
        attempt: attempt(1, "first", 0, ["blocked", 20]),
        blockers: [blocker("b1", 20, null)],
      },
    ],
    [50, { state: "queued", blockers: [blocker("b1", 20, 50)] }],
    [50, { state: "working", attempt: attempt(2, "resume", 50) }],
    [70, { state: "review", attempt: attempt(2, "resume", 50, ["complete", 70]) }],
    [80, { state: "ready" }],
    [120, { state: "done", end: merged(120) }],
  ]),
  // #3 is sent back twice, the second time to a person, who holds it for five minutes and then sends it on.
  told(3, 10, [
    [60, { state: "working", attempt: attempt(1, "first", 60) }],
    [90, { state: "review", attempt: attempt(1, "first", 60, ["complete", 90]) }],
    [100, { state: "working", attempt: attempt(2, "rework", 100), reworks: 1 }],
    [110, { state: "review", attempt: attempt(2, "rework", 100, ["complete", 110]) }],
    [130, { state: "escalated" }],
    [140, { hold: hold(140) }],
    [145, { hold: null }],
    [150, { state: "queued", reworks: 0 }],
    [150, { state: "working", attempt: attempt(3, "resume", 150) }],
    [170, { state: "review", attempt: attempt(3, "resume", 150, ["complete", 170]) }],
    [175, { state: "ready" }],
    [180, { state: "done", end: merged(180) }],
  ]),
  // #4 is given up before it starts, #5 is still at work, #6 has one of its two questions answered.
  told(4, 30, [[100, { end: { kind: "dropped", by: "mira", at: iso(100) } }]]),
  told(5, 60, [[120, { state: "working", attempt: attempt(1, "first", 120) }]]),
  told(6, 60, [
    [60, { state: "working", attempt: attempt(1, "first", 60) }],
    [
      100,
      {
        state: "blocked",
        attempt: attempt(1, "first", 60, ["blocked", 100]),
        blockers: [blocker("b1", 100, null), blocker("b2", 100, null)],
      },
    ],
    [190, { blockers: [blocker("b1", 100, 190), blocker("b2", 100, null)] }],
  ]),
]
  .flat()
  .toSorted((a, b) => a.at.getTime() - b.at.getTime());

function counted(from: number, to: number, versions = story) {
  const { lives, unreadable } = taskLives(versions);
  return metricsOf({ lives, unreadable, places: 4, span: { from: at(from), to: at(to) } });
}

// R45
test("the numbers of four hours are those that were counted by hand", () => {
  expect(counted(0, 240)).toEqual({
    span: { from: at(0), to: at(240) },
    tasks: { accepted: 6, merged: 3, dropped: 1, open: 2 },
    // 3 in 4 hours.
    throughput: 0.75,
    // #1 failed at 10, #2 passed at 80, #3 failed at 100.
    firstPass: { judged: 3, passed: 1 },
    // #1: 2, #2: 2, #3: 3, #5: 1, #6: 1; the second ones of #1 and #3 were rework.
    rework: { attempts: 9, reworks: 2 },
    caught: { outside: 1, unfit: 0, empty: 0, rules: [{ rule: "reach", places: 2 }], sentBack: 2 },
    // 30 and 90 minutes.
    blockers: { raised: 3, answered: 2, open: 1, median: 60 * MINUTE, longest: 90 * MINUTE },
    // #2 was answered, #3 held and sent on, #1 left alone.
    interventions: { answers: 1, holds: 1, overrides: 0, escalations: 1, clean: 1 },
    estimates: { tasks: 0, expected: 0, taken: 0 },
    // #1: 10 + 20, #2: 20 + 20, #3: 30 + 10 + 20, #5: 120 until now, #6: 40. From 60 to 70 three were at work.
    work: { busy: 290 * MINUTE, most: 3, places: 4 },
    unreadable: [],
  });
});

test("since the hundredth minute: only what happened from then on counts", () => {
  expect(counted(100, 240)).toMatchObject({
    tasks: { accepted: 0, merged: 2, dropped: 1, open: 2 },
    throughput: 2 / (140 / 60),
    firstPass: { judged: 1, passed: 0 },
    rework: { attempts: 3, reworks: 1 },
    caught: { outside: 0, unfit: 0, empty: 0, rules: [], sentBack: 2 },
    blockers: { raised: 2, answered: 1, open: 1, median: 90 * MINUTE, longest: 90 * MINUTE },
    interventions: { answers: 1, holds: 1, overrides: 0, escalations: 1, clean: 0 },
    // #3: 10 + 20, #5: 120; what ran before is not of this span.
    work: { busy: 150 * MINUTE, most: 2 },
  });
});

test("a ledger without an entry: nothing to divide by", () => {
  const none = metricsOf({ lives: [], unreadable: [], places: null, span: null });
  expect(none).toMatchObject({ throughput: null, blockers: { median: null }, work: { busy: 0, most: 0 } });
});

test("what a maintainer had to answer for did not pass at first, and is an intervention", () => {
  const override = { gate: "secrets", head: "1".repeat(40), by: "mira", because: "a test key", at: iso(35) };
  const versions = told(1, 0, [
    [0, { state: "working", attempt: attempt(1, "first", 0) }],
    [30, { state: "review", attempt: attempt(1, "first", 0, ["complete", 30]) }],
    [35, { overrides: [override] }],
    [40, { state: "ready" }],
    [60, { state: "done", end: merged(60) }],
  ]);
  expect(counted(0, 60, versions)).toMatchObject({
    firstPass: { judged: 1, passed: 0 },
    interventions: { overrides: 1, clean: 0 },
  });
});

test("an escalated task that goes back to review by an override counts that once", () => {
  const override = { gate: "size", head: "1".repeat(40), by: "mira", because: "generated", at: iso(45) };
  const versions = told(1, 0, [
    [0, { state: "working", attempt: attempt(1, "first", 0) }],
    [30, { state: "review", attempt: attempt(1, "first", 0, ["complete", 30]) }],
    [40, { state: "escalated" }],
    [45, { state: "review", overrides: [override] }],
    [60, { state: "done", end: merged(60) }],
  ]);
  expect(counted(0, 60, versions).interventions).toEqual({
    answers: 0,
    holds: 0,
    overrides: 1,
    escalations: 0,
    clean: 0,
  });
});

test("a task that was archived and given out again has two lives", () => {
  const first = told(1, 0, [[20, { end: { kind: "dropped", by: "mira", at: iso(20) } }]]);
  const second = told(1, 30, [[60, { state: "done", end: merged(60) }]]);
  expect(counted(0, 60, [...first, ...second]).tasks).toEqual({
    accepted: 2,
    merged: 1,
    dropped: 1,
    open: 0,
  });
});

test("a file that cannot be read is named, and the rest is counted", () => {
  const broken = { at: at(1), path: "tasks/9.json", text: "{" };
  const other = { at: at(1), path: "desk.json", text: "{" };
  const result = counted(0, 240, [...story, broken, other]);
  expect(result.unreadable).toEqual(["tasks/9.json"]);
  expect(result.tasks.accepted).toBe(6);
});

test("what a later version adds to a task's file does not hide it", () => {
  const versions = told(1, 0, [[60, { state: "done", end: merged(60) }]]).map((version) => ({
    ...version,
    text: JSON.stringify({ ...JSON.parse(version.text), priority: "p9", told: [] }),
  }));
  expect(counted(0, 60, versions)).toMatchObject({ tasks: { merged: 1 }, unreadable: [] });
});

test("the whole span holds what is recorded, though a commit's time is only in whole seconds", () => {
  const { lives } = taskLives(story);
  expect(wholeSpan({ from: at(1), to: at(185) }, lives)).toEqual({ from: at(0), to: at(190) });
  expect(wholeSpan({ from: at(-5), to: at(240) }, lives)).toEqual({ from: at(-5), to: at(240) });
  expect(wholeSpan(null, [])).toBeNull();
});

test("R45: estimates are compared with the time from the first attempt to the merge", () => {
  const life = (number: number, estimate: number | null, end: number) =>
    told(number, 0, [
      [10, { state: "working", attempt: attempt(1, "first", 10) }],
      [
        20,
        { estimate: estimate === null ? null : { milliseconds: estimate * 60_000, by: "mira", at: iso(20) } },
      ],
      [end, { state: "done", end: merged(end) }],
    ]);
  const versions = [...life(1, 60, 40), ...life(2, 30, 100), ...life(3, null, 50)];
  expect(counted(0, 240, versions).estimates).toEqual({
    tasks: 2,
    expected: 90 * 60_000,
    taken: (30 + 90) * 60_000,
  });
});

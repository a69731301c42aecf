/** How a task moves: fencing, caps, backoff, answers, ends. */
// R43
import { expect, test } from "vitest";
import { mayFollow, type TaskState } from "../../src/domain/task-state.ts";
import { branchOf } from "../../src/ledger/accept.ts";
import { type Answers, answerBlockers, resumeEscalated } from "../../src/ledger/answers.ts";
import { type Fenced, recordResult, takeClaim } from "../../src/ledger/fencing.ts";
import {
  countedAttempts,
  hasOpenAttempt,
  holdsLease,
  openBlockers,
  type Task,
} from "../../src/ledger/task.ts";
import { endAttempt, endTask, move, type Result, startAttempt } from "../../src/ledger/transitions.ts";
import { at, noon, sha, taskOf } from "../support/observation.ts";

const LIMIT = 3;
const failed: Result = { kind: "failed", summary: "The network was away" };
const outside: Result = {
  kind: "outside",
  summary: "Not published",
  feedback: "it adds `x`",
  reasons: [{ path: "x", rule: "scope" }],
};
const published: Result = { kind: "published", summary: "Did it", head: sha(50) };
const asking: Result = {
  kind: "blocked",
  summary: "Two ways",
  questions: [
    { text: "Which unit?", options: ["wei", "gwei"] },
    { text: "Keep the old name?", options: [] },
  ],
};

function taskIn(fenced: Fenced): Task {
  if (!fenced.ok) throw new Error(fenced.reason);
  return fenced.task;
}

/** A task whose attempt 1 is claimed by run 7. */
const claimed = taskIn(takeClaim(startAttempt(taskOf(12), sha(1), noon), 1, 7, null, at(1)));

function afterTrying(...results: readonly Result[]): Task {
  return results.reduce(
    (task, result) => endAttempt(startAttempt(task, sha(1), noon), result, LIMIT, at(60)),
    taskOf(12),
  );
}

test("a run takes the claim of the open attempt, and what was dispatched is settled", () => {
  // B06
  expect(claimed.attempt).toEqual({
    n: 1,
    cause: "first",
    at: noon.toISOString(),
    base: sha(1),
    claim: { run: 7, at: at(1).toISOString() },
    end: null,
  });
  expect(claimed.outbox).toEqual([]);
});

test.each([
  ["a second run of one attempt", claimed, 1, /run 7 already has attempt 1/],
  ["the very same run once more", claimed, 1, /run 7 already has attempt 1/],
  ["an attempt that is not there yet", claimed, 2, /at attempt 1, so attempt 2 is stale/],
  ["a task that has not started", taskOf(12), 1, /at attempt 0/],
  ["a task that is gone", undefined, 1, /not open any more/],
  ["an attempt that has ended", afterTrying(failed), 1, /already ended/],
  ["a task that was dropped", endTask(claimed, "dropped", "mira", noon), 1, /ended/],
])("no claim for %s", (_who, task, attempt, reason) => {
  // B06, A11, A12
  const claim = takeClaim(task, attempt, 8, null, noon);
  expect(claim).toEqual({ ok: false, reason: expect.stringMatching(reason) });
});

const second = startAttempt(endAttempt(claimed, failed, LIMIT, at(2)), sha(1), at(90));

test.each([
  ["the zombie of attempt 1, while attempt 2 is open", second, 1, 7, /attempt 1 is stale/],
  ["a run that never took the claim", claimed, 1, 8, /run 8 does not hold the claim/],
  ["a run of an unclaimed attempt", second, 2, 7, /run 7 does not hold the claim of attempt 2/],
  ["a run whose task was dropped meanwhile", endTask(claimed, "dropped", "mira", noon), 1, 7, /ended/],
  [
    "a run that was already called lost",
    endAttempt(claimed, { kind: "lost", summary: "gone" }, LIMIT, noon),
    1,
    7,
    /already ended/,
  ],
  ["a run of a task that is archived", undefined, 1, 7, /not open any more/],
])("nothing is recorded for %s", (_who, task, attempt, run, reason) => {
  // B06, A12: an older attempt's output is refused.
  expect(recordResult(task, attempt, run, published, LIMIT, noon)).toEqual({
    ok: false,
    reason: expect.stringMatching(reason),
  });
});

test("the run that holds the claim records its result", () => {
  expect(taskIn(recordResult(claimed, 1, 7, published, LIMIT, noon))).toMatchObject({
    state: "review",
    head: sha(50),
    feedback: [],
    next: null,
  });
});

test.each([
  [published, "review", null],
  [outside, "failed", "rework"],
  [{ kind: "empty", summary: "Nothing", feedback: "change a file" }, "failed", "rework"],
  [asking, "blocked", null],
  [{ kind: "refused", summary: "Against the rules" }, "escalated", null],
  [failed, "failed", "retry"],
  [{ kind: "lost", summary: "run 7 ended" }, "failed", "retry"],
] as const)("an attempt that ends $kind makes the task %s", (result: Result, state: TaskState, next) => {
  const ended = endAttempt(claimed, result, LIMIT, at(9));
  expect(ended.state).toBe(state);
  expect(ended.next?.cause ?? null).toBe(next);
  expect(hasOpenAttempt(ended)).toBe(false);
  // The lease stays until the task ends: nobody may touch half-done work.
  expect(holdsLease(ended)).toBe(true);
});

test("three attempts, whatever the mix of rework and retry; then a person decides and sees what was tried", () => {
  // R27
  expect(afterTrying(failed, outside)).toMatchObject({ state: "failed", retries: 1, reworks: 1 });
  const tired = afterTrying(failed, outside, failed);
  expect(tired).toMatchObject({ state: "escalated", next: null });
  expect(countedAttempts(tired)).toBe(3);
  const all = [...tired.tried.map(({ end }) => end.kind), tired.attempt?.end?.kind];
  expect(all).toEqual(["failed", "outside", "failed"]);
});

test("with one attempt allowed, the first failure escalates", () => {
  const once = endAttempt(startAttempt(taskOf(12), sha(1), noon), failed, 1, noon);
  expect(once.state).toBe("escalated");
});

/** The same words for each of these blockers. */
function words(text: string, ...ids: readonly string[]): Answers {
  return new Map(ids.map((id) => [id, { text, confirms: false }]));
}

test("going on after an answer does not count against the cap", () => {
  // R27
  const answered = answerBlockers(afterTrying(asking), words("wei", "b1", "b2"), "mira", noon);
  expect(answered.next).toEqual({ cause: "resume", notBefore: null });
  const resumed = startAttempt(answered, sha(1), noon);
  expect(resumed.attempt).toMatchObject({ n: 2, cause: "resume" });
  expect(countedAttempts(resumed)).toBe(1);
});

test("a retry waits 30 s, the next one twice as long; rework starts at once", () => {
  const first = afterTrying(failed);
  expect(first.next?.notBefore).toBe(at(60 + 30).toISOString());
  expect(afterTrying(failed, failed).next?.notBefore).toBe(at(60 + 60).toISOString());
  expect(afterTrying(outside).next?.notBefore).toBeNull();
});

test("feedback of every refused attempt goes along, each once, until something is published", () => {
  expect(afterTrying(outside, outside).feedback).toEqual(["it adds `x`"]);
  expect(afterTrying(outside, published).feedback).toEqual([]);
});

test("questions are numbered through the task's life, and each answer reaches its own", () => {
  const blocked = afterTrying(asking);
  expect(openBlockers(blocked).map(({ id, question }) => [id, question])).toEqual([
    ["b1", "Which unit?"],
    ["b2", "Keep the old name?"],
  ]);
  const one = answerBlockers(blocked, words("no", "b2"), "mira", at(70));
  expect(one.state).toBe("blocked");
  expect(openBlockers(one).map(({ id }) => id)).toEqual(["b1"]);
  const both = answerBlockers(one, words("wei", "b1"), "noor", at(80));
  expect(both.state).toBe("queued");
  expect(both.blockers.map(({ answer }) => [answer?.by, answer?.text])).toEqual([
    ["noor", "wei"],
    ["mira", "no"],
  ]);
  const again = endAttempt(startAttempt(both, sha(1), at(90)), asking, LIMIT, at(95));
  expect(openBlockers(again).map(({ id }) => id)).toEqual(["b3", "b4"]);
});

test("an escalated task that goes on has its attempts again, and the person's word", () => {
  const resumed = resumeEscalated(afterTrying(failed, failed, failed), { by: "mira", text: "Use the cache" });
  expect(resumed).toMatchObject({
    state: "queued",
    retries: 0,
    reworks: 0,
    next: { cause: "resume", notBefore: null },
  });
  expect(resumed.feedback).toEqual(["@mira says: Use the cache"]);
  expect(startAttempt(resumed, sha(1), noon).attempt?.n).toBe(4);
});

test("attempts are numbered without gaps, and no second one opens while one is open", () => {
  // INV-3
  const open = startAttempt(taskOf(12), sha(1), noon);
  expect(() => startAttempt(open, sha(1), noon)).toThrow(/#12 has no attempt to start/);
  expect(() => startAttempt({ ...open, next: { cause: "retry", notBefore: null } }, sha(1), noon)).toThrow();
});

test.each(["merged", "dropped"] as const)(
  "a task that is %s frees its lease and dispatches nothing more",
  (kind) => {
    const ended = endTask(startAttempt(taskOf(12), sha(1), noon), kind, "mira", noon);
    expect(holdsLease(ended)).toBe(false);
    expect(hasOpenAttempt(ended)).toBe(false);
    expect(ended.next).toBeNull();
    expect(ended.outbox).toEqual([]);
    expect(ended.state).toBe(kind === "merged" ? "done" : "working");
  },
);

test("a move that the table lacks is a mistake of ours and throws", () => {
  expect(() => move(taskOf(12), "ready")).toThrow("#12 may not go from queued to ready");
});

test("every move that the transitions make stands in the table", () => {
  const blocked = afterTrying(asking);
  const moves: readonly (readonly [Task, Task])[] = [
    [taskOf(12), startAttempt(taskOf(12), sha(1), noon)],
    ...[published, outside, asking, failed, { kind: "refused", summary: "no" } as const].map(
      (result) => [claimed, endAttempt(claimed, result, LIMIT, noon)] as const,
    ),
    [claimed, endAttempt(claimed, failed, 1, noon)],
    [blocked, answerBlockers(blocked, words("wei", "b1", "b2"), "mira", noon)],
    [afterTrying(failed), startAttempt(afterTrying(failed), sha(1), noon)],
    [
      afterTrying(failed, failed, failed),
      resumeEscalated(afterTrying(failed, failed, failed), { by: "mira", text: "" }),
    ],
  ];
  for (const [before, after] of moves) expect(mayFollow(before.state, after.state)).toBe(true);
});

test("the branch of a task names its agent, its issue and its title", () => {
  // R02
  expect(branchOf({ number: 12, title: "Extract the tools", agent: "ethereum" })).toBe(
    "agent/ethereum/12-extract-the-tools",
  );
});

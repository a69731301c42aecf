/** `/blocked` and `/unblock`: what a person may type, what it does to the task, and how it is refused. */
import { expect, test } from "vitest";
import type { CommandInput, CommandResult } from "../../src/commands/command.ts";
import { findCommand } from "../../src/commands/index.ts";
import { emptyLedger } from "../../src/ledger/ledger.ts";
import type { Task } from "../../src/ledger/task.ts";
import { endAttempt, endTask, startAttempt } from "../../src/ledger/transitions.ts";
import { blockerOf } from "../support/blocker.ts";
import { at, configOf, noon, sha, taskOf, twoAgents } from "../support/observation.ts";

const queued = taskOf(12);
const working = startAttempt(queued, sha(1), noon);
const blocked = endAttempt(
  working,
  {
    kind: "blocked",
    summary: "x",
    questions: [
      { text: "Which unit?", options: ["wei", "gwei"] },
      { text: "Which name?", options: [] },
      { text: "How many?", options: ["2", "10"] },
    ],
  },
  3,
  noon,
);
const assumption = blockerOf("b1", "Which unit?", { proceeding: "wei" });
const review = {
  ...endAttempt(working, { kind: "published", summary: "Done", head: sha(50) }, 3, noon),
  blockers: [assumption],
};

function run(typed: string, task: Task | null, over: Partial<CommandInput> = {}): CommandResult {
  const [, name = "", argument = ""] = /^\/(\S+)\s*(.*)$/.exec(typed) ?? [];
  const command = findCommand(name);
  if (!command) throw new Error(`there is no command ${name}`);
  return command.run({
    argument,
    by: "mira",
    config: configOf(twoAgents),
    task,
    tasks: new Map(task ? [[task.number, task]] : []),
    desk: emptyLedger.desk,
    onBoard: false,
    issue: { number: 12, title: "Extract the tools", scope: [], dependsOn: [] },
    shown: null,
    permission: "write",
    amendable: () => ({ kind: "free" }),
    comment: 991,
    at: noon,
    now: at(90),
    ...over,
  });
}

function done(result: CommandResult): Task {
  if (result.kind !== "done" || !result.task) throw new Error(JSON.stringify(result));
  return result.task;
}

function answersOf(task: Task): Readonly<Record<string, string | null>> {
  return Object.fromEntries(task.blockers.map(({ id, answer }) => [id, answer?.text ?? null]));
}

// R19
test("/blocked keeps severity, addressee and every part of what was said", () => {
  const typed =
    "/blocked Urgent on docs: needs a mock; really; needs: one for @solana/spl-token; Impact: blocks 3 tools; eta: Friday; proceeding with: a stub";
  const result = run(typed, working);
  expect(done(result).blockers).toEqual([
    {
      id: "b1",
      attempt: 1,
      question: "needs a mock; really",
      options: [],
      at: at(90).toISOString(),
      severity: "urgent",
      on: "docs",
      by: "mira",
      needs: "one for @solana/spl-token",
      impact: "blocks 3 tools",
      eta: "Friday",
      proceeding: "a stub",
      reminded: [],
      escalated: null,
      answer: null,
    },
  ]);
  expect(result).toMatchObject({ events: [{ kind: "blocked", severity: "urgent", on: "docs", by: "mira" }] });
});

test.each([
  ["/blocked high on @noor: the key", queued, { on: "@noor", severity: "high", attempt: 0 }],
  ["/blocked low on @docs : the guide", queued, { on: "docs", severity: "low" }],
  ["/blocked normal ON ethereum: itself", blocked, { id: "b4", on: "ethereum" }],
] as const)("%s", (typed, task, wanted) => {
  expect(done(run(typed, task)).blockers.at(-1)).toMatchObject(wanted);
});

test.each([
  ["/blocked", queued, "Blocked by what? Type `/blocked <severity> on"],
  ["/blocked urgent on docs", queued, "Blocked by what?"],
  ["/blocked urgent on docs:", queued, "Blocked by what?"],
  ["/blocked urgent on docs: ; needs: a mock", queued, "Blocked by what?"],
  ["/blocked the build is red", queued, "Blocked by what?"],
  ["/blocked critical on docs: x", queued, "no severity `critical`; there are `urgent`, `high`"],
  [
    "/blocked urgent on nobody: x",
    queued,
    "Nobody is called `nobody` here: the agents are `ethereum`, `docs`",
  ],
  ["/blocked urgent on @a/b: x", queued, "Nobody is called `@a/b` here"],
  ["/blocked urgent on constructor: x", queued, "Nobody is called `constructor` here"],
  ["/blocked urgent on docs: x; needs:", queued, "`needs:` says nothing"],
  ["/blocked urgent on docs: x; eta: a; eta: b", queued, "`eta:` stands there twice"],
  [`/blocked urgent on docs: ${"x".repeat(501)}`, queued, "longer than 500 characters"],
  ["/blocked urgent on docs: x", null, "this issue is none yet"],
  ["/blocked urgent on docs: x", endTask(working, "merged", "mira", noon), "this task is merged"],
  [
    "/blocked urgent on docs: x",
    endAttempt(working, { kind: "refused", summary: "No" }, 3, noon),
    "needs a person already",
  ],
  [
    "/blocked urgent on docs: x",
    { ...queued, blockers: Array.from({ length: 20 }, (_, n) => blockerOf(`b${n + 1}`, "x")) },
    "20 blockers are open here already",
  ],
] as const)("%s is refused, with the way on", (typed, task, words) => {
  const result = run(typed, task);
  expect(result.kind === "refused" ? result.reply : JSON.stringify(result)).toContain(words);
});

// B08
test.each([
  ["/unblock q1: 2 q2: the old one Q3: 2", { b1: "gwei", b2: "the old one", b3: "2" }, "queued"],
  ["/unblock b1: GWEI b3: 1", { b1: "gwei", b2: null, b3: "2" }, "blocked"],
  ["/unblock q2: see q1 and b3: both", { b1: null, b2: "see q1 and b3: both", b3: null }, "blocked"],
  ["/unblock b1 wei, if in doubt", { b1: "wei, if in doubt", b2: null, b3: null }, "blocked"],
  ["/unblock q2 12", { b1: null, b2: "12", b3: null }, "blocked"],
  ["/unblock as you like", { b1: "as you like", b2: "as you like", b3: "as you like" }, "queued"],
] as const)("%s", (typed, answers, state) => {
  const task = done(run(typed, blocked));
  expect(answersOf(task)).toEqual(answers);
  expect(task.state).toBe(state);
});

test("q1 is the first question of the last run that asked; what a person said in between does not shift it", () => {
  const between = done(run("/blocked low on @noor: a word", done(run("/unblock no matter", blocked))));
  const resumed = startAttempt({ ...between, state: "queued" }, sha(1), noon);
  const asked = endAttempt(
    resumed,
    { kind: "blocked", summary: "x", questions: [{ text: "And now?", options: [] }] },
    3,
    noon,
  );
  expect(answersOf(done(run("/unblock q1: go on", asked)))).toMatchObject({ b4: null, b5: "go on" });
});

test.each([
  ["/unblock q4: x", blocked, "no open question `q4` here. Open: **b1**: Which unit? (1: wei / 2: gwei)"],
  ["/unblock q1: wei q9: x", blocked, "no open question `q9`"],
  ["/unblock q0: x", blocked, "no open question `q0`"],
  ["/unblock q1: wei q1: gwei", blocked, "`q1` stands there twice"],
  ["/unblock q1: q2: x", blocked, "An answer is missing"],
  ["/unblock b1 3", blocked, "**b1** has 2 options (1: wei / 2: gwei), and none is number 3"],
  ["/unblock b1 0", blocked, "none is number 0"],
  ["/unblock 2", blocked, "Which one do you mean?"],
  ["/unblock", blocked, "An answer is missing"],
  ["/unblock b1", { ...blocked, blockers: [] }, "no question of an agent is open here"],
  [
    "/unblock",
    { ...review, blockers: [assumption, blockerOf("b2", "Name?", { proceeding: "x" })] },
    "Which one",
  ],
  ["/unblock b1 no, gwei", { ...working, blockers: [assumption] }, "ethereum is at work on attempt 1"],
] satisfies [string, Task, string][])("%s is refused, and nothing of it is done", (typed, task, words) => {
  const result = run(typed, task);
  expect(result.kind === "refused" ? result.reply : JSON.stringify(result)).toContain(words);
});

// R19
test("an assumption is confirmed by its id alone, in any state, and the work stands", () => {
  for (const typed of ["/unblock b1", "/unblock b1:", "/unblock"]) {
    const confirmed = done(run(typed, review));
    expect(confirmed).toMatchObject({ state: "review", next: null });
    expect(answersOf(confirmed)).toEqual({ b1: "Confirmed." });
  }
  const atWork = { ...working, blockers: [assumption] };
  expect(done(run("/unblock b1", atWork)).state).toBe("working");
});

test("an assumption that is answered otherwise takes the work up again, without counting against the cap", () => {
  const otherwise = done(run("/unblock b1 no, gwei", review));
  expect(otherwise).toMatchObject({
    state: "queued",
    next: { cause: "resume", notBefore: null },
    reworks: 0,
    retries: 0,
  });
});

test("words without an id answer questions, and leave assumptions alone", () => {
  const both = { ...blocked, blockers: [blockerOf("b1", "Which name?"), { ...assumption, id: "b2" }] };
  expect(answersOf(done(run("/unblock the old one", both)))).toEqual({ b1: "the old one", b2: null });
});

test("how long a blocker was open is told with its answer", () => {
  expect(run("/unblock b1 wei", blocked)).toMatchObject({
    events: [{ kind: "answered", blocker: "b1", by: "mira", answer: "wei", after: 90_000 }],
  });
});

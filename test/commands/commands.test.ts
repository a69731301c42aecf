/** Each command by itself: what it does to a task, and what it answers. */
import { expect, test } from "vitest";
import type { CommandInput, CommandResult } from "../../src/commands/command.ts";
import { commands, findCommand } from "../../src/commands/index.ts";
import { emptyLedger } from "../../src/ledger/ledger.ts";
import type { Task } from "../../src/ledger/task.ts";
import { again, endAttempt, endTask, type Result, startAttempt } from "../../src/ledger/transitions.ts";
import { configOf, noon, sha, taskOf, twoAgents } from "../support/observation.ts";

const config = configOf(twoAgents);
const queued = taskOf(12);
const working = startAttempt(queued, sha(1), noon);
const asking: Result = {
  kind: "blocked",
  summary: "x",
  questions: [
    { text: "Which unit?", options: ["wei", "gwei"] },
    { text: "Which name?", options: [] },
  ],
};
const blocked = endAttempt(working, asking, 3, noon);
const escalated = endAttempt(working, { kind: "refused", summary: "Against the rules" }, 3, noon);

function run(typed: string, task: Task | null, over: Partial<CommandInput> = {}): CommandResult {
  const [, name = "", argument = ""] = /^\/(\S+)\s*(.*)$/.exec(typed) ?? [];
  const command = findCommand(name);
  if (!command) throw new Error(`there is no command ${name}`);
  const issue = { number: 12, title: "Extract the tools", scope: ["servers/eth/**"], dependsOn: [3] };
  return command.run({
    argument,
    by: "mira",
    permission: "admin",
    config,
    task,
    tasks: new Map(task ? [[task.number, task]] : []),
    desk: emptyLedger.desk,
    issue,
    onBoard: false,
    shown: null,
    amendable: () => ({ kind: "free" }),
    comment: 991,
    at: noon,
    now: noon,
    ...over,
  });
}

/** The task after a command that was done. */
function done(result: CommandResult): Task {
  if (result.kind !== "done" || !result.task) throw new Error(JSON.stringify(result));
  return result.task;
}

function reply(result: CommandResult): string {
  return result.kind === "refused" ? result.reply : `not refused: ${result.kind}`;
}

test("the list of commands: names are unique, each usage shows how to type it", () => {
  expect(commands.map(({ name, needs }) => `${name} ${needs}`)).toEqual([
    "assign write",
    "unassign write",
    "stop write",
    "retry write",
    "hold write",
    "unhold write",
    "blocked write",
    "unblock write",
    "escalate write",
    "scope write",
    "priority write",
    "estimate write",
    "override maintain",
    "freeze maintain",
    "thaw maintain",
    "why read",
    "tell write",
    "announce write",
    "pattern write",
    "withdraw write",
    "help read",
  ]);
  for (const { name, usage, summary } of commands) {
    expect(`${usage} `.startsWith(`/${name} `)).toBe(true);
    expect(summary).toMatch(/^[A-Z].{10,}[^.]$/);
  }
});

test("/assign makes an issue a task of the agent, with what its text says", () => {
  const task = done(run("/assign ethereum", null));
  expect(task).toMatchObject({
    number: 12,
    state: "queued",
    agent: "ethereum",
    scope: ["servers/eth/**"],
    dependsOn: [3],
    branch: "agent/ethereum/12-extract-the-tools",
    cursor: { comment: 991 },
  });
});

test("/assign @docs means docs", () => {
  expect(done(run("/assign @docs", null)).agent).toBe("docs");
});

test("/assign gives a task that waits to another agent, branch and all", () => {
  expect(done(run("/assign docs", queued))).toMatchObject({
    agent: "docs",
    branch: "agent/docs/12-issue-12",
  });
});

test("/assign to the agent that has it changes nothing", () => {
  expect(run("/assign ethereum", working)).toEqual({ kind: "done", task: working, events: [], reply: null });
});

test("/assign on a task that was dropped a moment ago starts it afresh", () => {
  const task = done(run("/assign ethereum", endTask(working, "dropped", "mira", noon)));
  expect(task).toMatchObject({ state: "queued", end: null, attempt: null });
});

test.each([
  ["/assign docs", working, "already started (attempt 1)"],
  ["/assign", null, "Which agent?"],
  [
    "/assign nobody",
    null,
    "There is no agent `nobody` here. The agents of this repository are `ethereum`, `docs`",
  ],
  ["/assign docs ethereum", null, "There is no agent `docs ethereum` here"],
  ["/assign __proto__", null, "There is no agent `__proto__` here"],
  ["/assign constructor", null, "There is no agent `constructor` here"],
  ["/assign $(id)", null, "There is no agent `$(id)` here"],
  ["/hold", null, "`/hold` works on tasks, and this issue is none yet"],
  ["/unhold", null, "this issue is none yet"],
  ["/unhold", queued, "not held"],
  ["/unblock yes", null, "this issue is none yet"],
  ["/unblock yes", queued, "no question of an agent is open here"],
  ["/unblock", blocked, "An answer is missing"],
  ["/unblock b1", blocked, "An answer is missing"],
  [
    "/unblock b9 wei",
    blocked,
    "no open question `b9` here. Open: **b1**: Which unit? (1: wei / 2: gwei) **b2**: Which name?",
  ],
  ["/why", null, "this issue is none yet"],
])("%s is refused where it makes no sense, with the way on", (typed, task, words) => {
  expect(reply(run(typed, task))).toContain(words);
});

test("/hold keeps who and why, /unhold lifts it", () => {
  const held = done(run("/hold until the audit", working));
  expect(held.hold).toEqual({ by: "mira", reason: "until the audit", at: noon.toISOString() });
  expect(done(run("/hold", queued)).hold?.reason).toBeNull();
  expect(done(run("/unhold", held)).hold).toBeNull();
});

test.each([
  ["/unblock b1 wei", { b1: "wei", b2: null }, "blocked"],
  ["/unblock B2: the old one", { b1: null, b2: "the old one" }, "blocked"],
  ["/unblock as you like", { b1: "as you like", b2: "as you like" }, "queued"],
  ["/unblock b10 is a number too", "refused", null],
] as const)("%s", (typed, answers, state) => {
  const result = run(typed, blocked);
  if (answers === "refused") return expect(result.kind).toBe("refused");
  const task = done(result);
  expect(Object.fromEntries(task.blockers.map(({ id, answer }) => [id, answer?.text ?? null]))).toEqual(
    answers,
  );
  expect(task.state).toBe(state);
});

test("/unblock gives an escalated task another chance, with or without a word", () => {
  expect(done(run("/unblock Use the cache", escalated))).toMatchObject({
    state: "queued",
    feedback: ["@mira says: Use the cache"],
  });
  expect(done(run("/unblock", escalated))).toMatchObject({ state: "queued", feedback: [] });
});

const head = sha(50);
const published = endAttempt(working, { kind: "published", summary: "Done", head }, 3, noon);
const failed = again(published, "rework", ["The name is wrong."], 3, noon);
const handedUp = again(published, "rework", ["The name is wrong."], 1, noon);
const atWorkAgain = startAttempt(failed, head, noon);

/** What the checks of the head show: naming fails, boundaries pass, protected waits. */
const shown: CommandInput["shown"] = {
  head,
  gates: new Map([
    ["boundaries", { status: "pass", since: noon }],
    ["protected", { status: "wait", since: noon }],
    ["naming", { status: "fail", since: noon }],
    ["size", { status: "fail", since: null }],
  ]),
};

test.each([
  ["a gate that waits, in review", "/override protected because I read the workflow", published, "review"],
  [
    "a gate that failed, before the next attempt starts",
    "/override naming because it is an old API",
    failed,
    "review",
  ],
  ["a gate that failed too often", "/override naming because it is an old API", handedUp, "review"],
  ["the check's own name is understood", "/override signalbox/naming BECAUSE x", published, "review"],
  ["capitals are no reason to refuse", "/override Naming because x", published, "review"],
] as const)("/override: %s", (_what, typed, task, state) => {
  const gate = typed.includes("protected") ? "protected" : "naming";
  const after = done(run(typed, task, { shown }));
  expect(after).toMatchObject({ state, next: null, reworks: 0 });
  expect(after.overrides).toEqual([
    { gate, head, by: "mira", because: expect.stringMatching(/^\S.*/), at: noon.toISOString() },
  ]);
});

test("/override again for the same gate and head replaces the reason; what was said of another head stays on record", () => {
  const first = done(run("/override naming because x", published, { shown }));
  const second = done(run("/override naming because y", first, { shown, by: "noor" }));
  expect(second.overrides).toMatchObject([{ gate: "naming", head, by: "noor", because: "y" }]);
  const moved = done(run("/override naming because z", second, { shown: { ...shown, head: sha(51) } }));
  expect(moved.overrides.map(({ because }) => because)).toEqual(["y", "z"]);
});

test.each([
  ["/override naming because x", null, {}, "this issue is none yet"],
  [
    "/override",
    published,
    {},
    "Which gate, and why? Type `/override <gate> because <reason>`. The gates are `boundaries`",
  ],
  [
    "/override naming",
    published,
    {},
    "Why? The reason stands wherever the gate is shown. Type `/override naming because",
  ],
  ["/override naming because", published, {}, "Type `/override"],
  ["/override naming it is fine", published, {}, "Type `/override"],
  ["/override ready because x", published, {}, "`ready` is the sum of its conditions"],
  ["/override ci/test because x", published, {}, "run it again, or take it out of `gates.checks`"],
  ["/override __proto__ because x", published, {}, "There is no gate `__proto__`"],
  ["/override boundaries because x", published, {}, "`boundaries` passes for `0000000`"],
  ["/override content because x", published, {}, "`content` says nothing about `0000000` yet"],
  ["/override size because x", published, {}, "was judged after you typed"],
  [
    "/override naming because x",
    published,
    { at: new Date(noon.getTime() - 1) },
    "was judged after you typed",
  ],
  ["/override naming because x", published, { shown: null }, "no open pull request"],
  ["/override naming because x", queued, { shown: null }, "no open pull request"],
  ["/override naming because x", atWorkAgain, {}, "ethereum is at work on attempt 2"],
] as const)("%s is refused, with the way on", (typed, task, over, words) => {
  expect(reply(run(typed, task, { shown, ...over }))).toContain(words);
});

test("/why is answered once everything is decided", () => {
  expect(run("/why", working)).toEqual({ kind: "explain" });
});

/** Blockers, decision by decision: parked, labelled, told once, reminded by severity, put to a person, answered. */
// R19 R20
import { expect, test } from "vitest";
import { parseMarker } from "../../src/domain/marker.ts";
import type { Question } from "../../src/domain/outcome.ts";
import { mira, noor, reviewOf, self, twoAgents } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const eve = { login: "eve", id: 666, bot: false } as const;
const noApprovals = `${twoAgents}\nmerge: { approvals: 0 }\n`;

function notices(github: PaperGitHub, issue = 1): readonly string[] {
  return github
    .issue(issue)
    .comments.filter(({ author, body }) => author?.id === self.id && parseMarker(body)?.kind === "notice")
    .map(({ body }) => body.replace(/\n\n<!--.*$/s, ""));
}

/** What Signalbox answered to commands on an issue. */
function replies(github: PaperGitHub, issue: number): readonly string[] {
  return github
    .issue(issue)
    .comments.filter(({ author, body }) => author?.id === self.id && parseMarker(body)?.kind === "reply")
    .map(({ body }) => body);
}

/** A task of the agent ethereum that has not started, because it is held. */
function waiting(config = twoAgents): PaperGitHub {
  const github = paperGitHub(config);
  github.open(1, "Scope: `servers/eth/**`", "agent:ethereum");
  github.say(1, "/hold");
  github.settle();
  return github;
}

/** A task whose run asked this. */
function asking(...questions: readonly Question[]): PaperGitHub {
  const github = paperGitHub();
  github.open(1, "Scope: `servers/eth/**`", "agent:ethereum");
  github.settle();
  github.claim(1);
  github.end(1, { kind: "blocked", summary: "x", questions: [...questions] });
  github.settle();
  return github;
}

test("/blocked parks a task that waits, labels it, and is told once", () => {
  const github = waiting();
  github.say(1, "/unhold");
  github.say(1, "/blocked urgent on docs: needs a mock; impact: blocks 3 tools");
  const { waits } = github.settle();
  expect(github.task(1)).toMatchObject({ state: "blocked", attempt: null });
  expect(github.issue(1).labels).toEqual([
    "agent:ethereum",
    "status:blocked",
    "blocker:urgent",
    "blocked-on:docs",
  ]);
  expect(waits.get(1)).toEqual({ kind: "answer", blockers: [{ id: "b1", question: "needs a mock" }] });
  expect(notices(github)).toHaveLength(1);
  expect(notices(github)[0]).toMatch(
    /^\*\*🚨 URGENT b1, #1 → docs:\*\* needs a mock; blocks 3 tools\. docs has no task/,
  );

  github.say(1, "/unblock b1 use the stub");
  github.settle();
  // What was due goes on: it was never started.
  expect(github.task(1)).toMatchObject({ state: "working", attempt: { n: 1, cause: "first" } });
  expect(github.issue(1).labels).toEqual(["agent:ethereum", "status:working"]);
  expect(notices(github)).toHaveLength(1);
});

test("an agent that is waited for hears of it by its own next attempt", () => {
  const github = waiting();
  github.open(2, "Scope: `docs/**`", "agent:docs");
  github.settle();
  github.say(1, "/blocked high on docs: the guide");
  github.settle();
  expect(notices(github)[0]).toContain("Sent to docs (#2 reads it when its next attempt starts).");
});

test("what is blocked while an agent is at work lets it finish, and keeps the result from being ready", () => {
  const github = paperGitHub(noApprovals);
  github.open(1, "Scope: `servers/eth/**`", "agent:ethereum");
  github.settle();
  github.claim(1);
  github.say(1, "/blocked normal on @noor: the licence is unclear");
  github.settle();
  expect(github.task(1).state).toBe("working");
  github.end(1, { kind: "published", paths: ["servers/eth/a.js"] });
  const { waits } = github.settle();
  expect(github.task(1).state).toBe("review");
  expect(waits.get(1)).toMatchObject({
    waiting: [expect.stringMatching(/^blocker b1 \(the licence is unclear\./)],
  });
  github.say(1, "/unblock b1 it is MIT");
  github.settle();
  expect(github.task(1).state).toBe("ready");
});

test("what is blocked between two attempts stops the next one, which goes on as it was due", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `servers/eth/**`", "agent:ethereum");
  github.settle();
  github.claim(1);
  github.say(1, "/blocked low on @noor: wait for the release");
  github.settle();
  github.end(1, { kind: "outside", summary: "x", feedback: "Leave README.md", reasons: [] });
  github.settle();
  expect(github.task(1)).toMatchObject({ state: "blocked", attempt: { n: 1 } });
  github.say(1, "/unblock it is out");
  github.settle();
  expect(github.task(1)).toMatchObject({ state: "working", attempt: { n: 2, cause: "rework" } });
});

test("who is told by severity: once at once, once more after its interval, then the person, then once a day", () => {
  const github = waiting("blockers: { high: 10m }\n" + twoAgents);
  github.open(2, "Scope: `docs/**`", "agent:docs");
  github.settle();
  github.say(1, "/blocked high on docs: the guide");
  const { wakeAt } = github.settle();
  expect(notices(github)).toHaveLength(1);
  const due = (wakeAt?.getTime() ?? 0) - github.now().getTime();
  expect(due).toBeLessThanOrEqual(600_000);

  github.wait(590);
  github.settle();
  expect(notices(github)).toHaveLength(1);
  github.wait(20);
  github.settle();
  expect(notices(github)).toHaveLength(2);
  expect(notices(github)[1]).toMatch(/^\*\*🔶 HIGH b1, #1 → docs:\*\* the guide\. Open since /);
  expect(github.settle().effects).toEqual([]);

  github.wait(610);
  github.settle();
  expect(notices(github)).toHaveLength(3);
  expect(notices(github)[2]).toMatch(
    /→ @mira:\*\* the guide\. Open since .*; told so far: `docs` .*, `docs` /,
  );
  expect(github.story.filter(({ kind }) => kind === "escalated" || kind === "reminded")).toMatchObject([
    { kind: "reminded", blocker: "b1", to: "docs" },
    { kind: "escalated", task: 1 },
  ]);

  github.wait(23 * 3_600);
  github.settle();
  expect(notices(github)).toHaveLength(3);
  github.wait(2 * 3_600);
  github.settle();
  expect(notices(github)).toHaveLength(4);
  github.say(1, "/unblock b1 here it is");
  github.wait(72 * 3_600);
  github.settle();
  expect(notices(github)).toHaveLength(4);
});

test("a run's question goes to whoever assigned the task; all that is due is one comment, the most pressing first", () => {
  const github = asking(
    { text: "Which unit?", options: ["wei", "gwei"], severity: "low" },
    { text: "Is the chain down?", options: [], severity: "urgent", on: "docs", needs: "the status page" },
  );
  expect(github.task(1).state).toBe("blocked");
  expect(github.issue(1).labels).toContain("blocker:urgent");
  expect(github.issue(1).labels).not.toContain("blocker:low");
  expect(notices(github)).toHaveLength(1);
  expect(
    notices(github)[0]
      ?.split("\n\n")
      .map((line) => line.replace(/:\*\*.*/, "")),
  ).toEqual(["**🚨 URGENT b2, #1 → docs", "**▫️ LOW b1, #1 → @mira", "All at once: `/unblock b1: … b2: …`."]);
});

test("S7: a run's word mentions nobody who had nothing to do with the task; a writer's does", () => {
  const github = asking({ text: "Ask @torvalds", options: [], on: "@torvalds" });
  expect(notices(github)[0]).toMatch(/→ @mira:\*\* .*It was put to `@torvalds`\./);
  expect(notices(github)[0]).not.toMatch(/(?<!`)@torvalds/);
  const said = waiting();
  said.say(1, "/blocked low on @noor: a word");
  said.settle();
  expect(notices(said)[0]).toContain("→ @noor:**");
});

test.each([
  ["who may not write", eve, "read"],
  ["a bot", { login: "helper[bot]", id: 9, bot: true }, "admin"],
] as const)(
  "A1: status:blocked taken off by %s is put back, and nothing is answered",
  (_who, by, permission) => {
    const github = asking({ text: "Which unit?", options: [] });
    github.permit(by.login, permission);
    github.unlabel(1, "status:blocked", by);
    github.settle();
    expect(github.task(1).state).toBe("blocked");
    expect(github.issue(1).labels).toContain("status:blocked");
  },
);

// R15
test("status:blocked taken off by a writer is /unblock without words", () => {
  const github = asking({ text: "Which unit?", options: [] });
  github.unlabel(1, "status:blocked", noor);
  github.settle();
  expect(github.task(1)).toMatchObject({ state: "working", attempt: { n: 2, cause: "resume" } });
  expect(github.task(1).blockers[0]?.answer).toMatchObject({ by: "noor" });
  expect(github.task(1).blockers[0]?.answer?.text).toContain("Go on as you judge best");
});

test("A1: where the config asks for more than write access to /unblock, a writer who takes the label off answers nothing", () => {
  const github = waiting(`${twoAgents}\ncommands: { needs: { unblock: maintain } }\n`);
  github.say(1, "/unhold");
  github.say(1, "/blocked high on docs: needs a mock");
  github.settle();
  github.unlabel(1, "status:blocked", noor);
  github.settle();
  expect(github.task(1).state).toBe("blocked");
  expect(github.issue(1).labels).toContain("status:blocked");
});

test("a label that was taken off before the question was asked answers nothing", () => {
  const github = asking({ text: "Which unit?", options: [] });
  github.unlabel(1, "status:blocked", mira);
  const removed = github.now();
  const { observe } = github;
  // The same removal, seen after a further question of the same moment or later.
  const task = github.task(1);
  github.setFile(
    "tasks/1.json",
    JSON.stringify({
      ...task,
      blockers: task.blockers.map((each) => ({ ...each, at: removed.toISOString() })),
    }),
  );
  expect(observe().issues.get(1)?.labels).not.toContain("status:blocked");
  github.settle();
  expect(github.task(1).state).toBe("blocked");
  expect(github.issue(1).labels).toContain("status:blocked");
});

test("blocker labels that somebody sets or takes off are put right", () => {
  const github = asking({ text: "Which unit?", options: [], on: "docs" });
  github.unlabel(1, "blocker:normal", mira);
  github.unlabel(1, "blocked-on:docs", mira);
  github.label(1, "blocker:urgent", mira);
  github.label(1, "blocked-on:customer", mira);
  github.settle();
  expect(github.issue(1).labels.toSorted()).toEqual([
    "agent:ethereum",
    "blocked-on:customer",
    "blocked-on:docs",
    "blocker:normal",
    "status:blocked",
  ]);
});

// R19
test("an assumption does not park: the work is published, and is ready only when it is confirmed", () => {
  const github = paperGitHub(noApprovals);
  github.open(1, "Scope: `servers/eth/**`", "agent:ethereum");
  github.settle();
  github.claim(1);
  github.say(1, "/blocked normal on @noor: which unit?; proceeding with: wei");
  github.end(1, { kind: "published", paths: ["servers/eth/a.js"] });
  const { waits } = github.settle();
  expect(github.task(1).state).toBe("review");
  expect(github.issue(1).labels).toContain("blocker:normal");
  expect(waits.get(1)).toMatchObject({ waiting: [expect.stringContaining("the work goes on with: wei.")] });
  const pull = github.pulls()[0]?.number ?? 0;
  github.changePull(pull, ({ head }) => ({ reviews: [reviewOf(noor, "approved", { commit: head })] }));
  github.settle();
  expect(github.task(1).state).toBe("review");
  github.say(1, "/unblock b1");
  github.settle();
  expect(github.task(1).state).toBe("ready");
  expect(github.issue(1).labels).not.toContain("blocker:normal");
});

test("an assumption that is answered otherwise sends the work back with the answer, outside of the count", () => {
  const github = paperGitHub(noApprovals);
  github.open(1, "Scope: `servers/eth/**`", "agent:ethereum");
  github.say(1, "/blocked normal on @noor: which unit?; proceeding with: wei");
  github.settle();
  expect(github.task(1).state).toBe("working");
  github.claim(1);
  github.end(1, { kind: "published", paths: ["servers/eth/a.js"] });
  github.settle();
  github.say(1, "/unblock b1 gwei");
  github.settle();
  expect(github.task(1)).toMatchObject({ state: "working", attempt: { n: 2, cause: "resume" }, reworks: 0 });
});

test("an older ledger's open question is told once when this version first sees it", () => {
  const github = asking({ text: "Which unit?", options: [] });
  const task = github.task(1);
  const [old] = task.blockers;
  const { id, attempt, question, options, at, answer } = old ?? {};
  github.setFile(
    "tasks/1.json",
    JSON.stringify({ ...task, blockers: [{ id, attempt, question, options, at, answer }] }),
  );
  github.settle();
  github.settle();
  expect(notices(github)).toHaveLength(2);
});

// B08
test("an answer that comes before the branch shows the saved work lets the next attempt wait for it", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `servers/eth/**`", "agent:ethereum");
  github.settle();
  github.claim(1);
  const head = "d".repeat(40);
  const questions = [{ text: "Which unit?", options: [] }];
  github.end(1, { kind: "blocked", summary: "x", questions, head });
  github.say(1, "/unblock wei");
  const { waits } = github.pass();
  expect(waits.get(1)).toMatchObject({ kind: "conditions", waiting: [expect.stringContaining("saved")] });
  expect(github.branch(github.task(1).branch)).toBe(head);
  github.settle();
  expect(github.task(1)).toMatchObject({ state: "working", attempt: { n: 2, base: head } });
  expect(github.pulls()).toEqual([]);
});

test("a person's push on top of saved work is where the next attempt starts", () => {
  const github = asking({ text: "Which unit?", options: [] });
  const pushed = "e".repeat(40);
  github.setBranch(github.task(1).branch, pushed);
  github.say(1, "/unblock wei");
  github.settle();
  expect(github.branch(github.task(1).branch)).toBe(pushed);
  expect(github.task(1).attempt?.base).toBe(pushed);
});

test("R20: /escalate puts a blocker to the person who answers for the task at once, and once", () => {
  const github = waiting();
  github.say(1, "/unhold");
  github.say(1, "/blocked high on docs: needs a mock");
  github.settle();
  expect(notices(github)).toHaveLength(1);
  github.say(1, "/escalate b1 the release is today", noor);
  github.settle();
  const [, second] = notices(github);
  expect(second).toContain("**🔶 HIGH b1, #1 → @mira:** needs a mock.");
  expect(second).toContain("Escalated by `@noor`: the release is today.");
  expect(github.story).toContainEqual({
    kind: "escalated",
    task: 1,
    agent: "ethereum",
    why: "b1 (high) was escalated by noor because the release is today; put to @mira: needs a mock",
  });
  // The step that the clock would have taken is taken: the next word is the daily reminder.
  github.wait(6 * 3_600);
  github.settle();
  expect(notices(github)).toHaveLength(2);
  github.say(1, "/escalate");
  github.settle();
  expect(replies(github, 1).at(-1)).toContain("was told already; nobody stands above");
  expect(notices(github)).toHaveLength(2);
});

test.each([
  ["/escalate", "no blocker of this task is open"],
  ["/escalate b7", "no blocker of this task is open"],
])("%s without a blocker is refused with the way out", (said, why) => {
  const github = waiting();
  github.say(1, said);
  github.settle();
  expect(replies(github, 1).at(-1)).toContain(why);
  expect(notices(github)).toEqual([]);
});

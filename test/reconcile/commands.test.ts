/** What a person types, what they may do, and what they are answered: exactly once. */
import { expect, test } from "vitest";
import type { Comment } from "../../src/domain/issue.ts";
import { parseMarker } from "../../src/domain/marker.ts";
import { mira, noor, self } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

/** Signalbox's answers to a comment. */
function replies(github: PaperGitHub, issue: number, comment: number): readonly string[] {
  return github
    .issue(issue)
    .comments.filter(({ author }) => author?.id === self.id)
    .filter(({ body }) => {
      const marker = parseMarker(body);
      return marker?.kind === "reply" && marker.comment === comment;
    })
    .map(({ body }) => body.replace(/\n\n<!--.*$/s, ""));
}

function acknowledged(github: PaperGitHub, issue: number, comment: number): boolean | undefined {
  return github.issue(issue).comments.find(({ databaseId }) => databaseId === comment)?.acknowledged;
}

function withTask(): PaperGitHub {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.settle();
  return github;
}

test("/assign by a writer makes a task, starts it, and is acknowledged without words", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`");
  const comment = github.say(1, "/assign docs", noor);
  github.settle();
  expect(github.task(1)).toMatchObject({ agent: "docs", state: "working" });
  expect(github.issue(1).labels).toEqual(["agent:docs", "status:working"]);
  expect(acknowledged(github, 1, comment)).toBe(true);
  expect(replies(github, 1, comment)).toEqual([]);
});

test.each(["none", "read", "triage", null] as const)(
  "C1: who has %s may not assign, and is told once",
  (permission) => {
    const github = paperGitHub();
    github.permit("eve", permission);
    github.open(1);
    const comment = github.say(1, "/assign docs", { login: "eve", id: 666, bot: false });
    github.settle();
    expect(github.ledger().tasks.size).toBe(0);
    expect(replies(github, 1, comment)).toEqual([expect.stringContaining("needs write access")]);
    github.wait(7_200);
    github.settle();
    expect(replies(github, 1, comment)).toHaveLength(1);
  },
);

test("C1: whose permission nobody told may not assign", () => {
  // Unknown is never enough.
  const github = paperGitHub();
  github.open(1);
  github.say(1, "/assign docs", { login: "stranger", id: 777, bot: false });
  github.settle();
  expect(github.ledger().tasks.size).toBe(0);
});

test("C1: permission counts at execution: what mira may not do any more is refused", () => {
  const github = paperGitHub();
  github.open(1);
  github.say(1, "/assign docs", mira);
  github.permit("mira", "read");
  github.settle();
  expect(github.ledger().tasks.size).toBe(0);
});

test.each([
  ["a bot", { login: "helper[bot]", id: 9, bot: true }],
  ["Signalbox itself", self],
  ["a user without an id", { login: "mira", id: null, bot: false }],
])("C2: %s gives no orders, and no answer follows", (_who, author) => {
  const github = withTask();
  github.permit("helper[bot]", "admin");
  github.permit(self.login, "admin");
  github.say(1, "/hold", author);
  const { effects } = github.pass();
  expect(effects).toEqual([]);
  expect(github.task(1).hold).toBeNull();
});

test("C2: a deleted user's comment gives no orders", () => {
  const github = withTask();
  github.say(1, "/hold", mira, { author: null });
  expect(github.pass().effects).toEqual([]);
});

test("C3: an edited comment is no order, and its author is told to type it again", () => {
  const github = withTask();
  const comment = github.say(1, "/hold", mira, { edited: true });
  github.settle();
  expect(github.task(1).hold).toBeNull();
  expect(replies(github, 1, comment)).toEqual([expect.stringContaining("the comment was edited")]);
});

test("C3: an edit after the execution executes nothing", () => {
  const github = withTask();
  const comment = github.say(1, "/hold", mira);
  github.settle();
  const change = (each: Comment) =>
    each.databaseId === comment ? { ...each, body: "/unhold", edited: true } : each;
  github.edit(1, { comments: github.issue(1).comments.map(change) });
  expect(github.settle().effects).toEqual([]);
  expect(github.task(1).hold?.by).toBe("mira");
});

test("C3: a comment that was deleted before it was read gives no orders", () => {
  const github = withTask();
  const comment = github.say(1, "/hold", mira);
  github.forget(1, comment);
  github.settle();
  expect(github.task(1).hold).toBeNull();
});

test("a comment that was deleted after it was read leaves nothing to do", () => {
  // INV-1
  const github = withTask();
  const comment = github.say(1, "/hold", mira);
  github.pass();
  github.forget(1, comment);
  expect(github.settle().effects).toEqual([]);
  expect(github.task(1).hold?.by).toBe("mira");
});

test("C8: on a closed issue nothing is done", () => {
  const github = paperGitHub();
  github.open(1);
  github.edit(1, { state: "not_planned" });
  const comment = github.say(1, "/assign docs", mira);
  github.settle();
  expect(github.ledger().tasks.size).toBe(0);
  expect(replies(github, 1, comment)).toEqual([expect.stringContaining("#1 is closed. Reopen it first.")]);
});

test("C5: of one comment at most five commands are read, in their order, and one reply says so", () => {
  const github = withTask();
  const comment = github.say(1, "/hold a\n/unhold\n/hold b\n/unhold\n/hold c\n/unhold", mira);
  github.settle();
  expect(github.task(1).hold?.reason).toBe("c");
  expect(replies(github, 1, comment)).toEqual(["Only the first 5 commands of a comment are read."]);
});

test("several things to say about one comment are one reply", () => {
  const github = withTask();
  const comment = github.say(1, "/unhold\n/why\n/assign nobody", mira);
  github.settle();
  const [reply = "", ...more] = replies(github, 1, comment);
  expect(more).toEqual([]);
  expect(reply).toContain("not held");
  expect(reply).toContain("no agent `nobody`");
  expect(reply).toContain("attempt 1");
});

test("/why answers anybody who can comment", () => {
  const github = withTask();
  const comment = github.say(1, "/why", { login: "reader", id: 55, bot: false });
  github.settle();
  expect(replies(github, 1, comment)).toEqual([expect.stringMatching(/^#1 .*docs/)]);
});

test("words that are no command are nobody's business", () => {
  const github = withTask();
  github.say(1, "/usr/bin is full\n\nand /hold on", mira);
  expect(github.pass()).toMatchObject({ effects: [], events: [] });
});

test("C7: commands count in the order in which they were written, on whatever issue", () => {
  const github = withTask();
  github.open(2, "Scope: `docs/**`");
  github.say(1, "/hold first", mira);
  github.say(2, "/assign docs", mira);
  github.say(1, "/unhold", mira);
  github.settle();
  expect(github.task(1).hold).toBeNull();
  expect(
    github.story.filter(({ kind }) => kind === "held" || kind === "released").map(({ kind }) => kind),
  ).toEqual(["held", "released"]);
});

test("a label and then a command, seen in one look, count in that order", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  const comment = github.say(1, "/hold until Monday", mira);
  github.settle();
  expect(github.task(1)).toMatchObject({ state: "queued", hold: { by: "mira", reason: "until Monday" } });
  expect(replies(github, 1, comment)).toEqual([]);
});

test("what was typed before an issue became a task is answered, and does not act on the task later", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`");
  const comment = github.say(1, "/hold", mira);
  github.label(1, "agent:docs");
  github.settle();
  expect(github.task(1).hold).toBeNull();
  expect(replies(github, 1, comment)).toEqual([expect.stringContaining("this issue is none yet")]);
});

test("a hold keeps a task from starting and says so; /unhold lets it go on", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.say(1, "/hold", mira);
  expect(github.settle().waits.get(1)).toEqual({ kind: "hold", by: "mira", reason: null });
  expect(github.issue(1).labels.toSorted()).toEqual(["agent:docs", "hold", "status:queued"]);
  github.say(1, "/unhold", mira);
  github.settle();
  expect(github.task(1).state).toBe("working");
  expect(github.issue(1).labels.toSorted()).toEqual(["agent:docs", "status:working"]);
});

test("a question blocks, an answer resumes with the answer in hand", () => {
  const github = withTask();
  github.claim(1);
  github.end(1, {
    kind: "blocked",
    summary: "Two ways",
    questions: [{ text: "Which unit?", options: ["wei", "gwei"] }],
  });
  expect(github.settle().waits.get(1)).toEqual({
    kind: "answer",
    blockers: [{ id: "b1", question: "Which unit?" }],
  });
  github.say(1, "/unblock wei", noor);
  github.settle();
  expect(github.task(1)).toMatchObject({ state: "working", attempt: { n: 2, cause: "resume" } });
  expect(github.task(1).blockers[0]?.answer).toMatchObject({ by: "noor", text: "wei" });
});

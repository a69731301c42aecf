/** Labels are wishes of people: who set them, and what they may do now, decides. */
// R09
import { expect, test } from "vitest";
import { parseMarker } from "../../src/domain/marker.ts";
import { mira, noor, self } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const eve = { login: "eve", id: 666, bot: false } as const;

function notices(github: PaperGitHub, issue: number): readonly string[] {
  return github
    .issue(issue)
    .comments.filter(({ author, body }) => author?.id === self.id && parseMarker(body)?.kind === "notice")
    .map(({ body }) => body);
}

test.each(["none", "read", "triage", null] as const)(
  "A1: the label of one who has %s is not honoured, said once, and taken off",
  (permission) => {
    const github = paperGitHub();
    github.permit("eve", permission);
    github.open(1);
    github.label(1, "bug", mira);
    github.label(1, "agent:docs", eve);
    github.settle();
    expect(github.ledger().tasks.size).toBe(0);
    expect(github.issue(1).labels).toEqual(["bug"]);
    expect(notices(github, 1)).toEqual([expect.stringContaining("The label `agent:docs` was not honoured")]);
    github.wait(7_200);
    expect(github.settle().effects).toEqual([]);
    expect(notices(github, 1)).toHaveLength(1);
  },
);

test.each([
  ["a bot with write access", { login: "helper[bot]", id: 9, bot: true }],
  ["nobody that GitHub knows", null],
])("A1: a label of %s is not honoured", (_who, by) => {
  const github = paperGitHub();
  github.permit("helper[bot]", "admin");
  github.open(1);
  github.label(1, "agent:docs", by);
  github.settle();
  expect(github.ledger().tasks.size).toBe(0);
  expect(github.issue(1).labels).toEqual([]);
});

test("a label that names no agent is taken off, with the names that would do", () => {
  const github = paperGitHub();
  github.open(1, "", "agent:nobody");
  github.settle();
  expect(github.ledger().tasks.size).toBe(0);
  expect(github.issue(1).labels).toEqual([]);
  expect(notices(github, 1)).toEqual([expect.stringContaining("Its agents are `ethereum`, `docs`")]);
});

test("only the label that was not honoured is taken off, though others were set in the same second", () => {
  const github = paperGitHub();
  github.open(1);
  github.label(1, "bug", eve);
  github.label(1, "agent:docs", eve);
  const [first] = github.issue(1).labelEvents ?? [];
  github.edit(1, {
    labelEvents:
      github.issue(1).labelEvents?.map((event) => ({ ...event, at: first?.at ?? event.at })) ?? null,
  });
  github.settle();
  expect(github.issue(1).labels).toEqual(["bug"]);
});

test("our own label is no wish", () => {
  const github = paperGitHub();
  github.open(1);
  github.label(1, "agent:docs", self);
  expect(github.pass().effects).toEqual([]);
  expect(github.ledger().tasks.size).toBe(0);
});

test("a label that somebody set again with the right to do so is honoured", () => {
  const github = paperGitHub();
  github.open(1);
  github.label(1, "agent:docs", eve);
  github.settle();
  github.label(1, "agent:docs", noor);
  github.settle();
  expect(github.task(1).agent).toBe("docs");
});

test("of two agents' labels the later one counts, and the other goes", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `shared/**`", "agent:docs", "agent:ethereum");
  github.settle();
  expect(github.task(1).agent).toBe("ethereum");
  expect(github.issue(1).labels).toEqual(["agent:ethereum", "status:working"]);
});

test("a label whose events nobody told is waited for, not trusted", () => {
  // A1: a stale timeline means waiting.
  const github = paperGitHub();
  github.open(1, "", "agent:docs");
  github.edit(1, { labelEvents: null });
  expect(github.pass().effects).toEqual([]);
  expect(github.ledger().tasks.size).toBe(0);
});

test("whoever takes the label off drops the task: the lease is free, the labels go, the card says so", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.open(2, "Scope: `docs/a.md`", "agent:docs");
  expect(github.settle().waits.get(2)?.kind).toBe("capacity");
  github.unlabel(1, "agent:docs", mira);
  github.settle();
  expect(github.ledger().tasks.has(1)).toBe(false);
  expect(github.issue(1).labels).toEqual([]);
  expect(github.issue(1).comments.at(0)?.body).toContain("dropped");
  expect(github.task(2).state).toBe("working");
});

test("A1: one who may not write does not drop a task either: the label is put back", () => {
  const github = paperGitHub();
  github.permit("eve", "triage");
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.settle();
  github.unlabel(1, "agent:docs", eve);
  github.settle();
  expect(github.task(1).state).toBe("working");
  expect(github.issue(1).labels.toSorted()).toEqual(["agent:docs", "status:working"]);
});

test("a label that is missing without anybody having taken it off is put back", () => {
  // INV-4: a read that does not show it is no wish to drop it.
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.settle();
  github.edit(1, { labels: ["status:working"] });
  github.settle();
  expect(github.task(1).state).toBe("working");
  expect(github.issue(1).labels.toSorted()).toEqual(["agent:docs", "status:working"]);
});

test("a label taken off and set again before anybody looked is still there", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.settle();
  github.unlabel(1, "agent:docs", mira);
  github.label(1, "agent:docs", mira);
  github.settle();
  expect(github.task(1)).toMatchObject({ state: "working", attempt: { n: 1 } });
});

test("another agent's label gives it a task that waits", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `shared/**`", "agent:docs");
  github.say(1, "/hold", mira);
  github.settle();
  github.label(1, "agent:ethereum", noor);
  github.settle();
  expect(github.task(1)).toMatchObject({ agent: "ethereum", branch: "agent/ethereum/1-issue-1" });
  expect(github.issue(1).labels.toSorted()).toEqual(["agent:ethereum", "hold", "status:queued"]);
});

test("another agent's label on a task that has started is taken off, and the person is told why", () => {
  // INV-7
  const github = paperGitHub();
  github.open(1, "Scope: `shared/**`", "agent:docs");
  github.settle();
  github.label(1, "agent:ethereum", noor);
  github.settle();
  expect(github.task(1).agent).toBe("docs");
  expect(github.issue(1).labels.toSorted()).toEqual(["agent:docs", "status:working"]);
  expect(notices(github, 1)).toEqual([expect.stringContaining("docs has already started")]);
});

test("A1: one who may not write does not give a task away, and is told", () => {
  const github = paperGitHub();
  github.permit("eve", "triage");
  github.open(1, "Scope: `shared/**`", "agent:docs");
  github.say(1, "/hold", mira);
  github.settle();
  github.label(1, "agent:ethereum", eve);
  github.settle();
  expect(github.task(1).agent).toBe("docs");
  expect(notices(github, 1)).toEqual([expect.stringContaining("was not honoured")]);
});

test("exactly one status label, whatever people stick on", () => {
  // R15
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs", "status:done", "status:ready", "good first issue");
  github.settle();
  expect(github.issue(1).labels.toSorted()).toEqual(["agent:docs", "good first issue", "status:working"]);
});

/** Rules that cannot be used, and memory that cannot be read: nothing new starts, what runs goes on, and everybody is told. */
import { expect, test } from "vitest";
import { decide } from "../../src/reconcile/decide.ts";
import { readSnapshot } from "../../src/reconcile/snapshot.ts";
import { at, labelled, mira, noon, observationOf, taskOf, twoAgents } from "../support/observation.ts";
import { paperGitHub } from "../support/paper-github.ts";

const broken = `${twoAgents}\nteams: {}\n`;

test("with an invalid config nothing new starts, running work goes on, and the wait says which line", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.settle();
  github.setConfig(broken);
  github.open(2, "Scope: `servers/eth/**`", "agent:ethereum");
  const { waits } = github.settle();
  expect(waits.get(2)).toMatchObject({
    kind: "config",
    problem: expect.stringMatching(/^line 6, column 1: .*teams/),
  });
  github.claim(1);
  expect(github.end(1, { kind: "published", paths: ["docs/a.md"] }).ok).toBe(true);
  github.settle();
  expect(github.task(1).state).toBe("review");
  github.setConfig(twoAgents);
  github.settle();
  expect(github.task(2).state).toBe("working");
});

test.each([
  ["broken", broken],
  ["gone", null],
])("rework does not start either while the config is %s", (_what, text) => {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.settle();
  github.claim(1);
  github.end(1, { kind: "empty", summary: "x", feedback: "change a file" });
  github.setConfig(text);
  expect(github.settle().waits.get(1)?.kind).toBe("config");
});

test.each([
  ["there is no config", null],
  ["the first config is invalid", broken],
])("where %s and never was one, nothing is done to issues", (_what, text) => {
  const github = paperGitHub(text);
  github.open(1, "", "agent:docs");
  github.say(1, "/assign docs");
  github.settle();
  expect(github.issue(1).labels).toEqual(["agent:docs"]);
  expect(github.issue(1).comments).toHaveLength(1);
  expect(github.observe().ledger).toBeNull();
});

test("a ledger without any rules still says of each open task why it rests", () => {
  // INV-6
  const seen = observationOf({ config: null, tasks: [taskOf(1)] });
  expect(decide(readSnapshot(seen), noon).waits.get(1)).toEqual({
    kind: "config",
    problem: "there is none.",
  });
});

test.each([
  ["dropped from the roster", twoAgents.replace(/^ {2}docs.*$/m, ""), "names no agent `docs`"],
  [
    "without a command to run",
    twoAgents.replace(/(docs: .*)runner: scripted/, "$1runner: command"),
    "agents.docs.command",
  ],
])("an agent that is %s starts nothing, and the wait says what to write", (_what, text, words) => {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.say(1, "/hold");
  github.settle();
  github.say(1, "/unhold");
  github.setConfig(text);
  expect(github.settle().waits.get(1)).toMatchObject({
    kind: "agent",
    agent: "docs",
    problem: expect.stringContaining(words),
  });
});

test("a task whose scope lies outside of its agent's boundary says so", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `servers/sol/**`", "agent:docs");
  expect(github.settle().waits.get(1)).toEqual({ kind: "reach", agent: "docs", scope: ["servers/sol/**"] });
});

test("a scope that is not in the dialect is named; mended, the task starts", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/{a,b}.md`", "agent:docs");
  expect(github.settle().waits.get(1)).toMatchObject({ kind: "scope", glob: "docs/{a,b}.md" });
  expect(github.task(1).scope).toEqual([]);
  github.edit(1, { body: "Scope: `docs/a.md`, `docs/b.md`" });
  github.settle();
  expect(github.task(1)).toMatchObject({ state: "working", scope: ["docs/a.md", "docs/b.md"] });
});

test("a task's file that cannot be read pauses it, and nothing starts whose paths it might hold", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `docs/**`", "agent:docs");
  github.settle();
  github.setFile("tasks/1.json", "{");
  github.open(2, "Scope: `servers/eth/**`", "agent:ethereum");
  const { waits } = github.settle();
  expect(waits.get(1)).toMatchObject({ kind: "unreadable", file: "tasks/1.json" });
  expect(waits.get(2)).toMatchObject({ kind: "unreadable", file: "tasks/1.json" });
  expect(github.ledger().tasks.get(2)?.attempt).toBeNull();
});

test("an issue whose file cannot be read is not accepted anew, by label or by command", () => {
  const seen = observationOf({
    files: { "tasks/1.json": "{" },
    issues: [labelled(1, "agent:docs", mira)],
  });
  const decision = decide(readSnapshot(seen), at(1));
  expect(decision.ledger.tasks.has(1)).toBe(false);
  expect(decision.effects).toEqual([]);
});

test("a desk that cannot be read stops everything, rather than answering everybody again", () => {
  const seen = observationOf({
    files: { "desk.json": "{}" },
    tasks: [taskOf(1)],
    issues: [labelled(1, "agent:ethereum", mira), labelled(2, "agent:docs", mira)],
  });
  const decision = decide(readSnapshot(seen), at(1));
  expect(decision).toMatchObject({ effects: [], events: [] });
  expect(decision.waits.get(1)).toMatchObject({ kind: "unreadable", file: "desk.json" });
});

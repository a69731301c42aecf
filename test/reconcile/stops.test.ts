/** `/stop`, `/retry` and `/unassign` in every decision. */
import { expect, test } from "vitest";
import type { Effect } from "../../src/domain/effect.ts";
import type { Observation } from "../../src/domain/observation.ts";
import { mira } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const rules = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
  docs: { allow: ["docs/**", "servers/eth/README.md"], runner: scripted }
limits: { attempts: 2 }
merge: { approvals: 0 }
`;

function cancels(effects: readonly Effect[]): readonly number[] {
  return effects.flatMap((effect) => (effect.kind === "cancel" ? [effect.run] : []));
}

/** Task 1 is at work in a run that has taken it, task 2 waits for the same agent. */
function atWork(): { readonly github: PaperGitHub; readonly run: number } {
  const github = paperGitHub(rules);
  github.open(1, "Scope: `servers/eth/a.js`", "agent:ethereum");
  github.open(2, "Scope: `servers/eth/b.js`", "agent:ethereum");
  github.settle();
  github.claim(1);
  return { github, run: github.runs()[0]?.id ?? 0 };
}

test("A12: a run whose attempt was stopped is told to end, once, and nothing of it is taken any more", () => {
  // B06, B16, E11
  const { github, run } = atWork();
  github.say(1, "/stop it goes the wrong way");
  const { effects } = github.pass();
  expect(cancels(effects)).toEqual([run]);
  expect(github.end(1, { kind: "published", paths: ["servers/eth/a.js"] })).toEqual({
    ok: false,
    reason: "#1 was stopped by mira",
  });
  for (let look = 0; look < 3; look += 1) expect(cancels(github.pass().effects)).toEqual([]);
  expect(github.task(1)).toMatchObject({
    state: "escalated",
    next: null,
    reworks: 0,
    retries: 0,
    attempt: { n: 1, end: { kind: "stopped", summary: "Stopped by mira: it goes the wrong way" } },
  });
  expect(github.story.map(({ kind }) => kind)).not.toContain("escalated");
  expect(github.settle().effects).toEqual([]);
});

test("A9: an agent is free again only when its stopped run has ended; until then each look says so, and tells it again", () => {
  const { github, run } = atWork();
  const disobeyed = (seen: Observation): Observation => ({
    ...seen,
    runs: new Map([...seen.runs, [run, { id: run, state: "active" }]]),
  });
  github.say(1, "/stop");
  expect(cancels(github.pass(disobeyed).effects)).toEqual([run]);
  const { effects, waits, wakeAt } = github.pass(disobeyed);
  expect(cancels(effects)).toEqual([]);
  expect(waits.get(1)).toMatchObject({ kind: "stopped", by: "mira", run });
  expect(waits.get(2)).toMatchObject({ kind: "capacity", agent: "ethereum" });
  expect(wakeAt).not.toBeNull();
  github.say(1, "/retry");
  github.pass(disobeyed);
  expect(github.issue(1).comments.at(-1)?.body).toContain(
    "Not yet: the run of ethereum that was stopped has not ended",
  );
  github.wait(3_600);
  expect(cancels(github.pass(disobeyed).effects)).toEqual([run]);
  expect(github.settle().waits.get(1)).toMatchObject({ kind: "stopped", run: null });
  expect(github.task(1).outbox).toEqual([]);
  expect(github.task(2).attempt).toMatchObject({ n: 1 });
});

test("a dispatch that nobody has taken is called off at once, and a run that comes late takes nothing", () => {
  // A11, B06
  const github = paperGitHub(rules);
  github.open(1, "", "agent:docs");
  github.settle();
  github.say(1, "/stop");
  expect(cancels(github.settle().effects)).toEqual([]);
  expect(github.task(1)).toMatchObject({
    state: "escalated",
    attempt: { claim: null, end: { kind: "stopped" } },
  });
  expect(github.claim(1).ok).toBe(false);
});

test("an attempt that is due after a failure is called off; /retry starts it, and what was counted counts no more", () => {
  // R43
  const { github } = atWork();
  github.say(2, "/hold");
  github.end(1, { kind: "failed", summary: "No network" });
  github.say(1, "/stop");
  github.settle();
  github.wait(600);
  expect(github.settle().waits.get(1)).toMatchObject({ kind: "stopped", run: null });
  expect(github.task(1)).toMatchObject({ state: "escalated", next: null });
  github.say(1, "/retry");
  github.settle();
  expect(github.task(1)).toMatchObject({
    state: "working",
    stopped: null,
    retries: 0,
    attempt: { n: 2, cause: "retry", end: null },
  });
});

test("/retry ends the pause after a failure", () => {
  const { github } = atWork();
  github.say(2, "/hold");
  github.end(1, { kind: "failed", summary: "No network" });
  expect(github.settle().waits.get(1)).toMatchObject({ kind: "retry" });
  github.say(1, "/retry");
  github.pass();
  expect(github.task(1)).toMatchObject({ state: "working", retries: 1, attempt: { n: 2, cause: "retry" } });
});

test("/retry with another agent: labels and branch follow, and the paths are counted by the new agent's boundary", () => {
  const { github } = atWork();
  github.say(1, "/stop");
  github.settle();
  github.say(1, "/retry with docs");
  github.settle();
  const { branch } = github.task(1);
  expect(github.task(1)).toMatchObject({ agent: "docs", stopped: null });
  expect(branch).toMatch(/^agent\/docs\/1-/);
  expect(github.issue(1).labels).toContain("agent:docs");
  expect(github.issue(1).labels).not.toContain("agent:ethereum");
});

test("what is on the branch already must be within the other agent's reach", () => {
  // R03
  for (const [path, given] of [
    ["servers/eth/a.js", false],
    ["servers/eth/README.md", true],
  ] as const) {
    const github = paperGitHub(rules);
    github.open(1, "", "agent:ethereum");
    github.settle();
    github.claim(1);
    github.end(1, { kind: "published", paths: [path] });
    github.settle();
    const pull = github.pulls()[0]?.number ?? 0;
    github.changePull(pull, () => ({ state: "closed" }));
    github.settle();
    github.say(1, "/retry with docs");
    github.settle();
    expect(github.task(1).agent).toBe(given ? "docs" : "ethereum");
    if (!given)
      expect(github.issue(1).comments.at(-1)?.body).toContain(
        `changes \`${path}\`, which docs may not touch`,
      );
  }
});

test("A12: a task that is taken away or dropped while an agent is at work: the run is told to end, and the ledger keeps the task until it has", () => {
  // B06, R15
  for (const drop of [
    (github: PaperGitHub) => void github.say(1, "/unassign", mira),
    (github: PaperGitHub) => github.unlabel(1, "agent:ethereum", mira),
    (github: PaperGitHub) => github.edit(1, { state: "not_planned" }),
  ]) {
    const { github, run } = atWork();
    const disobeyed = (seen: Observation): Observation => ({
      ...seen,
      runs: new Map([...seen.runs, [run, { id: run, state: "active" }]]),
    });
    drop(github);
    const { effects } = github.pass(disobeyed);
    expect(cancels(effects)).toEqual([run]);
    expect(github.end(1, { kind: "published", paths: ["servers/eth/a.js"] }).ok).toBe(false);
    github.pass(disobeyed);
    expect(github.task(1)).toMatchObject({ end: { kind: "dropped" } });
    github.settle();
    expect(github.ledger().tasks.has(1)).toBe(false);
    expect(github.issue(1).labels).toEqual([]);
    // Its paths and its agent are free.
    expect(github.task(2).attempt).toMatchObject({ n: 1 });
  }
});

test("/unassign names another agent: nothing happens; without a task: it says so", () => {
  const { github } = atWork();
  github.say(1, "/unassign docs");
  github.open(3, "");
  github.say(3, "/unassign");
  github.settle();
  expect(github.task(1).end).toBeNull();
  expect(github.issue(1).comments.at(-1)?.body).toContain("this task is with ethereum, not with `docs`");
  expect(github.issue(3).comments.at(-1)?.body).toContain("`/unassign` works on tasks");
});

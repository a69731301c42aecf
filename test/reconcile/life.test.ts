/** The life of a task, decision by decision, over a GitHub on paper: published, judged, sent back, merged, dropped. */
import { expect, test } from "vitest";
import type { FileChange } from "../../src/domain/file-change.ts";
import type { Check } from "../../src/domain/pull.ts";
import { checkOf, noor, reviewOf, twoAgents } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const withTests = `${twoAgents}
gates: { checks: { tests: ci/test } }
merge: { approvals: 0 }
`;

/** A task of the agent ethereum whose first attempt is published; its open pull request. */
function inReview(
  config = twoAgents,
  paths: readonly string[] = ["servers/eth/a.js"],
): { github: PaperGitHub; pull: number } {
  const github = paperGitHub(config);
  github.open(1, "Scope: `servers/eth/**`", "agent:ethereum");
  github.settle();
  github.claim(1);
  github.end(1, { kind: "published", paths });
  github.settle();
  return { github, pull: github.pulls()[0]?.number ?? 0 };
}

function approve(github: PaperGitHub, pull: number): void {
  github.changePull(pull, ({ head }) => ({ reviews: [reviewOf(noor, "approved", { commit: head })] }));
}

function check(github: PaperGitHub, pull: number, over: Partial<Check>): void {
  github.changePull(pull, ({ checks }) => ({
    checks: [...checks.filter(({ name }) => name !== "ci/test"), checkOf("ci/test", over)],
  }));
}

/** Our check runs, but for those gates that pass anyway. */
function reports(github: PaperGitHub, pull: number): readonly string[] {
  const found = github.pulls().find(({ number }) => number === pull);
  return (found?.checks ?? [])
    .filter(({ app }) => app === "signalbox")
    .map(({ name, status, conclusion }) => `${name} ${conclusion ?? status}`)
    .filter((report) => !/(?:protected|secrets|size|tests|duplicates|conflicts) success$/.test(report))
    .toSorted();
}

test("a labelled issue is worked on, judged, approved and merged; then Signalbox is quiet", () => {
  // R02 R15 R16, INV-1
  const { github, pull } = inReview();
  expect(github.pulls()[0]?.branch).toBe("agent/ethereum/1-issue-1");
  expect(github.issue(1).labels).toEqual(["agent:ethereum", "status:review"]);
  expect(reports(github, pull)).toEqual(["signalbox/boundaries success", "signalbox/ready pending"]);
  approve(github, pull);
  expect(github.settle().waits.get(1)).toEqual({ kind: "merge", pull, overridden: [] });
  expect(github.issue(1).labels).toEqual(["agent:ethereum", "status:ready"]);
  expect(reports(github, pull)).toEqual(["signalbox/boundaries success", "signalbox/ready success"]);
  github.merge(pull);
  github.settle();
  expect(github.issue(1)).toMatchObject({ state: "completed", labels: ["agent:ethereum", "status:done"] });
  expect(github.issue(1).comments).toHaveLength(1);
  expect(github.ledger().tasks.size).toBe(0);
  expect(github.story.map(({ kind }) => kind)).toEqual([
    "config",
    "accepted",
    "started",
    "ready",
    "merged",
    "archived",
  ]);
});

test("an approval that is taken back makes it wait again", () => {
  const { github, pull } = inReview();
  approve(github, pull);
  github.settle();
  github.changePull(pull, () => ({ reviews: [reviewOf(noor, "dismissed")] }));
  github.settle();
  expect(github.task(1).state).toBe("review");
  expect(reports(github, pull)).toEqual(["signalbox/boundaries success", "signalbox/ready pending"]);
  expect(github.story.at(-1)).toMatchObject({ kind: "unready", waiting: "approvals" });
});

// B02
test("G4: while a merge with the default branch could not be tried nothing is ready, and it is looked at again in a minute", () => {
  const { github, pull } = inReview();
  approve(github, pull);
  // Another head, so that no earlier verdict stands.
  github.changePull(pull, ({ reviews }) => ({
    head: "e".repeat(40),
    reviews: reviews.map((review) => ({ ...review, commit: "e".repeat(40) })),
  }));
  const { waits, wakeAt, judged } = github.pass((now) => ({ ...now, forecasts: new Map() }));
  expect(judged.get(1)?.verdicts.get("conflicts")?.status).toBe("wait");
  expect(waits.get(1)).toMatchObject({
    waiting: expect.arrayContaining([expect.stringContaining("conflicts")]),
  });
  expect((wakeAt?.getTime() ?? 0) - github.now().getTime()).toBeLessThanOrEqual(60_000);
  github.settle();
  expect(github.task(1).state).not.toBe("failed");
});

test("a hold keeps an approved pull request from being ready", () => {
  const { github, pull } = inReview();
  approve(github, pull);
  github.say(1, "/hold until the release");
  expect(github.settle().waits.get(1)).toMatchObject({ kind: "conditions" });
  expect(github.task(1).state).toBe("review");
});

test("somebody's push outside of the reach fails the gate, and the agent puts it right", () => {
  // R03: whoever pushed.
  const { github, pull } = inReview();
  github.changePull(pull, () => ({ head: "e".repeat(40), checks: [] }));
  github.showChanges("e".repeat(40), [{ path: "tools.json", before: "100644", after: "100644" }]);
  github.settle();
  expect(reports(github, pull)).toEqual(["signalbox/boundaries failure", "signalbox/ready failure"]);
  expect(github.task(1)).toMatchObject({ state: "working", attempt: { n: 2, cause: "rework" } });
  expect(github.task(1).feedback).toEqual([expect.stringContaining("`tools.json`")]);
});

test.each([
  [
    "a renamed file",
    [
      { path: "servers/eth/a.js", before: "100644", after: null },
      { path: "lib/a.js", before: null, after: "100644" },
    ],
  ],
  ["a symlink", [{ path: "servers/eth/link", before: null, after: "120000" }]],
  ["a change that GitHub does not show in full", null],
] as const)(
  "P1 P5: %s on the pull request is never success",
  (_what, changes: readonly FileChange[] | null) => {
    // P7 G4
    const { github, pull } = inReview();
    github.changePull(pull, () => ({ head: "e".repeat(40), checks: [] }));
    github.showChanges("e".repeat(40), changes);
    github.settle();
    expect(reports(github, pull)).toEqual(
      expect.arrayContaining(["signalbox/boundaries failure", "signalbox/ready failure"]),
    );
    expect(
      reports(github, pull).filter((report) => changes === null && !report.endsWith(" failure")),
    ).toEqual([]);
  },
);

test("G2: new rules judge again what stood under the old ones", () => {
  const { github, pull } = inReview();
  github.setConfig(twoAgents.replace('"servers/eth/**", ', ""));
  github.settle();
  expect(reports(github, pull)).toContain("signalbox/boundaries failure");
});

test("G6: checks that another App imitates are judged anew", () => {
  const { github, pull } = inReview();
  github.changePull(pull, ({ checks }) => ({ checks: checks.map((each) => ({ ...each, app: "evil" })) }));
  const { effects } = github.pass();
  expect(
    effects
      .filter(({ kind }) => kind === "check")
      .map((effect) => (effect.kind === "check" ? effect.name : "")),
  ).toEqual(
    ["boundaries", "protected", "secrets", "size", "tests", "duplicates", "conflicts", "ready"].map(
      (gate) => `signalbox/${gate}`,
    ),
  );
});

test("a failed check goes back once, with its words, and the cap escalates with what was tried", () => {
  // R27
  const { github, pull } = inReview(withTests);
  for (const round of [1, 2, 3]) {
    check(github, pull, { conclusion: "failure", title: `2 tests failed in round ${round}` });
    github.settle();
    if (round === 3) break;
    expect(github.task(1)).toMatchObject({ state: "working", attempt: { n: round + 1, cause: "rework" } });
    expect(github.task(1).feedback).toEqual([expect.stringContaining(`2 tests failed in round ${round}`)]);
    github.claim(1);
    github.end(1, { kind: "published", paths: ["servers/eth/a.js"] });
    github.settle();
    expect(github.task(1).state).toBe("review");
  }
  expect(github.task(1).state).toBe("escalated");
  expect(github.issue(1).labels).toContain("status:escalated");
  expect(github.story.filter(({ kind }) => kind === "rework")).toHaveLength(2);
  expect(github.settle().waits.get(1)).toMatchObject({
    kind: "escalated",
    tried: 3,
    limit: 3,
    last: expect.stringContaining("round 3"),
  });
  expect(github.issue(1).comments[0]?.body).toContain("Attempt 2 was published");
});

test("G6 G12: a named check must succeed by its own App", () => {
  const { github, pull } = inReview(withTests);
  check(github, pull, { app: "evil" });
  github.settle();
  expect(github.task(1).state).toBe("review");
  check(github, pull, {});
  github.settle();
  expect(github.task(1).state).toBe("ready");
});

test("a pull request that is closed unmerged needs a person; whose word opens a new one", () => {
  const { github, pull } = inReview();
  github.changePull(pull, () => ({ state: "closed" }));
  expect(github.settle().waits.get(1)).toMatchObject({
    kind: "escalated",
    last: expect.stringContaining("closed without being merged"),
  });
  github.say(1, "/unblock keep the old file");
  github.settle();
  expect(github.task(1)).toMatchObject({ state: "working", attempt: { n: 2, cause: "resume" } });
  github.claim(1);
  github.end(1, { kind: "published", paths: ["servers/eth/a.js"] });
  github.settle();
  expect(github.task(1).state).toBe("review");
  expect(github.pulls().map(({ state }) => state)).toEqual(["closed", "open"]);
  github.merge(github.pulls()[1]?.number ?? 0);
  github.settle();
  expect(github.issue(1).state).toBe("completed");
});

test("a person may merge while the agent works again: the task is done, the run's word counts no more", () => {
  // B06
  const { github, pull } = inReview(withTests);
  check(github, pull, { conclusion: "failure" });
  github.settle();
  github.claim(1);
  github.merge(pull);
  github.pass();
  expect(github.end(1, { kind: "published", paths: ["servers/eth/a.js"] }).ok).toBe(false);
  github.settle();
  expect(github.issue(1).labels).toEqual(["agent:ethereum", "status:done"]);
});

test("an issue that is closed while its agent works drops the task and frees its paths", () => {
  const { github } = inReview();
  github.open(2, "Scope: `servers/eth/a.js`", "agent:ethereum");
  expect(github.settle().waits.get(2)).toMatchObject({ kind: "lease", holder: 1 });
  github.edit(1, { state: "not_planned" });
  github.settle();
  expect(github.ledger().tasks.has(1)).toBe(false);
  expect(github.issue(1).labels).toEqual([]);
  expect(github.task(2).state).toBe("working");
  expect(github.story).toContainEqual({
    kind: "dropped",
    task: 1,
    agent: "ethereum",
    why: "its issue was closed",
  });
});

test("G10: a pull request of a fork is not ours, whatever its branch is called", () => {
  const { github } = inReview();
  const [ours] = github.pulls();
  if (!ours) throw new Error("no pull request was opened");
  github.addPull({ ...ours, number: 9_000, id: "PR_fork", fromFork: true, state: "merged" });
  github.settle();
  expect(github.task(1).state).toBe("review");
});

test("a branch that somebody pushed to is never moved", () => {
  const github = paperGitHub();
  github.open(1, "Scope: `servers/eth/**`", "agent:ethereum");
  github.settle();
  github.setBranch("agent/ethereum/1-issue-1", "e".repeat(40));
  github.claim(1);
  github.end(1, { kind: "published", paths: ["servers/eth/a.js"] });
  github.settle();
  expect(github.branch("agent/ethereum/1-issue-1")).toBe("e".repeat(40));
});

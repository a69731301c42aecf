/** No success on a commit that was not judged whole, under the rules in force: whatever moves, whoever imitates, whatever else has it. */
// R26, INV-4
import { expect, test } from "vitest";
import type { MergeGroup } from "../../src/domain/merge-group.ts";
import type { Observation } from "../../src/domain/observation.ts";
import type { Pull } from "../../src/domain/pull.ts";
import { changeOf, fileOf } from "../gates/change.ts";
import { checkOf, mira, noor, pullOf, reviewOf, sha } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const rules = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
`;

const within = { path: "servers/eth/a.js", before: null, after: "100644" } as const;
const outside = { path: "docs/a.md", before: null, after: "100644" } as const;

/** A task of ethereum, published, judged and ready; its pull request. */
function ready(config = rules): { github: PaperGitHub; pull: number } {
  const github = paperGitHub(config);
  github.open(1, "", "agent:ethereum");
  github.settle();
  github.claim(1);
  github.end(1, { kind: "published", paths: [within.path] });
  github.settle();
  return { github, pull: github.pulls()[0]?.number ?? 0 };
}

function seen(github: PaperGitHub, number: number): Pull {
  const pull = github.pulls().find((each) => each.number === number);
  if (!pull) throw new Error(`there is no pull request #${number}`);
  return pull;
}

/** Our check run's answer on a pull request's head; "none" when it has none. */
function report(github: PaperGitHub, number: number, name: string): string {
  const check = seen(github, number).checks.find(
    (each) => each.name === `signalbox/${name}` && each.app === "signalbox",
  );
  return check ? (check.conclusion ?? check.status) : "none";
}

/** Somebody pushes a commit that changes `file`. */
function push(github: PaperGitHub, number: number, file: typeof within | typeof outside): void {
  github.showChanges(sha(0xdead), [file]);
  github.changePull(number, () => ({ head: sha(0xdead), checks: [] }));
}

const contained = (now: Observation): Observation => ({
  ...now,
  pulls: now.pulls.map((pull) => ({ ...pull, containsPublished: true })),
});

test("G1: the head moves after it was looked at: what was judged is said of that commit alone", () => {
  const { github, pull } = ready();
  github.changePull(pull, () => ({ checks: [] }));
  const before = github.observe();
  push(github, pull, outside);
  github.pass(() => before);
  expect(report(github, pull, "boundaries")).toBe("none");
  expect(report(github, pull, "ready")).toBe("none");
  github.settle(contained);
  expect(report(github, pull, "boundaries")).toBe("failure");
  expect(report(github, pull, "ready")).toBe("failure");
});

test("G1: a new head is not green by what an older one had", () => {
  const { github, pull } = ready();
  const { checks } = seen(github, pull);
  push(github, pull, outside);
  // Stale reads: the old head's checks are shown along with the new head.
  github.changePull(pull, () => ({ checks }));
  github.settle(contained);
  expect(github.task(1).state).not.toBe("ready");
  expect(report(github, pull, "boundaries")).toBe("failure");
});

test("G1: an older head that was green is pushed back while an agent is at work: it looks ready no more", () => {
  const { github, pull } = ready();
  const { head, checks } = seen(github, pull);
  push(github, pull, outside);
  github.settle(contained);
  expect(github.task(1).state).toBe("working");
  github.changePull(pull, () => ({ head, checks }));
  github.say(1, "/hold", mira);
  github.settle();
  expect(github.task(1).state).toBe("working");
  expect(report(github, pull, "ready")).toBe("pending");
  expect(github.pass().effects).toEqual([]);
});

test.each([
  ["its base branch", { base: "release" }],
  ["the base that it states", { baseSha: sha(7) }],
])("G2: a verdict does not stand when %s is another one", (_what, over) => {
  const { github, pull } = ready();
  github.showChanges(seen(github, pull).head, [outside]);
  github.changePull(pull, () => over);
  github.settle();
  expect(report(github, pull, "boundaries")).toBe("failure");
});

test("G2: a verdict does not stand when another branch has become the default one", () => {
  const { github, pull } = ready();
  github.showChanges(seen(github, pull).head, [outside]);
  github.changePull(pull, () => ({ base: "release" }));
  github.settle((now) => ({ ...now, repository: { ...now.repository, defaultBranch: "release" } }));
  expect(report(github, pull, "boundaries")).toBe("failure");
});

test("G2: a verdict does not stand when the rules are others", () => {
  const { github, pull } = ready();
  github.setConfig(rules.replace("servers/eth", "servers/solana"));
  github.settle();
  expect(report(github, pull, "boundaries")).toBe("failure");
  expect(report(github, pull, "ready")).toBe("failure");
});

test("G2: what is offered to another base is green by no gate, so that going to the default branch finds nothing green", () => {
  const { github, pull } = ready();
  github.changePull(pull, () => ({ base: "topic" }));
  github.settle();
  for (const name of ["boundaries", "protected", "secrets", "ready"])
    expect(`${name} ${report(github, pull, name)}`).toBe(`${name} pending`);
  github.changePull(pull, () => ({ base: "main" }));
  github.settle();
  expect(report(github, pull, "boundaries")).toBe("success");
  expect(report(github, pull, "ready")).toBe("success");
});

test("G2: when only the tip of the base moved, no verdict but that on conflicts is given anew", () => {
  const { github } = ready();
  const { effects } = github.pass((now) => ({
    ...now,
    repository: { ...now.repository, head: sha(0xbeef) },
  }));
  const checks = effects.flatMap((effect) => (effect.kind === "check" ? [effect] : []));
  // Nobody has tried that merge yet, so that it does not look ready either.
  expect(checks.map(({ name, result }) => `${name} ${result}`)).toEqual(["signalbox/ready pending"]);
});

test("G3: a pull request to another base is opened with a commit that is green: it is green no more", () => {
  const { github, pull } = ready();
  expect(report(github, pull, "ready")).toBe("success");
  const { head } = seen(github, pull);
  github.addPull(pullOf(9_001, "topic", { head, base: "release", checks: seen(github, pull).checks }));
  github.settle();
  expect(report(github, 9_001, "boundaries")).toBe("pending");
  expect(report(github, 9_001, "ready")).toBe("pending");
  expect(github.task(1).state).toBe("review");
  github.changePull(9_001, () => ({ state: "closed" }));
  github.settle();
  expect(report(github, pull, "boundaries")).toBe("success");
  expect(report(github, pull, "ready")).toBe("success");
});

test("G3: an agent's branch that no task answers for does not borrow another agent's green", () => {
  const { github, pull } = ready();
  const { head, checks } = seen(github, pull);
  github.addPull(pullOf(9_001, "agent/docs/99-x", { head, checks, author: mira }));
  github.showChanges(head, [within]);
  github.setConfig(`${rules}# read again\n`);
  github.settle();
  expect(report(github, 9_001, "boundaries")).toBe("pending");
  expect(report(github, 9_001, "ready")).toBe("pending");
});

test("G3: two tasks with one head: of each gate the worst verdict, said once", () => {
  const { github, pull } = ready();
  const { head } = seen(github, pull);
  github.open(2, "", "agent:docs");
  github.settle();
  github.claim(2);
  github.end(2, { kind: "published", paths: ["docs/a.md"] });
  github.settle();
  const other = github.pulls().find(({ branch }) => branch.startsWith("agent/docs/"))?.number ?? 0;
  expect(report(github, other, "boundaries")).toBe("success");
  github.changePull(other, () => ({ head, checks: seen(github, pull).checks }));
  const { effects } = github.pass(contained);
  const reports = effects.flatMap((effect) =>
    effect.kind === "check" && effect.name === "signalbox/boundaries" ? [effect.result] : [],
  );
  expect(reports).toEqual(["failure"]);
  expect(report(github, pull, "ready")).toBe("failure");
  // The other's agent works again; what it left is still open under that commit.
  github.settle(contained);
  expect(report(github, pull, "boundaries")).toBe("pending");
  expect(report(github, pull, "ready")).toBe("pending");
});

test("G4: what GitHub does not show in full fails, and nothing is ever neutral or skipped", () => {
  const { github, pull } = ready();
  const { head } = seen(github, pull);
  github.showChanges(head, null);
  github.setConfig(`${rules}# read again\n`);
  const decision = github.pass();
  const results = decision.effects.flatMap((effect) => (effect.kind === "check" ? [effect.result] : []));
  expect(results.length).toBeGreaterThan(3);
  expect(results.every((result) => result === "failure")).toBe(true);
});

test("G4 G5: a config that is invalid or gone leaves the last valid one in force, and makes nothing green", () => {
  for (const config of [null, "version: 2", "%"]) {
    const { github, pull } = ready();
    github.setConfig(config);
    push(github, pull, outside);
    github.settle(contained);
    expect(report(github, pull, "boundaries")).toBe("failure");
  }
});

test("G5: without any config that was ever valid nothing is said, and so nothing is green", () => {
  const github = paperGitHub(null);
  github.addPull(pullOf(9_001, "agent/ethereum/1-x"));
  const { effects } = github.pass();
  expect(effects).toEqual([]);
  expect(report(github, 9_001, "ready")).toBe("none");
});

test("G5: a change of the policy waits for a person, even inside the boundary", () => {
  const { github, pull } = ready(rules.replace('"servers/eth/**"', '"**"'));
  const { head } = seen(github, pull);
  github.showChanges(head, [{ path: ".github/signalbox.yml", before: "100644", after: "100644" }]);
  github.setConfig(`${rules.replace('"servers/eth/**"', '"**"')}# read again\n`);
  github.settle();
  expect(report(github, pull, "protected")).toBe("pending");
  expect(github.task(1).state).toBe("review");
  github.changePull(pull, () => ({ reviews: [reviewOf(noor, "approved", { commit: head })] }));
  github.settle();
  expect(github.task(1).state).toBe("ready");
});

test("G6: our verdict in another App's name says nothing: the gate judges", () => {
  const { github, pull } = ready();
  push(github, pull, outside);
  const forged = ["boundaries", "protected", "secrets", "size", "tests", "ready"].map((name) =>
    checkOf(`signalbox/${name}`, { app: "github-actions", externalId: "forged" }),
  );
  github.changePull(pull, () => ({ checks: forged }));
  github.settle(contained);
  expect(report(github, pull, "boundaries")).toBe("failure");
  expect(github.task(1).state).not.toBe("ready");
});

test("G9: judged a hundred times there is one check run for each gate and head", () => {
  const { github, pull } = ready();
  const ids = seen(github, pull).checks.map(({ id }) => id);
  for (let count = 0; count < 100; count += 1) expect(github.pass().effects).toEqual([]);
  expect(seen(github, pull).checks.map(({ id }) => id)).toEqual(ids);
  expect(new Set(seen(github, pull).checks.map(({ name }) => name)).size).toBe(ids.length);
});

test("G9: what waits and then holds is the same check run", () => {
  const { github, pull } = ready(rules.replace("approvals: 0", "approvals: 1"));
  const idOf = () => seen(github, pull).checks.find(({ name }) => name === "signalbox/ready")?.id;
  const waiting = idOf();
  github.changePull(pull, ({ head }) => ({ reviews: [reviewOf(noor, "approved", { commit: head })] }));
  github.settle();
  expect(report(github, pull, "ready")).toBe("success");
  expect(idOf()).toBe(waiting);
});

test("G10: a draft waits", () => {
  const { github, pull } = ready();
  github.changePull(pull, () => ({ draft: true }));
  github.settle();
  expect(report(github, pull, "ready")).toBe("pending");
});

test("G10: what is closed is not judged any more, and needs a person", () => {
  const { github, pull } = ready();
  github.changePull(pull, () => ({ state: "closed" }));
  github.settle();
  expect(github.task(1).state).toBe("escalated");
});

test("G10: merged meanwhile is done", () => {
  const { github, pull } = ready();
  const before = github.observe();
  github.merge(pull);
  github.pass(() => before);
  github.settle();
  expect(github.issue(1).labels).toContain("status:done");
});

test("G10: a fork's pull request from a branch named like an agent's is nobody's task", () => {
  const github = paperGitHub(rules);
  github.open(1, "", "agent:ethereum");
  github.settle();
  github.claim(1);
  const fork = { head: sha(0xf0), fromFork: true, author: null };
  github.addPull(pullOf(9_001, github.task(1).branch, fork));
  github.end(1, { kind: "published", paths: [within.path] });
  github.settle();
  expect(seen(github, 9_001).checks).toEqual([]);
  expect(github.task(1).state).toBe("ready");
});

/** What is said of a merge group that adds `file`. */
function inQueue(
  github: PaperGitHub,
  pull: number,
  file: typeof within | typeof outside,
  over: Partial<MergeGroup> = {},
  others: readonly MergeGroup[] = [],
): readonly (readonly [string, string])[] {
  const group = groupOf(pull, { change: changeOf(fileOf(file)), ...over });
  const { effects } = github.pass((now) => ({ ...now, groups: [group, ...others] }));
  return effects.flatMap((effect) =>
    effect.kind === "check" && effect.head === group.head ? [[effect.name, effect.result] as const] : [],
  );
}

function groupOf(pull: number, over: Partial<MergeGroup>): MergeGroup {
  return {
    pull,
    base: "main",
    onto: sha(1),
    head: sha(0x60),
    tree: sha(0x61),
    asMerged: true,
    checks: [],
    change: "unread",
    commits: [],
    metrics: "unread",
    ...over,
  };
}

test("G11: a merge group is judged as it would be merged, and answered on its own commit", () => {
  const { github, pull } = ready();
  const said = inQueue(github, pull, within);
  expect(said.map(([name]) => name)).toContain("signalbox/ready");
  expect(said.every(([, result]) => result === "success")).toBe(true);
});

test("G11: a merge group that holds more than its pull request is not green by it", () => {
  const { github, pull } = ready();
  const said = new Map(inQueue(github, pull, outside));
  expect(said.get("signalbox/boundaries")).toBe("failure");
  expect(said.get("signalbox/ready")).toBe("failure");
});

test("G11: the merge group of what is not ready waits as it does", () => {
  const { github, pull } = ready(rules.replace("approvals: 0", "approvals: 1"));
  expect(new Map(inQueue(github, pull, within)).get("signalbox/ready")).toBe("pending");
  github.changePull(pull, ({ head }) => ({ reviews: [reviewOf(noor, "approved", { commit: head })] }));
  expect(new Map(inQueue(github, pull, within)).get("signalbox/ready")).toBe("success");
});

test("G11: a maintainer's word for the pull request's head holds in the queue", () => {
  const { github, pull } = ready();
  const { head } = seen(github, pull);
  const word = { gate: "boundaries", head, by: "mira", because: "x", at: github.now().toISOString() };
  github.setFile("tasks/1.json", JSON.stringify({ ...github.task(1), overrides: [word] }));
  expect(new Map(inQueue(github, pull, outside)).get("signalbox/boundaries")).toBe("success");
});

test.each([
  ["is not the merge of what people approved", false],
  ["could not be compared with the merge of it", null],
])("G11: what the queue's branch holds %s: no word for its pull request holds for it", (_what, asMerged) => {
  const { github, pull } = ready(rules.replace("approvals: 0", "approvals: 1"));
  github.changePull(pull, ({ head }) => ({ reviews: [reviewOf(noor, "approved", { commit: head })] }));
  github.settle();
  const { head } = seen(github, pull);
  const word = { gate: "boundaries", head, by: "mira", because: "x", at: github.now().toISOString() };
  github.setFile("tasks/1.json", JSON.stringify({ ...github.task(1), overrides: [word] }));
  expect(inQueue(github, pull, outside, { asMerged })).toEqual([["signalbox/ready", "pending"]]);
});

test("G11: a group is not green on top of one that is not: the queue may merge both by the upper one's checks", () => {
  const { github, pull } = ready();
  github.open(2, "", "agent:docs");
  github.settle();
  github.claim(2);
  github.end(2, { kind: "published", paths: [outside.path] });
  github.settle();
  const second = github.pulls().find(({ branch }) => branch.startsWith("agent/docs/"))?.number ?? 0;
  const upon = { head: sha(0x70), onto: sha(0x60) };
  const ofReady = () =>
    new Map(
      inQueue(github, second, outside, upon, [groupOf(pull, { change: changeOf(fileOf(within)) })]),
    ).get("signalbox/ready");
  expect(ofReady()).toBe("success");
  github.changePull(pull, () => ({ draft: true }));
  expect(ofReady()).toBe("pending");
  // What no task answers for nobody judges.
  expect(new Map(inQueue(github, second, outside, upon)).get("signalbox/ready")).toBe("pending");
});

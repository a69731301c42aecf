/** B16: the freeze in every decision. */
import { expect, test } from "vitest";
import type { MergeGroup } from "../../src/domain/merge-group.ts";
import { at, mira, noor } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const rules = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
`;

function published(github: PaperGitHub): void {
  github.open(1, "", "agent:ethereum");
  github.settle();
  github.claim(1);
  github.end(1, { kind: "published", paths: ["servers/eth/a.js"] });
}

function kinds(github: PaperGitHub): readonly string[] {
  return github.story.map(({ kind }) => kind);
}

test("an attempt that was dispatched before the freeze is taken by nobody, given up by nobody, and dispatched anew after it", () => {
  // B05, B06
  const github = paperGitHub(rules);
  github.open(1, "", "agent:ethereum");
  github.settle();
  github.say(1, "/freeze");
  github.settle();
  expect(github.claim(1)).toEqual({ ok: false, reason: "#1 is frozen by mira" });
  const [first] = github.runs();
  github.stopRun(first?.id ?? 0, "ended");
  github.wait(7_200);
  const { effects, waits } = github.settle();
  expect(effects).toEqual([]);
  expect(waits.get(1)).toMatchObject({ kind: "freeze", atWork: null });
  expect(github.runs()).toHaveLength(1);
  github.say(1, "/thaw");
  github.settle();
  expect(github.runs()).toHaveLength(2);
  expect(github.claim(1).ok).toBe(true);
  expect(github.task(1)).toMatchObject({ retries: 0, attempt: { n: 1, end: null }, tried: [] });
});

test.each([
  ["/freeze", false],
  ["/freeze --drain", true],
  ["/freeze docs/**", true],
])("what was recorded in the moment before %s reaches its branch: %s", (order, reaches) => {
  const github = paperGitHub(rules);
  published(github);
  github.say(1, order);
  github.settle();
  const { branch, state } = github.task(1);
  expect(github.branch(branch) !== undefined).toBe(reaches);
  expect(github.pulls()).toHaveLength(reaches ? 1 : 0);
  expect(state).toBe(order === "/freeze docs/**" ? "ready" : "review");
  github.say(1, "/thaw");
  github.settle();
  expect(github.task(1).state).toBe("ready");
});

test("what is ready is ready no more, and the merge queue's commit of it is not green", () => {
  // G11, R26
  const github = paperGitHub(rules);
  published(github);
  github.settle();
  const [pull] = github.pulls();
  if (!pull) throw new Error("no pull request");
  const group: MergeGroup = {
    pull: pull.number,
    base: "main",
    onto: github.observe().repository.head,
    head: "f".repeat(40),
    tree: "e".repeat(40),
    asMerged: true,
    checks: [],
    change: pull.change,
    commits: pull.commits,
    metrics: pull.metrics,
  };
  github.say(1, "/freeze");
  const { effects } = github.pass((now) => ({ ...now, groups: [group] }));
  const ready = effects.flatMap((effect) =>
    effect.kind === "check" && effect.name === "signalbox/ready" ? [[effect.head, effect.result]] : [],
  );
  expect(ready).toEqual([
    [pull.head, "pending"],
    [group.head, "pending"],
  ]);
  expect(github.task(1).state).toBe("review");
});

test("the next look is due when the freeze ends, and it ends even if nothing else happens", () => {
  const github = paperGitHub(rules);
  github.open(1);
  github.say(1, "/freeze for 2h");
  const { wakeAt } = github.settle();
  const { freeze } = github.ledger().desk;
  github.wait(3_600);
  expect(github.settle().wakeAt?.toISOString() ?? wakeAt?.toISOString()).toBe(freeze?.until);
  github.wait(3_600);
  github.pass();
  expect(github.ledger().desk.freeze).toBeNull();
  expect(kinds(github)).toContain("thawed");
});

test("a freeze whose time was over before it was read is refused with the reason", () => {
  const github = paperGitHub(rules);
  github.open(1);
  github.say(1, "/freeze for 1m");
  github.wait(61);
  github.settle();
  expect(github.ledger().desk.freeze).toBeNull();
  expect(github.issue(1).comments.at(-1)?.body).toContain("its time was over at ");
});

test("C7: of /freeze and /thaw in the same second the later id counts, in whatever order they are shown", () => {
  for (const [first, second, frozen] of [
    ["/freeze", "/thaw", false],
    ["/thaw", "/freeze", true],
  ] as const) {
    const github = paperGitHub(rules);
    github.permit("noor", "maintain");
    github.open(1);
    github.open(2);
    const when = { createdAt: at(50) };
    github.say(2, first, mira, when);
    github.say(1, second, noor, when);
    github.settle();
    expect(github.ledger().desk.freeze !== null).toBe(frozen);
    const reversed = paperGitHub(rules);
    reversed.permit("noor", "maintain");
    reversed.open(1);
    reversed.open(2);
    reversed.say(1, first, mira, when);
    reversed.say(2, second, noor, when);
    reversed.settle((now) => ({ ...now, issues: new Map([...now.issues].toReversed()) }));
    expect(reversed.ledger().desk.freeze !== null).toBe(frozen);
  }
});

/** What a maintainer's `/override` does to a task, whatever it is doing, and where it is shown. */
// R23, R26, B10
import { expect, test } from "vitest";
import type { Pull } from "../../src/domain/pull.ts";
import { mira, noor } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const rules = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
merge: { approvals: 0 }
limits: { attempts: 2 }
`;

/** A task of ethereum, published and judged. */
function published(path: string, config = rules): PaperGitHub {
  const github = paperGitHub(config);
  github.open(1, "", "agent:ethereum");
  github.settle();
  github.claim(1);
  github.end(1, { kind: "published", paths: [path] });
  github.settle();
  return github;
}

function pullOf(github: PaperGitHub): Pull {
  const pull = github.pulls()[0];
  if (!pull) throw new Error("there is no pull request");
  return pull;
}

function checkOf(github: PaperGitHub, name: string): string {
  const check = pullOf(github).checks.find((each) => each.name === `signalbox/${name}`);
  return `${check?.conclusion ?? check?.status}: ${check?.title}\n${check?.summary}`;
}

/** Signalbox's words on the issue, the card first. */
function said(github: PaperGitHub): readonly string[] {
  return github
    .issue(1)
    .comments.filter(({ author }) => author?.bot)
    .map(({ body }) => body);
}

test("a gate that waits for a person: the word counts for this head, and stands wherever the gate is shown", () => {
  const github = published("servers/eth/package.json");
  expect(github.task(1).state).toBe("review");
  expect(checkOf(github, "ready")).toContain("Waits for: protected");
  expect(checkOf(github, "ready")).toContain("`/override protected because …`");

  github.say(1, "/override protected because I read the *lock* file", mira);
  github.settle();
  const { head } = pullOf(github);
  expect(github.task(1)).toMatchObject({
    state: "ready",
    overrides: [{ gate: "protected", head, by: "mira", because: "I read the *lock* file" }],
  });
  const word = `verridden by \`@mira\` for \`${head.slice(0, 7)}\`: I read the \\*lock\\* file`;
  expect(checkOf(github, "protected")).toMatch(/^success: Overridden by @mira for [0-9a-f]{7}: I read/);
  expect(checkOf(github, "protected")).toContain(word);
  expect(checkOf(github, "protected")).toContain("decides what is installed");
  expect(checkOf(github, "ready")).toMatch(/^success: Ready to merge/);
  expect(checkOf(github, "ready")).toContain(word);
  expect(said(github)[0]).toContain(word);
  expect(said(github)[0]).toContain("Overridden: `protected` by `@mira`");
  expect(github.story).toContainEqual(
    expect.objectContaining({ kind: "overridden", gate: "protected", head, by: "mira" }),
  );
  github.say(1, "/why", noor);
  github.settle();
  expect(said(github).at(-1)).toContain("Overridden: `protected` by `@mira`");
});

test("another head ends it", () => {
  const github = published("servers/eth/package.json");
  github.say(1, "/override protected because x", mira);
  github.settle();
  const { number, head } = pullOf(github);
  const pushed = head.replace(/.$/, head.endsWith("0") ? "1" : "0");
  github.showChanges(pushed, [{ path: "servers/eth/package.json", before: null, after: "100644" }]);
  github.changePull(number, () => ({ head: pushed, checks: [] }));
  github.settle((now) => ({
    ...now,
    pulls: now.pulls.map((pull) => ({ ...pull, containsPublished: true })),
  }));
  expect(github.task(1).state).toBe("review");
  expect(checkOf(github, "protected")).toMatch(/^IN_PROGRESS|^pending/);
});

test("a gate that failed too often: the task leaves its escalation and is judged again", () => {
  const github = published("docs/a.md");
  github.claim(1);
  github.end(1, { kind: "published", paths: ["docs/a.md"] });
  github.settle();
  expect(github.task(1).state).toBe("escalated");
  github.say(1, "/override boundaries because the docs belong to it", mira);
  github.settle();
  expect(github.task(1)).toMatchObject({ state: "ready", next: null, feedback: [] });
  expect(checkOf(github, "boundaries")).toContain("outside ethereum's reach");
});

test("a gate that failed, while the task is held back: no further attempt is made, and none is counted", () => {
  const github = paperGitHub(rules);
  github.open(1, "", "agent:ethereum");
  github.settle();
  github.claim(1);
  github.say(1, "/hold", mira);
  github.end(1, { kind: "published", paths: ["docs/a.md"] });
  github.settle();
  expect(github.task(1)).toMatchObject({ state: "failed", reworks: 1 });
  github.say(1, "/override boundaries because x", mira);
  github.say(1, "/unhold", mira);
  github.settle();
  expect(github.task(1)).toMatchObject({ state: "ready", reworks: 0, attempt: { n: 1 } });
});

test("while an agent is at work it is refused, with what to do", () => {
  const github = published("docs/a.md");
  expect(github.task(1).state).toBe("working");
  github.say(1, "/override boundaries because x", mira);
  github.settle();
  expect(github.task(1).overrides).toEqual([]);
  expect(said(github).at(-1)).toContain("ethereum is at work on attempt 2");
});

test("C1: who may write but does not maintain answers for nothing", () => {
  const github = published("servers/eth/package.json");
  github.say(1, "/override protected because x", noor);
  github.settle();
  expect(github.task(1)).toMatchObject({ state: "review", overrides: [] });
  expect(said(github).at(-1)).toContain("needs maintain access");
});

test("G4: a change that could not be read in full is passed by nobody's word", () => {
  const github = published("servers/eth/a.js");
  const { head } = pullOf(github);
  github.showChanges(head, null);
  github.say(1, "/hold", mira);
  github.setConfig(`${rules}# read again\n`);
  github.settle();
  expect(checkOf(github, "boundaries")).toMatch(/^failure/);
  github.say(1, "/override boundaries because x", mira);
  github.settle();
  expect(checkOf(github, "boundaries")).toMatch(/^failure/);
  expect(github.task(1).state).not.toBe("ready");
});

test("INV-4: a ledger that is lost takes the override with it, and the gate judges again", () => {
  const github = published("servers/eth/package.json");
  github.say(1, "/override protected because x", mira);
  github.settle();
  const task = github.task(1);
  github.setFile("tasks/1.json", JSON.stringify({ ...task, overrides: [] }));
  github.settle();
  expect(github.task(1).state).toBe("review");
  expect(checkOf(github, "ready")).toContain("Waits for: protected");
});

test("a gate that is not required is judged and shown, and stops nothing", () => {
  const github = published("docs/a.md", `${rules}gates: { require: [protected] }\n`);
  expect(github.task(1).state).toBe("ready");
  expect(checkOf(github, "boundaries")).toMatch(/^failure: Failed: docs/);
  expect(checkOf(github, "boundaries")).toContain("`gates.require` leaves this gate out");
  expect(checkOf(github, "boundaries")).not.toContain("may be merged");
  expect(checkOf(github, "ready")).toMatch(/^success/);
  expect(checkOf(github, "ready")).not.toContain("boundaries");
});

/** Holes that a hostile review found, each held shut: success without a judgement, two holders of one path, work that cannot go on. */
import { expect, test } from "vitest";
import { hasOpenAttempt } from "../../src/ledger/task.ts";
import { reachOfTasks } from "../../src/planning/task-reach.ts";
import { overlap } from "../../src/scope/overlap.ts";
import { configOf, mira, noor, reviewOf } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const rules = `
agents:
  ethereum: { allow: ["servers/eth/**"], runner: scripted }
  docs: { allow: ["docs/**"], runner: scripted }
merge: { approvals: 0 }
`;

const eve = { login: "eve", id: 666, bot: false } as const;

/** A task of ethereum, published and in review; its pull request. */
function published(config = rules): { github: PaperGitHub; pull: number } {
  const github = paperGitHub(config);
  github.open(1, "", "agent:ethereum");
  github.settle();
  github.claim(1);
  github.end(1, { kind: "published", paths: ["servers/eth/a.js"] });
  github.settle();
  return { github, pull: github.pulls()[0]?.number ?? 0 };
}

function conclusions(github: PaperGitHub): Record<string, string | null> {
  return Object.fromEntries(
    (github.pulls()[0]?.checks ?? []).map(({ name, conclusion }) => [name, conclusion]),
  );
}

// INV-4
test("an agent that the config does not name any more has no boundary, so nothing of it passes", () => {
  const { github } = published();
  expect(conclusions(github)).toMatchObject({
    "signalbox/boundaries": "success",
    "signalbox/ready": "success",
  });
  github.setConfig('agents: { docs: { allow: ["docs/**"], runner: scripted } }\nmerge: { approvals: 0 }\n');
  github.settle();
  expect(conclusions(github)).toMatchObject({ "signalbox/boundaries": null, "signalbox/ready": null });
  expect(github.issue(1).labels).toContain("status:review");
});

// INV-4
test("a pull request that was closed and opened again does not look ready while its task needs a person", () => {
  const { github, pull } = published();
  github.changePull(pull, () => ({ state: "closed" }));
  github.settle();
  github.changePull(pull, () => ({ state: "open" }));
  github.settle();
  expect(github.task(1).state).toBe("escalated");
  expect(conclusions(github)["signalbox/ready"]).not.toBe("success");
});

// INV-4
test("the pull request of a dropped task does not stay green", () => {
  const { github } = published();
  github.unlabel(1, "agent:ethereum", mira);
  github.settle();
  expect(github.ledger().tasks.has(1)).toBe(false);
  expect(conclusions(github)["signalbox/ready"]).toBe("failure");
});

// INV-3, R33
test("a config that gives two holders the same paths does not let both be at work", () => {
  const github = paperGitHub(rules);
  github.open(1, "", "agent:ethereum");
  github.open(2, "", "agent:docs");
  github.settle();
  github.claim(1);
  github.claim(2);
  github.end(1, { kind: "failed", summary: "x" });
  github.settle();
  const widened = rules.replace('"docs/**"', '"docs/**", "servers/eth/**"');
  github.setConfig(widened);
  github.wait(100);
  const { waits } = github.settle();
  const reach = reachOfTasks(configOf(widened));
  expect(overlap(reach(github.task(1)), reach(github.task(2))).kind).toBe("overlaps");
  expect([github.task(1), github.task(2)].filter(hasOpenAttempt)).toHaveLength(1);
  expect(waits.get(1)).toMatchObject({ kind: "lease", holder: 2 });
});

test("what was merged elsewhere gets a new pull request when a person asks for another chance", () => {
  const { github, pull } = published();
  github.changePull(pull, () => ({ base: "release" }));
  github.merge(pull);
  github.settle();
  expect(github.task(1).state).toBe("escalated");
  github.say(1, "/unblock bring it to main", mira);
  github.settle();
  github.claim(1);
  github.end(1, { kind: "published", paths: ["servers/eth/b.js"] });
  github.settle();
  expect(
    github
      .pulls()
      .map(({ state }) => state)
      .toSorted(),
  ).toEqual(["merged", "open"]);
});

test("G7: an objection counts even where no approval is asked for", () => {
  const { github, pull } = published();
  github.changePull(pull, ({ head }) => ({
    reviews: [reviewOf(noor, "changes_requested", { commit: head })],
  }));
  github.settle();
  expect(github.task(1).state).toBe("review");
  expect(conclusions(github)["signalbox/ready"]).not.toBe("success");
});

// A1
test("who may only triage cannot start a merged task again by taking its status off", () => {
  const { github, pull } = published();
  github.permit("eve", "triage");
  github.merge(pull);
  github.settle();
  github.unlabel(1, "status:done", eve);
  github.edit(1, { state: "open" });
  github.settle();
  expect(github.ledger().tasks.has(1)).toBe(false);
});

// INV-6, B05
test("an attempt of which no run ever shows is lost in the end, and a person is asked", () => {
  const github = paperGitHub(rules);
  github.open(1, "", "agent:ethereum");
  for (let minute = 0; minute < 90; minute += 1) {
    github.pass();
    github.dropRuns();
    github.wait(60);
  }
  github.settle();
  expect(github.task(1).state).toBe("escalated");
  expect(github.issue(1).comments[0]?.body).toContain("no run of it ever started");
});

// A7
test("what an agent asks acts nowhere on the card", () => {
  const github = paperGitHub(rules);
  github.open(1, "", "agent:ethereum");
  github.settle();
  github.claim(1);
  const text = "Is @torvalds <img src=x> [here](https://x.example)?";
  github.end(1, { kind: "blocked", summary: text, questions: [{ text, options: [] }] });
  github.settle();
  const card = github.issue(1).comments[0]?.body ?? "";
  expect(card).toContain("Is @");
  expect(card).not.toMatch(/@torvalds|(?<!\\)<img|(?<!\\)\[here/);
});

test("a body that would be too long for GitHub is cut, and its marker stays", () => {
  const github = paperGitHub(rules);
  github.open(
    1,
    `### Scope\n\n${"- `servers/eth/a.js`\n".repeat(2_000)}${Array.from({ length: 3_000 }, (_, n) => `- \`servers/eth/${n}/**\`\n`).join("")}`,
    "agent:ethereum",
  );
  github.settle();
  const card = github.issue(1).comments[0]?.body ?? "";
  expect(card.length).toBeLessThan(65_536);
  expect(card).toMatch(/<!-- signalbox:card task=1 -->$/);
});

// A2
test("a Scope section that says nothing readable is not taken for everything", () => {
  const github = paperGitHub(rules);
  github.open(1, "### Scope\n\n```\nservers/eth/a.js\n```\n", "agent:ethereum");
  const { waits } = github.settle();
  expect(github.task(1).state).toBe("queued");
  expect(waits.get(1)?.kind).toBe("scope");
});

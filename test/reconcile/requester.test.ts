/** Whether whoever asked for the work approves it. */
// R26
import { expect, test } from "vitest";
import type { Actor } from "../../src/domain/actor.ts";
import { mira, noor, reviewOf } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const rules = `
agents:
  ethereum: { allow: ["**"], runner: scripted }
merge: { approvals: 1 }
`;
const counting = rules.replace("approvals: 1", "approvals: 1, requester: counts");

/** A task that mira labelled, with its pull request published and approved by `by`. */
function approvedBy(
  by: Actor,
  { config = rules, path = "src/a.js", ask = label, alone = false } = {},
): PaperGitHub {
  const github = paperGitHub(config, alone);
  ask(github);
  github.settle();
  github.claim(1);
  github.end(1, { kind: "published", paths: [path] });
  github.settle();
  const [pull] = github.pulls();
  github.changePull(pull?.number ?? 0, ({ head }) => ({
    reviews: [reviewOf(by, "approved", { commit: head })],
  }));
  github.settle();
  return github;
}

function label(github: PaperGitHub): void {
  github.open(1, "", "agent:ethereum");
}

function command(github: PaperGitHub): void {
  github.open(1, "");
  github.say(1, "/assign ethereum", mira);
}

const ready = (github: PaperGitHub) =>
  github.pulls()[0]?.checks.find(({ name }) => name === "signalbox/ready");

test.each([label, command])(
  "G7: who gave the task to its agent (%o) does not approve it, and reads why",
  (ask) => {
    const github = approvedBy(mira, { ask });
    expect(github.task(1).requester).toEqual({ login: "mira", id: mira.id });
    expect(github.task(1).state).toBe("review");
    expect(ready(github)?.summary).toContain(
      "mira` asked for the work, so another person with write access approves",
    );
    expect(ready(github)?.summary).toContain("merge: { requester: counts }");
  },
);

test("G7: anybody else who may push approves it", () => {
  expect(approvedBy(noor).task(1).state).toBe("ready");
});

test("G7: where the config says that it counts, it does", () => {
  expect(approvedBy(mira, { config: counting }).task(1).state).toBe("ready");
});

test("G7: what needs a person's eyes needs another's than those of who asked for it", () => {
  const protectedBy = (github: PaperGitHub) =>
    github.pulls()[0]?.checks.find(({ name }) => name === "signalbox/protected")?.conclusion;
  expect(protectedBy(approvedBy(mira, { path: "package.json" }))).toBeNull();
  expect(protectedBy(approvedBy(mira, { path: "package.json", config: counting }))).toBe("success");
  expect(protectedBy(approvedBy(noor, { path: "package.json" }))).toBe("success");
});

test("G7: on a machine of one's own nobody else is there, so that it counts unless the config says otherwise", () => {
  expect(approvedBy(mira, { alone: true }).task(1).state).toBe("ready");
  const config = rules.replace("approvals: 1", "approvals: 1, requester: does-not-count");
  expect(approvedBy(mira, { alone: true, config }).task(1).state).toBe("review");
});

test("G7: who gives the task to another agent before it starts asked for the work", () => {
  const github = paperGitHub(
    `${rules}limits: { agents: 1 }\n`.replace("merge:", '  docs: { allow: ["docs/**"] }\nmerge:'),
  );
  github.open(1, "");
  github.say(1, "/hold", mira);
  github.say(1, "/assign docs", mira);
  github.pass();
  github.say(1, "/assign ethereum", noor);
  github.settle();
  expect(github.task(1).requester?.login).toBe("noor");
});

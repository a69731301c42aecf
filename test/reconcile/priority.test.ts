/** R15 R32: `/priority` and its label: who goes first where several could, and who may say so. */
import { expect, test } from "vitest";
import { parseMarker } from "../../src/domain/marker.ts";
import { mira, noor, self, twoAgents } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const eve = { login: "eve", id: 666, bot: false } as const;

/** What Signalbox answered to commands on an issue. */
function replies(github: PaperGitHub, issue: number): readonly string[] {
  return github
    .issue(issue)
    .comments.filter(({ author, body }) => author?.id === self.id && parseMarker(body)?.kind === "reply")
    .map(({ body }) => body);
}

/** Two tasks of the agent ethereum, which works on one at a time; the first has not started, because it is held. */
function two(): PaperGitHub {
  const github = paperGitHub(twoAgents);
  github.permit("eve", "read");
  github.open(1, "Scope: `servers/eth/a/**`", "agent:ethereum");
  github.open(2, "Scope: `servers/eth/b/**`", "agent:ethereum");
  github.say(1, "/hold");
  github.say(2, "/hold");
  github.settle();
  return github;
}

test("the sooner one starts first, though it is younger, and has its label", () => {
  const github = two();
  github.say(2, "/priority p0");
  github.say(1, "/unhold");
  github.say(2, "/unhold");
  github.settle();
  expect([github.task(1).state, github.task(2).state]).toEqual(["queued", "working"]);
  expect(github.issue(2).labels).toEqual(["agent:ethereum", "status:working", "priority:p0"]);
  expect(github.story).toContainEqual({
    kind: "changed",
    task: 2,
    agent: "ethereum",
    what: "priority p0, by mira",
  });
  expect(github.settle().effects).toEqual([]);
});

test("a label that may be set is the command; the one before comes off, and taking it off is the usual again", () => {
  const github = two();
  github.say(2, "/priority p3");
  github.settle();
  github.label(2, "priority:p1", noor);
  github.settle();
  expect(github.task(2).priority).toMatchObject({ level: "p1", by: "noor" });
  expect(github.issue(2).labels).toEqual(["agent:ethereum", "status:queued", "hold", "priority:p1"]);
  github.unlabel(2, "priority:p1", mira);
  github.settle();
  expect(github.task(2).priority).toMatchObject({ level: null, by: "mira" });
  expect(github.issue(2).labels).toEqual(["agent:ethereum", "status:queued", "hold"]);
  expect(github.settle().effects).toEqual([]);
});

test("A1: a label of one who may not set it is put right, in both directions", () => {
  const github = two();
  github.say(2, "/priority p1");
  github.settle();
  github.label(2, "priority:p0", eve);
  github.unlabel(2, "priority:p1", eve);
  github.label(1, "priority:p0", { login: "helper[bot]", id: 9, bot: true });
  github.settle();
  expect(github.task(2).priority).toMatchObject({ level: "p1", by: "mira" });
  expect(github.issue(2).labels).toContain("priority:p1");
  expect([...github.issue(1).labels, ...github.issue(2).labels]).not.toContain("priority:p0");
  expect(github.task(1).priority).toBeNull();
});

test("a label set before the assignment counts", () => {
  const github = paperGitHub(twoAgents);
  github.open(1);
  github.label(1, "priority:p0", noor);
  github.label(1, "agent:docs", mira);
  github.settle();
  expect(github.task(1).priority).toMatchObject({ level: "p0", by: "noor" });
});

test.each([
  ["/priority", "No priority was named"],
  ["/priority p4", "`p4` is no priority"],
  ["/priority urgent", "`urgent` is no priority"],
])("%s is refused with what to type", (said, why) => {
  const github = two();
  github.say(1, said);
  github.settle();
  expect(replies(github, 1).at(-1)).toContain(`${why}. Type \`/priority p1\``);
  expect(github.task(1).priority).toBeNull();
});

test("/estimate is kept, shown on the card, and refused with an example where it says nothing", () => {
  const github = two();
  github.say(1, "/estimate 3d");
  github.settle();
  expect(github.task(1).estimate).toMatchObject({ milliseconds: 259_200_000, by: "mira" });
  expect(
    github
      .issue(1)
      .comments.map(({ body }) => body)
      .join("\n"),
  ).toContain("| Estimate | 3d, said `@mira` |");
  github.say(1, "/estimate soon");
  github.settle();
  expect(replies(github, 1).at(-1)).toContain("`soon` is no time. Type one number and one unit");
  expect(github.task(1).estimate).toMatchObject({ milliseconds: 259_200_000 });
});

/** `/scope`: what a person may add to a task in hand, and what follows it: lease, gate, card, log. */
// B03
import { expect, test } from "vitest";
import { parseMarker } from "../../src/domain/marker.ts";
import { noor, self } from "../support/observation.ts";
import { type PaperGitHub, paperGitHub } from "../support/paper-github.ts";

const config = `
agents:
  ethereum: { allow: ["servers/eth/**", "shared/**"], forbid: ["shared/keys/**"], runner: scripted, capacity: 2 }
  docs: { allow: ["docs/**", "shared/**"], runner: scripted }
merge: { approvals: 0 }
`;

/** Task 1 of the agent ethereum, at work in `servers/eth/src/**`. */
function atWork(): PaperGitHub {
  const github = paperGitHub(config);
  github.open(1, "Scope: `servers/eth/src/**`", "agent:ethereum");
  github.settle();
  github.claim(1);
  return github;
}

function repliesTo(github: PaperGitHub, comment: number): string {
  return github
    .issue(1)
    .comments.filter(({ author, body }) => {
      const marker = parseMarker(body);
      return author?.id === self.id && marker?.kind === "reply" && marker.comment === comment;
    })
    .map(({ body }) => body)
    .join("\n");
}

function typed(github: PaperGitHub, text: string): string {
  const comment = github.say(1, text, noor);
  github.settle();
  return repliesTo(github, comment);
}

function cardOf(github: PaperGitHub): string {
  return github.issue(1).comments.find(({ body }) => parseMarker(body)?.kind === "card")?.body ?? "";
}

test("free paths inside of the boundary are added at once; card, log and gate follow", () => {
  const github = atWork();
  expect(typed(github, "/scope +`servers/eth/test/**` +shared/eth.js because the tool needs a test")).toBe(
    "",
  );
  expect(github.task(1)).toMatchObject({
    scope: ["servers/eth/src/**", "servers/eth/test/**", "shared/eth.js"],
    added: 2,
  });
  expect(cardOf(github)).toContain("`servers/eth/test/**`, `shared/eth.js`");
  expect(github.story).toContainEqual({
    kind: "rescoped",
    task: 1,
    agent: "ethereum",
    add: ["servers/eth/test/**", "shared/eth.js"],
    remove: [],
    because: "the tool needs a test",
    by: "noor",
  });
  github.end(1, { kind: "published", paths: ["servers/eth/src/a.js", "servers/eth/test/a.test.js"] });
  github.settle();
  expect(github.task(1).state).toBe("ready");
});

test("the lease follows: what was added is in nobody else's way any more only after it was taken away again", () => {
  const github = atWork();
  typed(github, "/scope +shared/api/** because the API moves");
  github.open(2, "Scope: `shared/api/**`", "agent:docs");
  expect(github.settle().waits.get(2)).toMatchObject({ kind: "lease", holder: 1 });
  typed(github, "/scope -shared/api/** because it stays where it is");
  expect(github.task(2).state).toBe("working");
});

test("what was judged by the wider scope is judged again by the narrower one", () => {
  const github = atWork();
  typed(github, "/scope +servers/eth/test/** because of tests");
  github.end(1, { kind: "published", paths: ["servers/eth/src/a.js", "servers/eth/test/a.test.js"] });
  github.settle();
  expect(github.task(1).state).toBe("ready");
  typed(github, "/scope -servers/eth/test/** because tests are another task");
  expect(github.task(1)).toMatchObject({ state: "working", attempt: { n: 2, cause: "rework" } });
  expect(github.task(1).feedback[0]).toContain("`/scope +servers/eth/test/a.test.js because …`");
});

test("what another task holds is added by itself when that one lets go; the wish waits on the card", () => {
  const github = atWork();
  github.open(2, "Scope: `shared/api/**`", "agent:docs");
  github.settle();
  expect(typed(github, "/scope +shared/** because the API moves")).toMatch(
    /`shared\/\*\*` is added by itself when #2 is merged or dropped: docs has that in hand \(both could touch `shared\/api\//,
  );
  expect(github.task(1).scope).toEqual(["servers/eth/src/**"]);
  expect(cardOf(github)).toContain("| Wants too | `shared/**` |");
  github.edit(2, { state: "completed" });
  github.settle();
  expect(github.task(1)).toMatchObject({
    scope: ["servers/eth/src/**", "shared/**"],
    amendments: [],
    added: 1,
  });
  expect(cardOf(github)).not.toContain("Wants too");
  expect(github.story).toContainEqual(expect.objectContaining({ kind: "rescoped", add: ["shared/**"] }));
});

test("a wish that left the boundary meanwhile ends, and the log says so", () => {
  const github = atWork();
  github.open(2, "Scope: `shared/api/**`", "agent:docs");
  github.settle();
  typed(github, "/scope +shared/api/** because the API moves");
  github.setConfig(config.replace('"servers/eth/**", "shared/**"', '"servers/eth/**"'));
  github.settle();
  expect(github.task(1)).toMatchObject({ scope: ["servers/eth/src/**"], amendments: [] });
  expect(github.story).toContainEqual(
    expect.objectContaining({ kind: "changed", what: expect.stringContaining("left the boundary") }),
  );
});

test.each([
  ["/scope", "Which paths, and why?"],
  ["/scope +shared/a.js", "Which paths, and why?"],
  ["/scope shared/a.js because x", "Which paths, and why?"],
  ["/scope +docs/** because x", "`docs/**` is not inside the boundary of ethereum (`docs/"],
  ["/scope +** because x", "not inside the boundary of ethereum"],
  ["/scope +shared/keys/** because x", "not inside the boundary of ethereum"],
  ["/scope +servers/eth/src/** because x", "is in this task's scope already"],
  ["/scope -docs/** because x", "is no glob of this task's scope, which is `servers/eth/src/**`"],
  ["/scope -servers/eth/src/** because x", "nothing would be left"],
  ["/scope +shared/{a,b} because x", "Not changed: `shared/{a,b}`:"],
  [
    "/scope +shared/1 +shared/2 +shared/3 +shared/4 +shared/5 +shared/6 because x",
    "5 globs may be added to a task that is in hand",
  ],
])("%s is refused, with the way on", (text, words) => {
  const github = atWork();
  expect(typed(github, text)).toContain(words);
  expect(github.task(1)).toMatchObject({ scope: ["servers/eth/src/**"], amendments: [] });
});

test("a maintainer's word is enough for more than a few; those that were added before count", () => {
  const github = atWork();
  typed(github, "/scope +shared/1 +shared/2 +shared/3 because x");
  expect(typed(github, "/scope +shared/4 +shared/5 +shared/6 because x")).toContain(
    "A maintainer can type it",
  );
  github.say(1, "/scope +shared/4 +shared/5 +shared/6 because x");
  github.settle();
  expect(github.task(1)).toMatchObject({ added: 6 });
});

test("a task that has not started follows its issue, and one without a scope has all of the boundary", () => {
  const github = paperGitHub(config);
  github.open(1, "Scope: `servers/eth/src/**`", "agent:ethereum");
  github.say(1, "/hold");
  github.settle();
  expect(typed(github, "/scope +shared/a because x")).toContain("Edit the Scope section of the issue");
  const whole = paperGitHub(config);
  whole.open(1, "", "agent:ethereum");
  whole.settle();
  expect(typed(whole, "/scope +shared/a because x")).toContain("all of the boundary of ethereum");
});

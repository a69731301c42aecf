/** `mode: gate` in this process: whose pull request is judged by what, and what cannot be judged. */
// R23
import { expect, test } from "vitest";
import { runAction } from "../../src/wiring/run-action.ts";
import { branch, type GateWorld, gateWorld, narrow, type Over } from "../action/gate-world.ts";
import { commitTo, tip } from "../support/branches.ts";

async function judge({ told }: GateWorld, number: number, over: Over = {}) {
  const { token, event, env } = await told(number, over);
  const input = { mode: "gate", token };
  const said: string[] = [];
  let summary = "";
  const code = await runAction(
    { input: (name) => input[name], env, event: JSON.stringify(event) },
    {
      mask: () => {},
      group: () => {},
      error: ({ what }) => said.push(`problem ${what}`),
      annotate: ({ level, title, place, message }) =>
        said.push(`${level} ${title} ${place?.file ?? "–"}:${place?.line ?? "–"} ${message}`),
      output: () => {},
      summary: async (markdown) => {
        summary = markdown;
      },
    },
  );
  return { code, said, summary };
}

test("what steers others waits for a person, red; once somebody with write access approved this commit, it is a warning", async () => {
  const shop = await gateWorld(narrow.replace('"src/**"', '"src/**", "package.json"'));
  await shop.mira("PATCH", "issues/1", { body: "Scope: `package.json`" });
  const number = await shop.pull({ "package.json": "{}\n" });
  const waits = await judge(shop, number);
  expect([waits.code, waits.said]).toEqual([1, [expect.stringContaining("error signalbox/protected")]]);
  expect(waits.summary).toContain("**Waits for a person: protected.** Run this again when");
  await shop.mira("POST", `pulls/${number}/reviews`, { event: "APPROVE" });
  const approved = await judge(shop, number);
  expect([approved.code, approved.said]).toEqual([
    0,
    [expect.stringContaining("warning signalbox/protected: dependencies package.json:–")],
  ]);
  await commitTo(shop.noor, branch, "package.json", '{ "scripts": {} }\n');
  expect((await judge(shop, number)).code).toBe(1);
});

test("G5: without a config on the default branch nothing is judged, and so nothing passes, a person's change neither", async () => {
  const shop = await gateWorld(null);
  const run = await judge(shop, await shop.pull({ ".github/signalbox.yml": narrow }, "noor/config"));
  expect([run.code, run.said]).toEqual([1, [expect.stringContaining("cannot be used: there is none.")]]);
  expect(run.summary).toContain("### Could not be judged");
});

test("G5: an invalid config on the default branch: nothing passes, whatever the head's says", async () => {
  const shop = await gateWorld("version: 1\nagents:\n  shopkeeper: { allow: 7 }\n");
  const run = await judge(shop, await shop.pull({ ".github/signalbox.yml": narrow }, "noor/config"));
  expect([run.code, run.said]).toEqual([1, [expect.stringContaining("cannot be used: ")]]);
});

test("G4: what could not be judged is red: an answer that does not come", async () => {
  const shop = await gateWorld();
  const number = await shop.pull({ "src/b.js": "2\n" });
  shop.fails([
    { route: "query OnePull", times: 9, when: "before", do: { kind: "status", status: 502, body: "{}" } },
  ]);
  const run = await judge(shop, number);
  expect([run.code, run.said]).toEqual([
    1,
    [expect.stringContaining("The pull request could not be judged: ")],
  ]);
});

test.each([
  ["an event of no pull request", { ref: "refs/heads/main" }, "The event is about no pull request"],
  [
    "a number that is none",
    { pull_request: { number: 99, head: { sha: "a" } } },
    "There is no pull request #99",
  ],
])("G4: %s is red, and says what to do", async (_what, event, words) => {
  const shop = await gateWorld();
  const run = await judge(shop, 2, { event, head: "a" });
  expect([run.code, run.said]).toEqual([1, [expect.stringContaining(words)]]);
});

test("G1: a run whose pull request moved on judges nothing: the verdict would stand at another commit", async () => {
  const shop = await gateWorld();
  const number = await shop.pull({ "docs/a.md": "# Mine\n" });
  const old = await tip(shop.noor, branch);
  await commitTo(shop.noor, branch, "docs/a.md", "# A\n");
  await commitTo(shop.noor, branch, "src/b.js", "2\n");
  const run = await judge(shop, number, { head: old });
  expect([run.code, run.said]).toEqual([
    1,
    [expect.stringContaining(`#${number} has moved on from ${old.slice(0, 7)}`)],
  ]);
});

test("numbers of checks are left to whoever reads checks: this job does not wait for them for ever, and says so", async () => {
  const metrics =
    "checks: { tests: ci/test }, metrics: [{ name: coverage, check: tests, file: c.json, path: total, min: 90 }]";
  const shop = await gateWorld(`${narrow}\ngates: { ${metrics} }\n`);
  const run = await judge(shop, await shop.pull({ "src/b.ts": "1;\n" }));
  expect([run.code, run.said]).toEqual([0, []]);
  expect(run.summary).toContain(
    "Left to the App, which sees checks and what else is open: `conflicts`, `metrics`.",
  );
});

test("G11: an entry of the merge queue is judged by its pull request", async () => {
  const shop = await gateWorld();
  const number = await shop.pull({ "docs/a.md": "# Mine\n" });
  const head_ref = `refs/heads/gh-readonly-queue/main/pr-${number}-${"a".repeat(40)}`;
  const run = await judge(shop, number, { event: { merge_group: { head_ref } } });
  expect([run.code, run.said]).toEqual([1, [expect.stringContaining("signalbox/boundaries")]]);
});

test("G10: a fork is no agent's place, whatever its branch is called: judged by every gate but boundaries, and says so", async () => {
  const shop = await gateWorld();
  const number = await shop.pull({ "docs/b.md": "console.log\n" });
  const pullRequest = {
    id: "PR_1",
    number,
    state: "OPEN",
    isDraft: false,
    title: "Greet",
    body: "",
    author: null,
    headRefName: branch,
    headRefOid: await tip(shop.noor, branch),
    isCrossRepository: true,
    baseRefName: "main",
    baseRefOid: await tip(shop.noor, "main"),
    mergedBy: null,
    mergeCommit: null,
    reviews: { pageInfo: { hasPreviousPage: false, startCursor: null }, nodes: [] },
  };
  shop.shows("query OnePull", { data: { repository: { pullRequest } } });
  const run = await judge(shop, number);
  expect(run.code).toBe(1);
  expect(run.said).toEqual([expect.stringContaining("error signalbox/content: no-console docs/b.md:1 ")]);
  expect(run.summary).toContain(`The branch \`${branch}\` is in a fork, and so no agent's`);
  expect(run.summary).not.toContain("boundaries\n");
});

test("a person's branch is judged by every gate but boundaries, and the summary says so", async () => {
  const shop = await gateWorld();
  const run = await judge(shop, await shop.pull({ "docs/b.md": "fine\n" }, "noor/docs"));
  expect([run.code, run.said]).toEqual([0, []]);
  expect(run.summary).toContain("The branch `noor/docs` is no agent's");
  expect(run.summary).not.toContain("boundaries\n");
});

test.each([
  [
    "agent/shopkeeper/greet",
    "problem The branch `agent/shopkeeper/greet` is named for an agent, but not for a task",
  ],
  ["agent/shopkeeper/99-greet", "problem The scope of task #99 could not be read"],
  ["agent/baker/1-greet", "error signalbox/boundaries: agent –:– the config names no agent `baker`"],
])("G4: of %s it is not known what it may touch: red", async (from, words) => {
  const shop = await gateWorld();
  const run = await judge(shop, await shop.pull({ "src/b.js": "2\n" }, from));
  expect([run.code, run.said]).toEqual([1, [expect.stringContaining(words)]]);
});

test("a scope in the issue counts within the boundary; one that cannot be read is red", async () => {
  const shop = await gateWorld();
  const number = await shop.pull({ "src/b.js": "2\n" });
  await shop.mira("PATCH", "issues/1", { body: "Scope: `src/only/**`" });
  expect((await judge(shop, number)).said).toEqual([
    expect.stringContaining("signalbox/boundaries: scope src/b.js"),
  ]);
  await shop.mira("PATCH", "issues/1", { body: "Scope: `src/{a,b}.js`" });
  expect((await judge(shop, number)).said).toEqual([
    expect.stringContaining("problem Issue #1 asks for a scope that cannot be used: `src/{a,b}.js`"),
  ]);
});

test("more findings than GitHub shows are counted in the last annotation, and all stand in the summary", async () => {
  const shop = await gateWorld();
  const run = await judge(shop, await shop.pull({ "src/b.js": "console.log();\n".repeat(25) }));
  expect(run.said).toHaveLength(10);
  expect(run.said.at(-1)).toMatch(/^error signalbox –:– and 16 more \(content 16\)\./);
  expect(run.summary).toContain("- `src/b.js` line 25: ");
});

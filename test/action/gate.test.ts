/** `mode: gate` from a bare folder, against the embedded GitHub: what a pull request's author and reviewers see. */
// R23
import { expect, test } from "vitest";
import { type FaultPlan, plan } from "../../src/local/faults/plan.ts";
import { commitTo, tip } from "../support/branches.ts";
import { type Call, type TestGitHub, testGitHub, valueAt } from "../support/embedded-github.ts";
import { runBareAction } from "./bare-action.ts";

const narrow = `version: 1
agents:
  shopkeeper: { allow: ["src/**"], runner: scripted }
content:
  - { name: no-console, forbid: 'console\\.log', message: Use the logger }
`;
const wide = narrow.replace('"src/**"', '"**"');

/** What README tells a job to have, and no more. */
const permissions = { contents: "read", pull_requests: "read", issues: "read" } as const;

let world: TestGitHub;
let noor: Call;
let faults: FaultPlan;

async function open(config = narrow): Promise<void> {
  faults = plan([]);
  world = await testGitHub(
    { ".github/signalbox.yml": config, "src/a.js": "1\n", "docs/a.md": "# A\n" },
    {
      
      faults: {
        meet: (passing) => faults.meet(passing),
        crash: () => faults.crash(),
        hits: () => faults.hits(),
      },
    },
  );
  world.github.seedUser("noor", "write");
  noor = world.as("noor");
  await world.as("mira")("POST", "issues", { title: "Greet", body: "Scope: `src/**`\n" });
}

const branch = "agent/shopkeeper/1-greet";

/** A pull request of these files, and its number. */
async function pull(files: Readonly<Record<string, string>>, from = branch): Promise<number> {
  for (const [path, text] of Object.entries(files)) await commitTo(noor, from, path, text);
  const opened = await noor("POST", "pulls", { title: "Greet", head: from, base: "main" });
  return Number(opened.json["number"]);
}

/** GitHub answers with this. */
function shows(body: string) {
  return { kind: "status", status: 200, headers: { "content-type": "application/json" }, body } as const;
}

interface Over {
  readonly token?: string;
  readonly event?: unknown;
  readonly head?: string;
}

async function judge(number: number, { token, event, head }: Over = {}) {
  const sha = head ?? String(valueAt((await noor("GET", `pulls/${number}`)).json, "head", "sha"));
  const run = await runBareAction({
    inputs: { mode: "gate", token: token ?? world.github.actionsToken(permissions) },
    event: event ?? {
      repository: { name: "multichain-mcp", owner: { login: "mira" } },
      pull_request: { number, head: { sha } },
    },
    env: {
      GITHUB_API_URL: world.github.url,
      GITHUB_REPOSITORY: "mira/multichain-mcp",
      GITHUB_EVENT_NAME: "pull_request",
    },
  });
  return { ...run, said: run.commands.filter((line) => !line.startsWith("::add-mask::")) };
}

test("a clean pull request exits 0, says what was judged, and that its check can be imitated; nothing is written", async () => {
  await open();
  const number = await pull({ "src/b.js": "2\n" });
  const before = world.github.requests;
  const run = await judge(number);
  expect([run.code, run.said]).toEqual([0, []]);
  expect(run.summary).toContain(`## Signalbox: \`mira/multichain-mcp\` #${number}`);
  expect(run.summary).toContain("by the config on `main`. Nothing is in the way.");
  expect(run.summary).toContain("**shopkeeper** works on #1 within `src/**`.");
  expect(run.summary).toContain("### ✅ boundaries\n\n1 path: every path is within reach");
  expect(run.summary).toContain(
    "can be imitated by every workflow of the repository that has `checks: write`",
  );
  expect(world.github.requests.writes).toBe(before.writes);
});

test("a refused one exits 1, with each finding at its file and line, and a section for each gate", async () => {
  await open();
  const number = await pull({ "docs/a.md": "# Mine\n", "src/b.js": "2\nconsole.log(2);\n" });
  const run = await judge(number);
  expect(run.code).toBe(1);
  expect(run.said).toEqual([
    expect.stringMatching(/^::error title=signalbox\/boundaries%3A allow,file=docs\/a\.md::.*`docs\/a\.md`/),
    "::error title=signalbox/content%3A no-console,file=src/b.js,line=2::`console.log` is forbidden by the rule `no-console` of `content`. Use the logger.",
  ]);
  expect(run.summary).toContain("**Failed: boundaries, content.**");
  expect(run.summary).toContain("### ❌ content\n\n- `src/b.js` line 2: `console.log` is forbidden");
  expect(run.summary).toContain("### ✅ secrets");
});

test("what steers others waits for a person, red; once somebody with write access approved this commit, it is a warning", async () => {
  await open(narrow.replace('"src/**"', '"src/**", "package.json"'));
  await world.as("mira")("PATCH", "issues/1", { body: "Scope: `package.json`" });
  const number = await pull({ "package.json": "{}\n" });
  const waits = await judge(number);
  expect([waits.code, waits.said]).toEqual([
    1,
    [expect.stringContaining("::error title=signalbox/protected")],
  ]);
  expect(waits.summary).toContain("**Waits for a person: protected.** Run this again when");
  await world.as("mira")("POST", `pulls/${number}/reviews`, { event: "APPROVE" });
  const approved = await judge(number);
  expect([approved.code, approved.said]).toEqual([
    0,
    [expect.stringContaining("::warning title=signalbox/protected%3A dependencies,file=package.json::")],
  ]);
});

test("G5: a config widened in the head changes nothing: the default branch's rules", async () => {
  await open();
  const number = await pull({ ".github/signalbox.yml": wide, "docs/a.md": "# Mine\n" });
  await world.as("mira")("PATCH", "issues/1", { body: "" });
  const run = await judge(number);
  expect(run.code).toBe(1);
  expect(run.said).toEqual(
    expect.arrayContaining([
      expect.stringContaining("boundaries%3A allow,file=docs/a.md"),
      expect.stringContaining("boundaries%3A allow,file=.github/signalbox.yml"),
    ]),
  );
});

test("G5: without a valid config on the default branch nothing is judged, and so nothing passes", async () => {
  await open("version: 1\nagents:\n  shopkeeper: { allow: 7 }\n");
  const run = await judge(await pull({ "src/b.js": "2\n" }));
  expect(run.code).toBe(1);
  expect(run.said).toEqual([
    expect.stringMatching(/^::error title=Signalbox,file=\.github\/signalbox\.yml,line=3::/),
  ]);
  expect(run.summary).toContain("### Could not be judged");
});

test("G4: a change that GitHub does not show in full fails", async () => {
  const body = JSON.stringify({ sha: "0".repeat(40), url: "", truncated: true, tree: [] });
  await open();
  const number = await pull({ "src/b.js": "2\n" });
  const route = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}";
  faults = plan([{ route, times: 9, when: "before", do: shows(body) }]);
  const run = await judge(number);
  expect(faults.hits()).not.toEqual([]);
  expect(run.code).toBe(1);
  expect(run.said[0]).toContain("::error title=signalbox/boundaries%3A unreadable::");
  expect(run.summary).not.toContain("✅");
});

test("G4: an answer that does not come ends red, and says what to do", async () => {
  await open();
  const number = await pull({ "src/b.js": "2\n" });
  const gone = { kind: "status", status: 502, body: "{}" } as const;
  faults = plan([{ route: "query OnePull", times: 9, when: "before", do: gone }]);
  const run = await judge(number);
  expect(run.code).toBe(1);
  expect(run.said).toEqual([expect.stringContaining("The pull request could not be judged: ")]);
});

test("G10: a fork is no agent's place, whatever its branch is called: judged by every gate but boundaries, and says so", async () => {
  await open();
  const number = await pull({ "docs/b.md": "console.log\n" });
  const head = await tip(noor, branch);
  const pullRequest = {
    id: "PR_1",
    number,
    state: "OPEN",
    isDraft: false,
    title: "Greet",
    body: "",
    author: null,
    headRefName: branch,
    headRefOid: head,
    isCrossRepository: true,
    baseRefName: "main",
    baseRefOid: await tip(noor, "main"),
    mergedBy: null,
    mergeCommit: null,
    reviews: { pageInfo: { hasPreviousPage: false, startCursor: null }, nodes: [] },
  };
  const body = JSON.stringify({ data: { repository: { pullRequest } } });
  faults = plan([{ route: "query OnePull", when: "before", do: shows(body) }]);
  const run = await judge(number);
  expect(run.code).toBe(1);
  expect(run.said).toEqual([expect.stringContaining("content%3A no-console,file=docs/b.md,line=1")]);
  expect(run.summary).toContain(`The branch \`${branch}\` is in a fork, and so no agent's`);
  expect(run.summary).not.toContain("boundaries\n");
});

test("a person's branch is judged by every gate but boundaries, and the summary says so", async () => {
  await open();
  const run = await judge(await pull({ "docs/b.md": "fine\n" }, "noor/docs"));
  expect([run.code, run.said]).toEqual([0, []]);
  expect(run.summary).toContain("The branch `noor/docs` is no agent's");
  expect(run.summary).not.toContain("boundaries\n");
});

test.each([
  ["agent/shopkeeper/greet", "is named for an agent, but not for a task"],
  ["agent/shopkeeper/99-greet", "The scope of task #99 could not be read"],
  ["agent/baker/1-greet", "boundaries%3A agent::the config names no agent `baker`"],
])("an agent's branch of which it is not known what it may touch is red: %s", async (from, words) => {
  await open();
  const run = await judge(await pull({ "src/b.js": "2\n" }, from));
  expect([run.code, run.said]).toEqual([1, [expect.stringContaining(words)]]);
});

test("G1: a run whose pull request moved on judges nothing: the verdict would stand at another commit", async () => {
  await open();
  const number = await pull({ "docs/a.md": "# Mine\n" });
  const old = await tip(noor, branch);
  await commitTo(noor, branch, "docs/a.md", "# A\n");
  const run = await judge(number, { head: old });
  expect([run.code, run.said]).toEqual([
    1,
    [expect.stringContaining(`#${number} has moved on from ${old.slice(0, 7)}`)],
  ]);
});

test("G11: an entry of the merge queue is judged by its pull request", async () => {
  await open();
  const number = await pull({ "docs/a.md": "# Mine\n" });
  const head_ref = `refs/heads/gh-readonly-queue/main/pr-${number}-${"a".repeat(40)}`;
  const run = await judge(number, { event: { merge_group: { head_ref } } });
  expect([run.code, run.said]).toEqual([1, [expect.stringContaining("signalbox/boundaries")]]);
});

test("without a token, and for an event of no pull request, it ends red and says what to do", async () => {
  await open();
  const none = await judge(2, { token: "", head: "a" });
  expect([none.code, none.said]).toEqual([1, [expect.stringContaining("The input `token` is empty.")]]);
  const push = await judge(2, { event: { ref: "refs/heads/main" }, head: "a" });
  expect([push.code, push.said]).toEqual([
    1,
    [expect.stringContaining("The event is about no pull request")],
  ]);
});

test("S7: a path is no command to the runner, and its annotation cannot be broken out of", async () => {
  await open();
  const number = await pull({ [`docs/${encodeURIComponent("%0A::error::owned,line=1.md")}`]: "1\n" });
  const run = await judge(number);
  expect(run.code).toBe(1);
  expect(run.said).toHaveLength(1);
  expect(run.said[0]).toContain("file=docs/%250A%3A%3Aerror%3A%3Aowned%2Cline=1.md::");
});

test("more findings than GitHub shows are counted in the last annotation, and all stand in the summary", async () => {
  await open();
  const number = await pull({ "src/b.js": "console.log();\n".repeat(25) });
  const run = await judge(number);
  expect(run.said).toHaveLength(10);
  expect(run.said.at(-1)).toMatch(/^::error title=signalbox::and 16 more \(content 16\)\./);
  expect(run.summary).toContain("- `src/b.js` line 25: ");
});

/** The Action from a bare folder, against the embedded GitHub: what it does there, and what a person then reads. */
import { once } from "node:events";
import { createServer } from "node:http";
import { Octokit } from "@octokit/rest";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { plan } from "../../src/local/faults/plan.ts";
import type { EmbeddedGitHubOptions } from "../../src/local/server.ts";
import { type TestGitHub, testGitHub } from "../support/embedded-github.ts";
import { runBareAction } from "./bare-action.ts";

const files = {
  ".github/signalbox.yml": `version: 1
agents:
  shopkeeper: { allow: ["src/**"], runner: scripted, capacity: 1 }
`,
  ".github/workflows/signalbox-agent.yml": `on: { workflow_dispatch: { inputs: { task: {}, attempt: {} } } }\n`,
  "README.md": "# Shop\n",
};

const at = { owner: "mira", repo: "shop" };

/** What Actions gives a job whose `permissions:` name these. */
const permissions = {
  actions: "write",
  checks: "write",
  contents: "write",
  issues: "write",
  pull_requests: "write",
} as const;

let world: TestGitHub;
let mira: Octokit;
let dispatched: readonly string[];

async function open(
  over: Readonly<Record<string, string>> = {},
  options: EmbeddedGitHubOptions = {},
): Promise<void> {
  const runs: string[] = [];
  world = await testGitHub(
    { ...files, ...over },
    {
      ...options,
      owner: at.owner,
      name: at.repo,
      startRun: ({ inputs }) => runs.push(`${inputs["task"]}/${inputs["attempt"]}`),
    },
  );
  dispatched = runs;
  mira = new Octokit({ baseUrl: world.github.url, auth: world.github.tokenOf("mira") });
}

/** Files an issue that asks for `src/…` and labels it for the agent. */
async function file(title: string, scope = "src/**"): Promise<number> {
  const { data } = await mira.rest.issues.create({ ...at, title, body: `Scope: \`${scope}\`\n` });
  await mira.rest.issues.addLabels({ ...at, issue_number: data.number, labels: ["agent:shopkeeper"] });
  return data.number;
}

function look(over: { token?: string; env?: Record<string, string>; event?: unknown } = {}) {
  return runBareAction({
    inputs: { mode: "reconcile", token: over.token ?? world.github.actionsToken(permissions) },
    event: over.event ?? {
      action: "labeled",
      repository: { name: "shop", owner: { login: "mira" } },
      issue: { number: 1 },
    },
    env: {
      GITHUB_API_URL: over.env?.["GITHUB_API_URL"] ?? world.github.url,
      GITHUB_SERVER_URL: "https://github.example",
      GITHUB_REPOSITORY: "mira/shop",
      GITHUB_EVENT_NAME: "issues",
      ...over.env,
    },
  });
}

// R47
test("a labelled issue is accepted: card, labels, ledger and dispatch are there, and the summary tells", async () => {
  await open();
  await file("Greet the customer");
  await file("Thank the customer");
  const run = await look();
  expect(run.code).toBe(0);

  expect(await labelsOf(1)).toEqual(["agent:shopkeeper", "status:working"]);
  expect(await labelsOf(2)).toEqual(["agent:shopkeeper", "status:queued"]);
  expect((await saidOn(1)).map(({ by }) => by)).toEqual(["github-actions[bot]"]);
  expect((await saidOn(1))[0]?.body).toContain("signalbox:card task=1");
  expect(dispatched).toEqual(["1/1"]);
  const ledger = await mira.rest.repos.getBranch({ ...at, branch: "signalbox/ledger" });
  expect(ledger.data.commit.commit.message).toContain("[AGENT shopkeeper] #1 accepted from mira");

  expect(run.summary).toContain("Woken by `issues`. Looked 2 times, until nothing was left to write.");
  expect(run.summary).toContain("#1 accepted from mira: Greet the customer");
  expect(run.summary).toContain("- start attempt 1 of shopkeeper at #1");
  expect(run.summary).toContain(
    "- [#2](https://github.example/mira/shop/issues/2) waits until shopkeeper is free (1 of 1 at work).",
  );
  // Two labels made, two tasks labelled, two cards, a dispatch, and one commit of the ledger.
  expect(run.outputs).toEqual({ writes: "8", waits: "2" });

  // E12
  const again = await look({ event: { schedule: "*/10 * * * *" } });
  expect(again.summary).toContain("Looked once, and there was nothing to write.");
  expect([again.code, again.outputs]).toEqual([0, { writes: "0", waits: "2" }]);
  expect(await saidOn(1)).toHaveLength(1);
  expect(dispatched).toEqual(["1/1"]);
});

// S6
test("S7: what strangers write is no command to the runner, no Markdown in the summary; the token is masked before all else", async () => {
  await open();
  const title = "::error::owned ##[add-mask]a <img src=x onerror=y> @noor **bold** [x](http://x)";
  await file(title);
  const token = world.github.actionsToken(permissions);
  const run = await look({ token });
  expect(run.code).toBe(0);
  expect(run.commands).toEqual([`::add-mask::${token}`]);
  expect(run.log.startsWith(`::add-mask::${token}`)).toBe(true);
  expect(run.log.split(token)).toHaveLength(2);
  expect(run.summary).not.toContain(token);
  expect(run.summary).toContain("owned");
  expect(run.summary).not.toMatch(/(?<!\\)<img|(?<!\\)\*\*bold|@noor|(?<!\\)\[x\]\(/);
});

// R47
test("without a token it ends red, says what to do, and asks GitHub nothing", async () => {
  await open();
  const before = world.github.requests;
  const run = await look({ token: "" });
  expect(run.code).toBe(1);
  expect(run.commands).toEqual([
    expect.stringMatching(/^::error title=Signalbox::The input `token` is empty\. Leave it out/),
  ]);
  expect(run.summary).toContain("### Needs a person");
  expect(run.summary).toContain("Nothing was done.");
  expect(world.github.requests).toEqual(before);
});

test("a mode that there is not is refused, naming what there is", async () => {
  const run = await runBareAction({
    inputs: { mode: "publish", token: "ghs_x" },
    env: { GITHUB_REPOSITORY: "mira/shop" },
  });
  expect(run.code).toBe(1);
  expect(run.commands).toEqual([
    "::error title=Signalbox::There is no mode publish. Write one of `reconcile`, `gate` behind `mode:`, or leave it out.",
  ]);
});

// R47
test("a look that throws ends red: GitHub cannot be reached", async () => {
  const gone = await silentServer();
  await gone.close();
  const token = "ghs_1_x.y.z";
  const run = await look({ token, env: { GITHUB_API_URL: gone.url } });
  expect(run.code).toBe(1);
  expect(run.commands).toEqual([
    `::add-mask::${token}`,
    expect.stringMatching(
      /^::error title=Signalbox::The look at the repository failed: .*the next run looks again\.$/,
    ),
  ]);
  expect(run.summary).toContain("### Needs a person");
});

test("a config that cannot be used ends red, with the place in the file; the commit is told too", async () => {
  await open({ ".github/signalbox.yml": "version: 1\nagents:\n  shopkeeper: { allow: 7 }\n" });
  const run = await look();
  expect(run.code).toBe(1);
  expect(run.commands.at(-1)).toMatch(
    /^::error title=Signalbox,file=\.github\/signalbox\.yml,line=3::The config/,
  );
  const { data } = await mira.rest.checks.listForRef({ ...at, ref: "main" });
  expect(data.check_runs.map(({ name, conclusion }) => `${name} ${conclusion}`)).toEqual([
    "signalbox/config failure",
  ]);
});

test("what GitHub refuses ends red, and names the permission that is missing", async () => {
  await open();
  await file("Greet the customer");
  const run = await look({ token: world.github.actionsToken({ ...permissions, actions: "read" }) });
  expect(run.code).toBe(1);
  expect(run.commands.slice(1)).toEqual([expect.stringContaining("Resource not accessible by integration")]);
  expect(run.commands[1]).toContain("Add `actions: write` to the job's `permissions:`.");
  expect(run.summary).toContain("start attempt 1 of shopkeeper at #1");
  expect(dispatched).toEqual([]);
});

test("E2: an answer that got lost ends red; the next run finds that it was done, and repeats nothing", async () => {
  const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
  const faults = plan([{ route, when: "afterCommit", do: { kind: "reset" } }]);
  await open({}, { faults });
  await file("Greet the customer");
  const run = await look();
  expect(faults.hits()).toMatchObject([{ times: 1 }]);
  expect(run.code).toBe(1);
  expect(run.commands.slice(1)).toEqual([
    expect.stringMatching(/It is not known whether this was done: comment on #1\..*Start the workflow again/),
  ]);
  expect((await look()).code).toBe(0);
  expect(await saidOn(1)).toHaveLength(1);
  expect(dispatched).toEqual(["1/1"]);
});

test("a token that may not even write the ledger ends red, and names all that the job needs", async () => {
  await open();
  await file("Greet the customer");
  const run = await look({ token: world.github.actionsToken({ ...permissions, contents: "read" }) });
  expect(run.code).toBe(1);
  expect(run.commands.at(-1)).toContain(
    "The job needs `permissions:` `actions: write`, `checks: write`, `contents: write`, `issues: write`, `pull-requests: write`.",
  );
  expect(await labelsOf(1)).toEqual(["agent:shopkeeper"]);
});

test("a person's token is refused before anything is written", async () => {
  await open();
  await file("Greet the customer");
  const before = world.github.requests.writes;
  const run = await look({ token: world.github.tokenOf("mira") });
  expect(run.code).toBe(1);
  expect(run.commands.at(-1)).toContain("the token belongs to mira");
  expect(world.github.requests.writes).toBe(before);
});

test("S10: what nobody caught ends red too", async () => {
  const silent = await silentServer();
  // Breaks a promise as soon as the Action has begun.
  const lost = `const timer = setInterval(() => {
    if (process.listenerCount("unhandledRejection") === 0) return;
    clearInterval(timer);
    Promise.reject(new Error("lost"));
  }, 1);`;
  const run = await look({
    token: "ghs_1_x.y.z",
    env: {
      GITHUB_API_URL: silent.url,
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(lost)}`,
    },
  });
  expect(run.code).toBe(1);
  expect(run.commands.at(-1)).toMatch(/^::error title=Signalbox::The look at the repository failed: lost\./);
});

/** Takes connections and never says a word. */
async function silentServer(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(() => {});
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const close = async () => {
    server.closeAllConnections();
    if (server.listening) await once(server.close(), "close");
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${port}`, close };
}

async function labelsOf(issue: number): Promise<readonly string[]> {
  const { data } = await mira.rest.issues.get({ ...at, issue_number: issue });
  return data.labels.map((label) => (typeof label === "string" ? label : (label.name ?? ""))).toSorted();
}

async function saidOn(issue: number): Promise<readonly { by: string | undefined; body: string }[]> {
  const { data } = await mira.rest.issues.listComments({ ...at, issue_number: issue });
  return data.map(({ user, body }) => ({ by: user?.login, body: body ?? "" }));
}

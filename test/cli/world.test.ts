/** R50: `status`, `why` and `reconcile` on a world in a folder, and on a repository of a GitHub that a token opens. */
import { expect, test } from "vitest";
import { createAppTokens } from "../../src/wiring/app-tokens.ts";
import { openScene, owner, repo, type Scene } from "../support/scene.ts";
import { script, writes } from "../support/scripts.ts";
import { type Seen, signalbox } from "./terminal.ts";

const config = `
agents:
  shopkeeper: { allow: ["src/**"], runner: scripted }
  writer: { allow: ["docs/**"], runner: scripted }
`;

const scripts = { "Greet the customer": script(writes({ "src/greet.js": "export const hello = 1;\n" })) };

/** #1 waits for a person at its pull request, #2 depends on it. */
async function shop(): Promise<Scene> {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  await mira.openIssue("Greet the customer", "", ["agent:shopkeeper"]);
  await mira.openIssue("Describe the greeting", "Depends on #1", ["agent:writer"]);
  await scene.quiet();
  return scene;
}

/** The world's folder, with nobody at work in it. */
async function folder(scene: Scene): Promise<string> {
  await scene.close();
  return scene.github.dir;
}

/** As in a job that holds an installation token of the App. */
async function appDesk({ github, clock }: Scene) {
  const { id: appId, privateKey, installationId } = github.app;
  const credentials = { baseUrl: github.url, appId, privateKey, installationId, repositoryName: repo, clock };
  return {
    env: { GITHUB_API_URL: github.url, GITHUB_TOKEN: await createAppTokens(credentials).orchestrator() },
  };
}

function personalDesk({ github }: Scene, login: string) {
  return { env: { GITHUB_API_URL: github.url, GITHUB_TOKEN: github.tokenOf(login) } };
}

const approval = "waits for approvals (0 of 1 for this commit; a person with write access approves).";
const dependency = "waits for #1, on which it depends. It starts when #1 is done.";
const statusShown = [
  expect.stringMatching(/^#1 {2}review {2}shopkeeper {2}Greet the customer/),
  `    ${approval}`,
  "#2  queued  writer  Describe the greeting",
  `    ${dependency}`,
];

/** What the command printed, line by line; it must have gone well. */
function linesOf({ code, out, err }: Seen): string[] {
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out.split("\n");
}

// B17, first form: every open task says why it does not move.
test("status shows each open task and what it waits for", async () => {
  const dir = await folder(await shop());
  expect(linesOf(await signalbox(["status", "--dir", dir]))).toEqual(statusShown);
  expect(linesOf(await signalbox(["status"], { cwd: dir }))).toEqual(statusShown);

  const { code, out, err } = await signalbox(["status", "--dir", dir, "--json"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(JSON.parse(out)).toMatchObject({
    tasks: [
      {
        number: 1,
        title: "Greet the customer",
        agent: "shopkeeper",
        state: "review",
        attempt: 1,
        why: approval,
      },
      {
        number: 2,
        title: "Describe the greeting",
        agent: "writer",
        state: "queued",
        attempt: 0,
        why: dependency,
      },
    ],
    problems: [],
  });
});

// B17
test("why explains one task; of an issue that is no open task it says so, exit 1", async () => {
  const dir = await folder(await shop());
  expect(await signalbox(["why", "2", "--dir", dir])).toEqual({ code: 0, out: `#2 ${dependency}`, err: "" });
  expect(await signalbox(["why", "#2", "--dir", dir])).toMatchObject({ code: 0, out: `#2 ${dependency}` });
  const { code, out } = await signalbox(["why", "2", "--dir", dir, "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    number: 2,
    state: "queued",
    wait: { kind: "dependency", on: 1, state: "open" },
    text: `#2 ${dependency}`,
  });
  expect(await signalbox(["why", "9", "--dir", dir])).toMatchObject({
    code: 1,
    out: "#9 is not an open task.",
  });
});

// B17
test("`/why` on the issue and `signalbox why` give the same explanation", async () => {
  const scene = await shop();
  const mira = scene.as("mira");
  const asked = [await mira.comment(1, "/why"), await mira.comment(2, "/why")];
  await scene.quiet();
  const answers = await Promise.all(
    asked.map(async (comment, at) => {
      const mark = `<!-- signalbox:reply comment=${comment} -->`;
      const answer = (await scene.said(at + 1)).find((body) => body.endsWith(mark));
      return answer?.replace(mark, "").trim();
    }),
  );
  expect(answers).toEqual([`#1 ${approval}`, `#2 ${dependency}`]);
  const dir = await folder(scene);
  for (const [at, answer] of answers.entries())
    expect(await signalbox(["why", String(at + 1), "--dir", dir])).toEqual({ code: 0, out: answer, err: "" });
});

// A converged system makes no writes.
test("E12: reconcile in a folder where everything is as wanted makes 0 writes", async () => {
  const dir = await folder(await shop());
  const { code, out, err } = await signalbox(["reconcile", "--dir", dir]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out.split("\n")).toEqual([
    "0 writes made.",
    `  waits   #1 ${approval}`,
    `  waits   #2 ${dependency}`,
  ]);
});

test("over GitHub, status and why answer with a personal token", async () => {
  const scene = await shop();
  scene.github.seedUser("rika", "read");
  const desk = personalDesk(scene, "rika");
  const before = scene.github.requests;
  const at = ["--repo", `${owner}/${repo}`];
  expect(linesOf(await signalbox(["status", ...at], desk))).toEqual(statusShown);
  expect(await signalbox(["why", "2", ...at], desk)).toMatchObject({ code: 0, out: `#2 ${dependency}` });
  expect(scene.github.requests.writes).toBe(before.writes);
});

test("over GitHub, a repository that the token does not open: exit 3", async () => {
  const scene = await shop();
  const desk = personalDesk(scene, "mira");
  const { code, out, err } = await signalbox(["status", "--repo", "mira/unknown"], desk);
  expect({ code, out }).toEqual({ code: 3, out: "" });
  expect(err).toMatch(/^signalbox status failed: /);
});

test("reconcile --dry-run prints the decision and changes nothing; without it, the same is done", async () => {
  const scene = await shop();
  // Nobody hears of this approval: the webhook is lost, so there is something to decide.
  scene.github.setWebhook(null);
  scene.github.seedUser("noor", "write");
  await scene.as("noor").approve(3);
  const desk = await appDesk(scene);
  const at = ["--repo", `${owner}/${repo}`];
  const { writes } = scene.github.requests;
  const ledger = await scene.git("rev-parse", "signalbox/ledger");

  const dry = await signalbox(["reconcile", "--dry-run", ...at], desk);
  expect({ code: dry.code, err: dry.err }).toEqual({ code: 0, err: "" });
  expect(dry.out).toMatch(
    /^Dry run: \d+ writes would be made\.\n {2}log {5}\[AGENT shopkeeper\] #1 is ready/,
  );
  expect(dry.out).toContain("label #1: +status:ready -status:review");
  expect(scene.github.requests.writes).toBe(writes);
  expect(await scene.git("rev-parse", "signalbox/ledger")).toBe(ledger);
  expect((await scene.issue(1)).labels).toContain("status:review");

  const asData = await signalbox(["reconcile", "--dry-run", "--json", ...at], desk);
  expect(JSON.parse(asData.out)).toMatchObject({
    dryRun: true,
    ledger: { written: expect.arrayContaining(["tasks/1.json"]), deleted: [] },
    log: ["[AGENT shopkeeper] #1 is ready to merge: #3"],
    results: [],
  });
  expect(scene.github.requests.writes).toBe(writes);

  const real = await signalbox(["reconcile", ...at], desk);
  expect(real).toMatchObject({ code: 0, err: "" });
  expect((await scene.issue(1)).labels).toContain("status:ready");
  const again = await signalbox(["reconcile", ...at], desk);
  expect(again.out).toMatch(/^0 writes made\./);
});

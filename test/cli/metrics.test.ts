/** R45, R50: `signalbox metrics` on a world in a folder and on a repository of a GitHub that a token opens. */
import { expect, test } from "vitest";
import { openScene, owner, repo, type Scene } from "../support/scene.ts";
import { asks, script, writes } from "../support/scripts.ts";
import { signalbox } from "./terminal.ts";

const config = `
agents:
  shopkeeper: { allow: ["src/**"], runner: scripted }
  writer: { allow: ["docs/**"], runner: scripted, capacity: 2 }
gates: { require: [boundaries] }
merge: { approvals: 0 }
limits: { agents: 4 }
`;

const scripts = {
  // The first attempt strays out of its reach, the second puts it right.
  "Greet the customer": script(writes({ "docs/greeting.md": "Hello\n" }), writes({ "src/greet.js": "1;\n" })),
  "Describe the greeting": script(asks("Formal or not?"), writes({ "docs/greeting.md": "Good day\n" })),
};

/** #1 (pull request #2) needs two attempts and is merged; #3 asks, gets its answer and is merged too; #5 is given up. */
async function shop(): Promise<Scene> {
  const scene = await openScene({ config, scripts });
  const mira = scene.as("mira");
  await mira.openIssue("Greet the customer", "", ["agent:shopkeeper"]);
  await scene.quiet();
  await mira.merge(2);
  await mira.openIssue("Describe the greeting", "", ["agent:writer"]);
  await scene.quiet();
  await mira.comment(3, "/unblock b1 formal");
  await scene.quiet();
  await mira.merge(4);
  await mira.openIssue("Nobody can say what", "Depends on #99", ["agent:writer"]);
  await scene.quiet();
  await mira.close(5);
  await scene.quiet();
  return scene;
}

/** Counted by hand from what the people and the agents do above. */
const counted = {
  tasks: { accepted: 3, merged: 2, dropped: 1, open: 0 },
  firstPass: { judged: 2, passed: 1, rate: 0.5 },
  rework: { attempts: 4, reworks: 1, rate: 0.25 },
  caught: { outside: 1, unfit: 0, empty: 0, rules: [{ rule: expect.any(String), places: 1 }], sentBack: 0 },
  blockers: { raised: 1, answered: 1, open: 0 },
  interventions: { answers: 1, holds: 0, overrides: 0, escalations: 0, perTask: 0.5 },
  clean: { tasks: 1, rate: 0.5 },
  // Three places of the agents, and four that the repository allows.
  utilisation: { most: 1, places: 3 },
  unreadable: [],
};

// R45
test("counted from the ledger's history: over GitHub, in a folder, as data and in words", async () => {
  const scene = await shop();
  const { github } = scene;
  github.seedUser("rika", "read");
  const env = { GITHUB_API_URL: github.url, GITHUB_TOKEN: github.tokenOf("rika") };
  const { writes } = github.requests;
  const afar = await signalbox(["metrics", "--repo", `${owner}/${repo}`, "--json"], { env });
  expect(afar).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(afar.out)).toMatchObject(counted);
  expect(github.requests.writes).toBe(writes);
  await scene.close();

  // The same history gives the same numbers, wherever it is read.
  expect(await signalbox(["metrics", "--dir", github.dir, "--json"])).toEqual(afar);
  expect(await signalbox(["metrics", "--json"], { cwd: github.dir })).toEqual(afar);

  const told = await signalbox(["metrics", "--dir", github.dir]);
  expect(told).toMatchObject({ code: 0, err: "" });
  const lines = told.out.split("\n");
  expect(lines[0]).toMatch(
    /^\d{4}(-\d\d){2} \d\d:\d\d UTC to .*, counted from the history of signalbox\/ledger$/,
  );
  expect(lines[1]).toBe("3 tasks accepted, 2 merged, 1 dropped; 0 open now");
  expect(lines).toContain("First pass        50 %");
  expect(lines).toContain("Rework            25 %");
  expect(lines).toContain("Caught            1 patch refused, 0 pull requests sent back");
  expect(lines).toContain("Clean completion  50 %");
  expect(lines).toContain("Cost              not shown");

  // "Since" means until now.
  const week = await signalbox(["metrics", "--dir", github.dir, "--json", "--since", "7d"]);
  expect(JSON.parse(week.out)).toMatchObject(counted);
  const span = Date.parse(JSON.parse(week.out).until) - Date.parse(JSON.parse(week.out).since);
  expect(span).toBeGreaterThanOrEqual(7 * 86_400_000);
});

test("a world in which nothing happened yet says what starts a task", async () => {
  const scene = await openScene({ config });
  await scene.close();
  expect(await signalbox(["metrics", "--dir", scene.github.dir])).toEqual({
    code: 0,
    out: "Nothing is recorded of any task on signalbox/ledger for that time. Label an issue `agent:<id>` to start one.",
    err: "",
  });
});

test("--since a day that is still to come: exit 2", async () => {
  const { code, out, err } = await signalbox(["metrics", "--since", "2999-01-01"]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("--since 2999-01-01 is in the future, where nothing has happened yet");
});

test.each(["yesterday", "7", "2026-02-30"])(
  "--since %s is no moment: what it takes, exit 2",
  async (since) => {
    const { code, out, err } = await signalbox(["metrics", "--since", since]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("--since takes a day (2026-11-20), a time (2026-11-20T14:00Z) or how long ago");
    expect(err).toContain(`but was given ${since}`);
  },
);

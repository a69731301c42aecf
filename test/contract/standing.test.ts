/** What stands in the repository: the config and the ledger, also when GitHub shows them only in part. */
import { expect, test } from "vitest";
import { createObserver } from "../../src/github/observe.ts";
import { twoAgents as config } from "../support/observation.ts";
import { about, blob, check, issue, recent, rollup, standing } from "./answers.ts";
import { address, type MockedGitHub, mockedGitHub } from "./mocked-github.ts";

function observing({ client }: MockedGitHub) {
  return createObserver({ client, repository: address, now: () => new Date("2026-11-21T12:00:00Z") });
}

// S5: left out, the task would look as if it had never been.
test.each([
  ["binary", blob(null)],
  ["cut short", blob('{ "v": 1', { isTruncated: true })],
])("E6: a ledger file that is %s is there, and cannot be read", async (_name, object) => {
  const github = mockedGitHub();
  github.graphql(
    about(
      standing({
        config,
        entries: [
          { name: "12.json", object },
          { name: "old", object: {} },
        ],
      }),
    ),
  );
  github.graphql(about(recent([])));
  const { ledger } = await observing(github)();
  expect(() => JSON.parse(ledger?.files.get("tasks/12.json") ?? "{}")).toThrow();
  expect(ledger?.files.has("tasks/old")).toBe(false);
});

const configChecks = `commits/${"c".repeat(40)}/check-runs?check_name=signalbox%2Fconfig&per_page=100`;

test("a config that is wrong is reported once for each commit", async () => {
  const github = mockedGitHub();
  github.graphql(about(standing({ config: "version: 2" })));
  github.graphql(about(recent([])));
  const own = { id: 1, name: "signalbox/config", app: { slug: "signalbox" } };
  github.on("GET", configChecks, { status: 200, json: { total_count: 1, check_runs: [own] } });
  expect((await observing(github)()).configReported).toBe(true);
});

test.each([
  ["a symlink", { mode: 0o120000, object: blob("../config.yml") }],
  ["a folder", { mode: 0o040000, object: {} }],
  ["binary", { mode: 0o100644, object: blob(null) }],
  ["cut short", { mode: 0o100644, object: blob(config, { isTruncated: true }) }],
])("G5 G6: a config that is %s is there, and cannot be read", async (_name, file) => {
  const github = mockedGitHub();
  const target = { oid: "c".repeat(40), config: file, workflow: null };
  github.graphql(about({ ...standing({ config }), defaultBranchRef: { name: "main", target } }));
  github.graphql(about(recent([])));
  const forged = { id: 1, name: "signalbox/config", app: { slug: "github-actions" } };
  github.on("GET", configChecks, { status: 200, json: { total_count: 1, check_runs: [forged] } });
  const observation = await observing(github)();
  expect(observation.configReported).toBe(false);
  expect(observation.config?.text).toBe("%");
  expect(observation.repository.runsAgents).toBe(false);
});

test("G11: the queue's groups are read that stand on the default branch's tip, whatever part of their name GitHub shows", async () => {
  const github = mockedGitHub();
  const main = "c".repeat(40);
  const target = (digit: string, next: string | null = null) => ({
    oid: digit.repeat(40),
    tree: { oid: "b".repeat(40) },
    statusCheckRollup: rollup(
      [check("signalbox/ready", { checkSuite: { app: { slug: "signalbox" } } })],
      next,
    ),
  });
  const nodes = [
    { name: `gh-readonly-queue/main/pr-31-${main}`, target: target("1") },
    { name: `main/pr-32-${"1".repeat(40)}`, target: target("2") },
    { name: `main/pr-33-${"9".repeat(40)}`, target: target("3") },
    { name: `release/pr-34-${main}`, target: target("4") },
    { name: `main/pr-35-${main}`, target: target("5", "more") },
    { name: "main/notes", target: target("6") },
    { name: `main/pr-36-${main}`, target: null },
  ];
  github.graphql(about({ ...standing({ config }), queue: { nodes } }));
  github.graphql(about(recent([])));
  const { groups } = await observing(github)();
  expect(groups).toMatchObject([
    { pull: 31, base: "main", onto: main, head: "1".repeat(40), checks: [{ name: "signalbox/ready" }] },
    { pull: 32, onto: "1".repeat(40), head: "2".repeat(40), tree: "b".repeat(40), asMerged: null },
  ]);
  expect(groups).toHaveLength(2);
});

// The ledger's place is config: what came along was read against the wrong one.
test("a config that names another ledger is followed, and everything is read against that one", async () => {
  const github = mockedGitHub();
  const moved = `${config}ledger: bots/ledger\n`;
  github.graphql(about(standing({ config: moved, since: "2026-11-21T11:59:00.000Z" })));
  github.graphql(about(standing({ config: moved, since: "2026-11-21T10:00:00.000Z" })));
  github.graphql(about(recent([issue(1)])));
  const observe = observing(github);
  await observe();
  expect(github.queries.map(({ variables }) => variables["ledger"] ?? variables["since"])).toEqual([
    "refs/heads/signalbox/ledger",
    "refs/heads/bots/ledger",
    "2026-11-21T10:00:00.000Z",
  ]);
  github.graphql(about({ ...standing({ config: moved, since: "2026-11-21T10:00:00.000Z" }), ...recent([]) }));
  await observe();
  expect(github.queries.at(-1)?.variables).toMatchObject({ ledger: "refs/heads/bots/ledger" });
});

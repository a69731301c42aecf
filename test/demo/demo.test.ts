/** The demo, played once to the end, and then looked at with plain Git and over REST. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import { minimatch } from "minimatch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { hasOpenAttempt, holdsLease, type Task } from "../../src/ledger/task.ts";
import { startEmbeddedGitHub } from "../../src/local/server.ts";
import { reachOfTasks } from "../../src/planning/task-reach.ts";
import { overlap } from "../../src/scope/overlap.ts";
import { signalbox } from "../cli/terminal.ts";
import { archiveOf, gitOf, ledgerHistory, type Moment } from "./ledger-history.ts";
import { Result } from "./result.ts";

const LEDGER = "signalbox/ledger";

let dir = "";
let played: Result;
let moments: readonly Moment[] = [];
let archive: ReadonlyMap<number, Task> = new Map();

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "demo-test-"));
  const { code, out, err } = await signalbox(["demo", "--json", "--dir", dir, "--seed", "1"]);
  expect(err).toBe("");
  expect(code).toBe(0);
  played = Result.parse(JSON.parse(out));
  moments = ledgerHistory(dir, LEDGER);
  archive = archiveOf(dir, LEDGER);
}, 240_000);

afterAll(() => rm(dir, { recursive: true, force: true }));

test("at least ten tasks, all of them done, at least four at work at the same time", () => {
  expect(played.tasks.length).toBeGreaterThanOrEqual(10);
  expect(new Set(played.tasks.map(({ state }) => state))).toEqual(new Set(["done"]));
  expect(new Set(played.tasks.map(({ agent }) => agent)).size).toBe(6);
  const atWork = moments.map(({ tasks }) => [...tasks.values()].filter(hasOpenAttempt).length);
  expect(Math.max(...atWork)).toBeGreaterThanOrEqual(4);
});

// R53
test("main has one commit for each task, with its three trailers, on top of the seed", () => {
  const git = gitOf(dir);
  const root = git("rev-list", "--max-parents=0", "main");
  const format = "--format=%(trailers:unfold,separator=%x2C)";
  const merged = git("log", "--first-parent", format, `${root}..main`).split("\n");
  const wanted = played.tasks.map(
    ({ number, agent, attempts }) =>
      `Signalbox-Agent: ${agent},Signalbox-Task: ${number},Signalbox-Attempt: ${attempts}`,
  );
  expect(merged.toSorted()).toEqual(wanted.toSorted());
});

// R03: with the matcher of another library, by the config that held and the scope in the ledger.
test("no commit of main, and none of an agent's branch, touches a path outside of its author's reach", () => {
  const git = gitOf(dir);
  const root = git("rev-list", "--max-parents=0", "main");
  const commits = git("rev-list", "main", "--branches=agent/*", `^${root}`).split("\n");
  expect(commits.length).toBeGreaterThanOrEqual(2 * played.tasks.length);
  const outside = commits.flatMap((commit) => {
    const parsed = parseConfig(git("show", `${commit}^:.github/signalbox.yml`));
    const [agent = "", number] = git(
      "log",
      "-1",
      "--format=%(trailers:key=Signalbox-Agent,valueonly)%(trailers:key=Signalbox-Task,valueonly)",
      commit,
    ).split("\n");
    const task = archive.get(Number(number));
    const rules = parsed.ok ? parsed.config.agents[agent] : undefined;
    if (!rules || task?.agent !== agent) return [`${commit} is of nobody`];
    const paths = git("diff-tree", "-r", "--no-renames", "--name-only", "--no-commit-id", commit).split("\n");
    return paths
      .filter(
        (path) =>
          !within(path, rules.allow) ||
          within(path, rules.forbid) ||
          !within(path, task.scope.length > 0 ? task.scope : ["**"]),
      )
      .map((path) => `${commit} ${agent} ${path}`);
  });
  expect(outside).toEqual([]);
});

// R33 B01
test("two tasks whose scopes can share a path never held their leases at the same time", () => {
  const parsed = parseConfig(gitOf(dir)("show", `${LEDGER}:config.yml`));
  if (!parsed.ok) throw new Error("the ledger's config is not valid");
  const reachOf = reachOfTasks(parsed.config);
  let pairs = 0;
  const shared = moments.flatMap(({ commit, tasks }) => {
    const holders = [...tasks.values()].filter(holdsLease);
    return holders.flatMap((a, at) =>
      holders.slice(at + 1).flatMap((b) => {
        pairs += 1;
        return overlap(reachOf(a), reachOf(b)).kind === "disjoint"
          ? []
          : [`${commit}: #${a.number} and #${b.number}`];
      }),
    );
  });
  expect(shared).toEqual([]);
  expect(pairs).toBeGreaterThan(100);
});

// B06
test("each task's attempts count up by one, each with at most one claim that never changes hands", () => {
  const claims = new Map<string, number>();
  const last = new Map<number, number>();
  for (const { tasks } of moments) {
    for (const { number, attempt } of tasks.values()) {
      const before = last.get(number) ?? 0;
      if (!attempt) continue;
      expect([before, before + 1]).toContain(attempt.n);
      last.set(number, attempt.n);
      if (!attempt.claim) continue;
      const key = `#${number} attempt ${attempt.n}`;
      expect(claims.get(key) ?? attempt.claim.run).toBe(attempt.claim.run);
      claims.set(key, attempt.claim.run);
    }
  }
  expect(claims.size).toBe(played.tasks.reduce((sum, { attempts }) => sum + attempts, 0));
});

test("the play shows what it promises: refusal, lease, dependent, question, failed test", () => {
  const story = gitOf(dir)("log", "--reverse", "--format=%B", LEDGER).split("\n");
  expect(played.refusals.length).toBeGreaterThan(0);
  for (const { task, agent, attempt, path } of played.refusals) {
    const told = story.find((line) =>
      line.startsWith(`[AGENT ${agent}] #${task} attempt ${attempt} ended (outside)`),
    );
    expect(told).toContain(`\`${path}\``);
    expect(archive.get(task)?.attempt?.n).toBeGreaterThan(attempt);
  }
  expect(played.overlaps.length).toBeGreaterThan(0);
  for (const { task, holder } of played.overlaps) {
    expect(firstAt(archive.get(task))).toBeGreaterThanOrEqual(Date.parse(archive.get(holder)?.end?.at ?? ""));
  }
  const dependents = [...archive.values()].filter(({ dependsOn }) => dependsOn.length > 0);
  expect(dependents.length).toBeGreaterThan(0);
  for (const task of dependents) {
    for (const on of task.dependsOn) {
      expect(firstAt(task)).toBeGreaterThanOrEqual(Date.parse(archive.get(on)?.end?.at ?? ""));
    }
  }
  const asked = [...archive.values()].filter(({ blockers }) => blockers.length > 0);
  expect(asked.length).toBeGreaterThan(0);
  for (const { blockers, tried } of asked) {
    expect(blockers.map(({ answer }) => answer?.by)).toEqual(blockers.map(() => "mira"));
    expect(tried.map(({ end }) => end.kind)).toContain("blocked");
  }
  expect(story.join("\n")).toMatch(
    /goes back for rework after attempt 1: tests: `ci\/test` answered failure/,
  );
});

// R53
test("the ledger's log is the story: at least a commit for each task, and --grep finds an agent's part", () => {
  const git = gitOf(dir);
  expect(moments.length).toBeGreaterThanOrEqual(played.tasks.length);
  const lines = git("log", "--format=%B", "--grep=\\[AGENT ethereum\\]", LEDGER).split("\n");
  const mine = lines.filter((line) => line.startsWith("[AGENT ethereum]"));
  const numbers = new Set(mine.map((line) => Number(/#(\d+)/.exec(line)?.[1])));
  const tasks = played.tasks.filter(({ agent }) => agent === "ethereum").map(({ number }) => number);
  expect(numbers).toEqual(new Set(tasks));
  for (const number of tasks) expect(mine.join("\n")).toContain(`#${number} done: `);
});

// R15 R16
test("every issue is closed with the one label status:done, and has one card", async () => {
  const github = await startEmbeddedGitHub({ dir });
  try {
    const { rest } = new Octokit({ baseUrl: github.url, auth: github.tokenOf("mira") });
    const at = { owner: "mira", repo: "multichain-mcp" };
    for (const { number } of played.tasks) {
      const { data: issue } = await rest.issues.get({ ...at, issue_number: number });
      const labels = issue.labels.map((label) => (typeof label === "string" ? label : label.name));
      expect([issue.state, labels.filter((label) => label?.startsWith("status:"))]).toEqual([
        "closed",
        ["status:done"],
      ]);
      const { data: comments } = await rest.issues.listComments({ ...at, issue_number: number });
      expect(comments.filter(({ body }) => body?.includes(`signalbox:card task=${number} `))).toHaveLength(1);
    }
    const { data: pulls } = await rest.pulls.list({ ...at, state: "all", per_page: 100 });
    expect(pulls.length).toBe(played.tasks.length);
  } finally {
    await github.close();
  }
});

// INV-1, in this order: the world is looked at as the play left it.
test("reconcile afterwards writes nothing; a second start ends at once with the same tasks; another seed is refused", async () => {
  const before = gitOf(dir)("for-each-ref");
  const reconciled = await signalbox(["reconcile", "--dir", dir, "--json"]);
  expect(reconciled.code).toBe(0);
  expect(JSON.parse(reconciled.out)).toMatchObject({
    ledger: { written: [], deleted: [] },
    effects: [],
    results: [],
  });
  const again = await signalbox(["demo", "--json", "--dir", dir]);
  expect(again.code).toBe(0);
  const second = Result.parse(JSON.parse(again.out));
  expect(second.tasks).toEqual(played.tasks);
  expect(second.requests.writes).toBe(0);
  const other = await signalbox(["demo", "--json", "--dir", dir, "--seed", "2"]);
  expect([other.code, other.out]).toEqual([2, ""]);
  expect(other.err).toContain("--seed 1");
  expect(gitOf(dir)("for-each-ref")).toBe(before);
});

function within(path: string, globs: readonly string[]): boolean {
  const options = { dot: true, noext: true, nonegate: true, nocomment: true, nobrace: true };
  return globs.some((glob) => minimatch(path, glob, options));
}

/** When its first attempt began: the ledger's first sight of one. */
function firstAt(task: Task | undefined): number {
  const number = task?.number ?? 0;
  const first = moments.find(({ tasks }) => (tasks.get(number)?.attempt?.n ?? 0) > 0);
  return Date.parse(first?.tasks.get(number)?.attempt?.at ?? "");
}

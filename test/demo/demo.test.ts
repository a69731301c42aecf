/** The demo, played once to the end, and then looked at with plain Git and over REST. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minimatch } from "minimatch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gatesInForce } from "../../src/config/gates-in-force.ts";
import { parseConfig } from "../../src/config/parse.ts";
import { playDemo } from "../../src/demo/demo.ts";
import { openWorldFolder } from "../../src/demo/world.ts";
import { hasOpenAttempt, holdsLease, type Task } from "../../src/ledger/task.ts";
import { reachOfTasks } from "../../src/planning/task-reach.ts";
import { overlap } from "../../src/scope/overlap.ts";
import { type DemoResult, demoSummary } from "../../src/text/demo.ts";
import { signalbox } from "../cli/terminal.ts";
import { archiveOf, gitOf, ledgerHistory, type Moment } from "./ledger-history.ts";
import { asMira, at, collidingPaths, commitOf, failedAt } from "./look.ts";
import { Result } from "./result.ts";

const LEDGER = "signalbox/ledger";

let dir = "";
let result: DemoResult;
let played: Result;
/** What the terminal showed. */
const shown: string[] = [];
let moments: readonly Moment[] = [];
let archive: ReadonlyMap<number, Task> = new Map();

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "demo-test-"));
  const errors: string[] = [];
  result = await playDemo({
    ...(await openWorldFolder(dir, 1, true)),
    print: (line) => shown.push(line),
    onError: (message, error) => errors.push(`${message}: ${String(error)}`),
    color: false,
  });
  expect(errors).toEqual([]);
  played = Result.parse(JSON.parse(JSON.stringify(result)));
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
    // What a merge of main brings in is nobody's work here: the agent's own is what main does not have.
    const base = git("log", "-1", "--format=%P", commit).split(" ").at(-1) ?? "";
    const paths = git("diff-tree", "-r", "--no-renames", "--name-only", base, commit).split("\n");
    const shared = parsed.ok ? parsed.config.shared.filter(({ policy }) => policy === "person") : [];
    const allowed = [...rules.allow, ...(task.scope.length > 0 ? shared.flatMap(({ paths }) => paths) : [])];
    return paths
      .filter(
        (path) =>
          !within(path, allowed) ||
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
    /goes back for rework after attempt 1: check tests: `ci\/test` answered failure/,
  );
});

// R19 B08
test("an urgent blocker of a run is put to mira, who answers it by its question, and the next packet says what", async () => {
  const [urgent] = played.unblocked.filter(({ severity }) => severity === "urgent");
  if (!urgent) throw new Error("no run asked anything urgent");
  const { task, agent, blocker, question, answer, attempt } = urgent;
  const typed = `/unblock q1: ${answer}`;
  const seen = await asMira(dir, async ({ issues }) => {
    const { data } = await issues.listComments({ ...at, issue_number: task });
    return data.map(({ body = "", user, created_at }) => ({ body, by: user?.login, at: created_at }));
  });
  const notice = seen.find(({ body }) => body.includes(`**🚨 URGENT ${blocker}, #${task} → @mira:**`));
  const deed = seen.find(({ by, body }) => by === "mira" && body === typed);
  expect(notice?.body).toContain(question.slice(0, -1));
  expect(Date.parse(notice?.at ?? "")).toBeLessThanOrEqual(Date.parse(deed?.at ?? ""));
  const read = shown.findIndex((line) =>
    line.includes(` reads on #${task}: 🚨 URGENT ${blocker}, #${task} → @mira: `),
  );
  expect(shown.findIndex((line) => line.endsWith(` types on #${task}: ${typed}`))).toBeGreaterThan(read);
  expect(read).toBeGreaterThan(-1);
  // What the next run was given, word for word, and what it made of it.
  const runs = (await readdir(join(dir, "runs"))).filter((name) => name.startsWith(`${task}-${attempt}-`));
  const packets = await Promise.all(
    runs.map((name) => readFile(join(dir, "runs", name, "packet.md"), "utf8")),
  );
  expect(packets.join("\n")).toContain(answer);
  expect(archive.get(task)?.tried.find(({ n }) => n === (attempt ?? 0) - 1)?.end.kind).toBe("blocked");
  expect(gitOf(dir)("log", "-1", "--format=", "-p", commitOf(dir, task, attempt ?? 0))).toContain(
    `"${answer}"`,
  );
  expect(agent).toBe(archive.get(task)?.agent);
});

// B16
test("mira freezes everything once while agents are at work; until she thaws it nothing starts, is published, becomes ready or is merged", () => {
  const story = gitOf(dir)("log", "--reverse", "--format=%B", LEDGER).split("\n");
  // A commit of several lines says the first one twice: as its subject too.
  const frozen = story.findLastIndex((line) => line.startsWith("FROZEN by mira until "));
  const thawed = story.indexOf("THAWED by mira");
  expect(frozen).toBeGreaterThan(-1);
  expect(thawed).toBeGreaterThan(frozen);
  const moves = / (?:starts attempt|attempt \d+ taken|published attempt|is ready to merge|done: )/;
  expect(story.slice(frozen, thawed).filter((line) => moves.test(line))).toEqual([]);
  expect(story.slice(0, frozen).some((line) => moves.test(line))).toBe(true);
  expect(story.slice(thawed).some((line) => moves.test(line))).toBe(true);
  const held = /It holds \d+ open tasks, ([2-9]|\d\d) with an agent at work\./;
  expect(
    shown.filter((line) => / mira +reads on #\d+: ❄️ All work is frozen until /.test(line) && held.test(line)),
  ).toHaveLength(1);
  for (const typed of ["/freeze for 1h", "/thaw"])
    expect(shown.filter((line) => line.includes(` types on #`) && line.includes(typed))).toHaveLength(1);
});

// R45
test("signalbox metrics closes it, and says the same afterwards", async () => {
  const { code, out } = await signalbox(["metrics", "--dir", dir]);
  expect(code).toBe(0);
  expect(demoSummary(result, null)).toContain(out);
  expect(out).toContain(`${played.tasks.length} tasks accepted, ${played.tasks.length} merged`);
});

// R24
test("a tool's wrong name fails its check with the right one at file and line, and only the right one lands", async () => {
  const git = gitOf(dir);
  expect(played.naming.length).toBeGreaterThan(0);
  for (const refused of played.naming) {
    const { task, attempt, path, line, says } = refused;
    const [, wrong = "", right = ""] = /name `(\w+)`.*\bwrite `(\w+)`/i.exec(says) ?? [];
    expect(right.replaceAll("_", "")).toBe(wrong.toLowerCase());
    const commit = commitOf(dir, task, attempt);
    expect(git("show", `${commit}:${path}`).split("\n")[line - 1]).toContain(`"${wrong}"`);
    expect(await failedAt(dir, commit, "signalbox/naming")).toContainEqual({ path, line, says });
    expect(git("show", `main:${path}`)).toContain(`"${right}"`);
    expect(git("log", "--format=%H", `-S"${wrong}"`, "main", "--", "servers")).toBe("");
    expect(shown.filter((each) => each.includes(path) && each.includes(right))).toHaveLength(1);
  }
});

// R29
test("a helper that is written once more is refused in favour of the canonical one, and lands as its copy", async () => {
  const git = gitOf(dir);
  const parsed = parseConfig(git("show", "main:.github/signalbox.yml"));
  const rules = parsed.ok ? parsed.config.canonical : [];
  expect(played.duplicates.length).toBeGreaterThan(0);
  for (const { task, attempt, path, line, says } of played.duplicates) {
    const source = rules.find(({ to }) => within(path, to))?.from ?? "";
    const commit = commitOf(dir, task, attempt);
    expect(git("rev-parse", `${commit}:${path}`)).not.toBe(git("rev-parse", `${commit}:${source}`));
    expect(says).toContain(`\`${source}\``);
    expect(await failedAt(dir, commit, "signalbox/duplicates")).toContainEqual({ path, line, says });
    expect(git("rev-parse", `main:${path}`)).toBe(git("rev-parse", `main:${source}`));
    expect(shown.filter((each) => each.includes(path) && each.includes(source))).toHaveLength(1);
  }
});

// B02
test("two branches would collide: the one that was queued first lands first, the other merges it in and keeps both lines", () => {
  const git = gitOf(dir);
  expect(played.forecasts.length).toBeGreaterThan(0);
  for (const { task, says } of played.forecasts) {
    const [, path = ""] = /collides at `([^`]+)`/.exec(says) ?? [];
    const other = Number(/#(\d+) \([a-z]+\) waits for it/.exec(says)?.[1]);
    const [first, second] = [commitOf(dir, task, attemptsOf(task)), commitOf(dir, other, 1)];
    expect(collidingPaths(dir, first, second)).toEqual([path]);
    const landed = git(
      "log",
      "--reverse",
      "--format=%(trailers:key=Signalbox-Task,valueonly,separator=%x2C)",
      "main",
    );
    const order = landed.split("\n").map(Number);
    expect(order.indexOf(task)).toBeLessThan(order.indexOf(other));
    const [, merged = ""] = git("log", "-1", "--format=%P", commitOf(dir, other, attemptsOf(other))).split(
      " ",
    );
    expect(git("merge-base", "--is-ancestor", merged, "main")).toBe("");
    expect(git("log", "--format=%(trailers:key=Signalbox-Task,valueonly)", merged).split("\n")).toContain(
      `${task}`,
    );
    for (const commit of [first, second]) {
      const base = git("merge-base", "main", commit);
      const added = git("diff", "-U0", base, commit, "--", path)
        .split("\n")
        .filter((each) => /^\+[^+]/.test(each));
      expect(added).toHaveLength(1);
      expect(git("show", `main:${path}`).split("\n")).toContain(added[0]?.slice(1));
    }
    expect(
      shown.filter(
        (each) => / mira +leaves #\d+ for later: /.test(each) && each.includes(`waits for #${task} `),
      ),
    ).toHaveLength(1);
  }
  expect(played.conflicts).toBe(0);
  // Both have the path in hand: nobody holds it.
  expect(shown.filter((line) => line.includes(" holds ") && line.includes("CHANGELOG.md"))).toEqual([]);
});

// R26
test("each merge had a readiness list on its very head before it, every line of it met, and mira read it", async () => {
  const parsed = parseConfig(gitOf(dir)("show", "main:.github/signalbox.yml"));
  if (!parsed.ok) throw new Error("main's config is not valid");
  const wanted = [...gatesInForce(parsed.config), "check tests", "approvals"];
  expect(played.readiness.map(({ task }) => task)).toEqual(played.tasks.map(({ number }) => number));
  const seen = await asMira(dir, ({ pulls, checks }) =>
    Promise.all(
      played.readiness.map(async ({ pull: pull_number, head: ref }) => {
        const { data } = await checks.listForRef({ ...at, ref, check_name: "signalbox/ready" });
        return { pull: (await pulls.get({ ...at, pull_number })).data, check: data.check_runs[0] };
      }),
    ),
  );
  for (const [index, { pull: number, head, conditions }] of played.readiness.entries()) {
    const { pull, check } = seen[index] ?? {};
    expect(conditions.map(({ name }) => name)).toEqual(expect.arrayContaining(wanted));
    expect(conditions.filter(({ status }) => status !== "met")).toEqual([]);
    expect(conditions.find(({ name }) => name === "approvals")?.detail).toContain("`@mira`");
    expect([pull?.merged, pull?.head.sha]).toEqual([true, head]);
    expect(check).toMatchObject({ conclusion: "success", app: { slug: "signalbox" } });
    for (const { name, detail } of conditions)
      expect(check?.output.summary).toContain(`| ✅ | ${name} | ${detail} |`);
    expect(Date.parse(check?.completed_at ?? "")).toBeLessThanOrEqual(Date.parse(pull?.merged_at ?? ""));
    const read = shown.findIndex((line) => line.includes(` reads #${number}: `));
    for (const { name } of conditions) expect(shown[read]).toContain(` ✓ ${name}`);
    expect(shown[read + 1]).toContain(` merges #${number} for `);
  }
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
  await asMira(dir, async (rest) => {
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
  });
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
  const { naming, duplicates, forecasts, readiness } = played;
  expect(second).toMatchObject({ naming, duplicates, forecasts, readiness });
  expect(second.requests.writes).toBe(0);
  const other = await signalbox(["demo", "--json", "--dir", dir, "--seed", "2"]);
  expect(other.code).toBe(2);
  expect(JSON.parse(other.out)).toMatchObject({ ok: false, error: expect.stringContaining("--seed 1") });
  expect(gitOf(dir)("for-each-ref")).toBe(before);
});

function attemptsOf(task: number): number {
  return archive.get(task)?.attempt?.n ?? 0;
}

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

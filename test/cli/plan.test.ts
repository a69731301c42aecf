/** R33: `signalbox plan apply`: what a person sees, what is filed, and that it is filed once, whatever happens in between. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parsePlanMark } from "../../src/domain/plan-marker.ts";
import type { Fault } from "../../src/local/faults/fault.ts";
import { plan } from "../../src/local/faults/plan.ts";
import { root } from "../faults/titled-tests.ts";
import { type TestGitHub, testGitHub, writeFiles } from "../support/embedded-github.ts";
import { type Desk, signalbox } from "./terminal.ts";

const config = `
agents:
  ui: { allow: ["src/**"], runner: scripted }
  testing: { allow: ["test/**"], runner: scripted }
`;

const price = {
  id: "price",
  type: "refactor",
  title: "One price",
  description: "Give the price of an order line one function of its own, and use it in all three places.",
  success: ["`npm test` passes"],
  files: ["src/price/**"],
  agent: "ui",
};
const tests = {
  ...price,
  id: "tests",
  type: "test",
  title: "Test the price",
  dependencies: ["price"],
  files: ["test/**"],
  agent: "testing",
};
const two = { plan: "shop", tasks: [tests, price] };

const FILE = "POST /repos/{owner}/{repo}/issues";

async function shop(faults: readonly Fault[] = [], onCrash = () => {}) {
  const github = await testGitHub({ ".github/signalbox.yml": config }, { faults: plan(faults, { onCrash }) });
  const cwd = await writeFiles({ "plan.json": JSON.stringify(two, null, 2) });
  return { ...github, cwd };
}

type Shop = Awaited<ReturnType<typeof shop>>;

function deskOf({ github, cwd }: Shop, token = github.tokenOf("mira")): Desk {
  return { cwd, env: { GITHUB_API_URL: github.url, GITHUB_TOKEN: token } };
}

const argv = (...more: string[]) => ["plan", "apply", "plan.json", "--repo", "mira/multichain-mcp", ...more];
const apply = (at: Shop, ...more: string[]) => signalbox(argv(...more), deskOf(at));

/** Number, task and labels of each issue with a mark, the first filed first. */
async function filed({ as }: TestGitHub): Promise<readonly string[]> {
  const { list } = await as("mira")("GET", "issues?state=all&per_page=100&sort=created&direction=asc");
  return list.map(({ number, body, labels, title }) => {
    const names = (labels as readonly { readonly name: string }[]).map(({ name }) => name);
    return `#${String(number)} ${parsePlanMark(String(body))?.task} ${names.join()} ${String(title)}`;
  });
}

const both = ["#1 price agent:ui refactor: One price", "#2 tests agent:testing test: Test the price"];

test("what comes first is filed first; the second names it by its number", async () => {
  const at = await shop();
  expect(await apply(at)).toEqual({
    code: 0,
    err: "",
    out: [
      "filed #1  price  ui       refactor: One price",
      "filed #2  tests  testing  test: Test the price  (after price)",
      "shop: 2 issues filed. Each starts by itself when what it waits for is done: signalbox status",
    ].join("\n"),
  });
  expect(await filed(at)).toEqual(both);
  const { json } = await at.as("mira")("GET", "issues/2");
  expect(json["body"]).toContain("### Dependencies\n\n- #1\n");
});

test("a second start files nothing, also when people wrote around the mark; what the plan says otherwise since is told", async () => {
  const at = await shop();
  await apply(at);
  const { json } = await at.as("mira")("GET", "issues/1");
  await at.as("mira")("PATCH", "issues/1", {
    body: `Urgent!\r\n\r\n${String(json["body"]).replaceAll("\n", "\r\n")}\r\nThanks.`,
  });
  await at.as("mira")("PATCH", "issues/2", { state: "closed" });
  const changed = { plan: "shop", tasks: [{ ...tests, title: "Test prices" }, price] };
  const cwd = await writeFiles({ "plan.json": JSON.stringify(changed) });
  const { writes } = at.github.requests;
  const { code, out, err } = await apply({ ...at, cwd });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out.split("\n")).toEqual([
    "there #1  price  ui       refactor: One price",
    "there #2  tests  testing  test: Test prices  (after price)",
    "#2: filed from an earlier text of the plan, and left as it is. Edit the issue if it should say what the plan says now.",
    "shop: every task has its issue already; nothing was filed.",
  ]);
  expect(at.github.requests.writes).toBe(writes);
});

test("a task that is added to a plan later is filed, and depends on what is there", async () => {
  const at = await shop();
  await apply(at);
  const more = { ...price, id: "list", title: "A list", files: ["src/list/**"], dependencies: ["tests"] };
  const cwd = await writeFiles({
    "plan.json": JSON.stringify({ plan: "shop", tasks: [...two.tasks, more] }),
  });
  expect((await apply({ ...at, cwd })).code).toBe(0);
  expect(await filed(at)).toEqual([...both, "#3 list agent:ui refactor: A list"]);
  expect((await at.as("mira")("GET", "issues/3")).json["body"]).toContain("- #2\n");
});

test("a plan with faults: every one with its place, exit 1, and nothing is filed", async () => {
  const at = await shop();
  const bad = {
    plan: "shop",
    tasks: [
      { ...tests, agent: "testin" },
      { ...price, dependencies: ["tests"] },
    ],
  };
  const cwd = await writeFiles({ "plan.json": JSON.stringify(bad, null, 2) });
  const seen = await apply({ ...at, cwd });
  expect(seen).toMatchObject({ code: 1, out: "" });
  expect(seen.err.split("\n")).toEqual([
    "plan.json:15:16  tasks[0].agent: there is no agent `testin` on the default branch. Did you mean `testing`? Agents: `ui`, `testing`",
    "plan.json:16:23  tasks[0].dependencies: waits for itself: tests → price → tests; take one of these dependencies away",
    "",
    "2 problems; nothing was filed. Correct them, then run: signalbox plan apply plan.json --dry-run",
  ]);
  const asData = await apply({ ...at, cwd }, "--json");
  expect(asData).toMatchObject({ code: 1, err: "" });
  expect(JSON.parse(asData.out)).toMatchObject({
    plan: "shop",
    ok: false,
    problems: [
      { line: 15, column: 16, path: "tasks[0].agent" },
      { line: 16, path: "tasks[0].dependencies" },
    ],
    tasks: [],
  });
  expect(await filed(at)).toEqual([]);
});

test("--dry-run files nothing and needs no write access; --json is the same as data", async () => {
  const at = await shop();
  at.github.seedUser("rika", "read");
  const { writes } = at.github.requests;
  const { code, out, err } = await signalbox(
    argv("--dry-run", "--json"),
    deskOf(at, at.github.tokenOf("rika")),
  );
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(JSON.parse(out)).toEqual({
    plan: "shop",
    ok: true,
    problems: [],
    tasks: [
      { id: "price", issue: null, state: "new", title: "refactor: One price", agent: "ui", dependencies: [] },
      {
        id: "tests",
        issue: null,
        state: "new",
        title: "test: Test the price",
        agent: "testing",
        dependencies: ["price"],
      },
    ],
  });
  expect(at.github.requests.writes).toBe(writes);
});

test("A1: a plan is filed by a person who may write: for others, and for the App, no label would count", async () => {
  const at = await shop();
  at.github.seedUser("tom", "triage");
  const refused = await signalbox(argv(), deskOf(at, at.github.tokenOf("tom")));
  expect(refused).toMatchObject({ code: 1, out: "" });
  expect(refused.err).toBe(
    "tom may not give tasks to agents here: that takes write access. Somebody who has it can run this; --dry-run needs none.",
  );
  const app = await signalbox(argv(), deskOf(at, await at.appToken()));
  expect(app).toMatchObject({ code: 1, out: "" });
  expect(app.err).toContain("A plan is filed by a person");
  expect(await filed(at)).toEqual([]);
});

test("A1: a mark in an issue of somebody who may not write stands for no task", async () => {
  const at = await shop();
  at.github.seedUser("eve", "read");
  const mark = `<!-- signalbox:plan shop/price ${"0".repeat(32)} -->`;
  await at.as("eve")("POST", "issues", { title: "Mine", body: mark });
  const { code, out, err } = await apply(at);
  expect(code).toBe(0);
  expect(out).toContain("filed #2  price");
  expect(err).toBe(
    "Left out of account: #1 by eve bears the mark of this plan, but whoever filed it may not write here.",
  );
});

test("E1: killed before and after each issue was filed, and started again each time: each issue is there once", async () => {
  // Twice for each task: before GitHub files it, and when it is filed but not answered.
  const crashes = [1, 2, 3, 4].map(
    (nth): Fault => ({
      route: FILE,
      nth,
      when: nth % 2 === 1 ? "before" : "afterCommit",
      do: { kind: "crash" },
    }),
  );
  let kill = () => {};
  const at = await shop(crashes, () => kill());
  const counts: number[] = [];
  for (const _ of crashes) {
    const env = { ...process.env, ...deskOf(at).env };
    const child = spawn(process.execPath, [join(root, "src/cli.ts"), ...argv()], {
      cwd: at.cwd,
      env,
      stdio: "ignore",
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    kill = () => void child.kill("SIGKILL");
    const ended = await new Promise((resolve) =>
      child.on("close", (code, signal) => resolve(code ?? signal)),
    );
    expect(ended).toBe("SIGKILL");
    counts.push((await filed(at)).length);
  }
  expect(counts).toEqual([0, 1, 1, 2]);
  expect(await apply(at)).toMatchObject({ code: 0, err: "" });
  expect(await filed(at)).toEqual(both);
}, 60_000);

test("E3: an answer that got lost: the issue is looked for and not filed again", async () => {
  const at = await shop([{ route: FILE, when: "afterCommit", do: { kind: "reset" } }]);
  expect(await apply(at)).toMatchObject({ code: 0, err: "" });
  expect(await filed(at)).toEqual(both);
});

test("E3: no answer, and nothing to be seen: it stops there, says so, and the next start goes on", async () => {
  const at = await shop([
    { route: FILE, when: "before", do: { kind: "status", status: 502, body: "<html>" } },
  ]);
  const { code, err } = await apply(at);
  expect(code).toBe(3);
  expect(err).toContain("GitHub gave no answer to the issue of `price`, and does not show it either");
  expect(await filed(at)).toEqual([]);
  expect(await apply(at)).toMatchObject({ code: 0, err: "" });
  expect(await filed(at)).toEqual(both);
});

test("two who file at the same moment are told what is there twice", async () => {
  const at = await shop([{ route: FILE, when: "before", do: { kind: "duplicate" } }]);
  const { code, err } = await apply(at);
  expect(code).toBe(0);
  expect(err).toBe(
    "Somebody filed this plan at the same moment: #2 is there for `price` as well as #1. Close it, and where an issue depends on it, write the other's number.",
  );
  // Whoever looks next takes the one that was left open.
  await at.as("mira")("PATCH", "issues/1", { state: "closed", state_reason: "not_planned" });
  expect((await apply(at)).out).toContain("there #2  price");
});

test("a repository without a config, a plan that is not there, a verb that is none: exit 2", async () => {
  const github = await testGitHub({ "README.md": "# Shop\n" });
  const cwd = await writeFiles({ "plan.json": JSON.stringify(two) });
  const bare = await apply({ ...github, cwd });
  expect(bare).toMatchObject({ code: 2, out: "" });
  expect(bare.err).toContain("The default branch has no .github/signalbox.yml");
  expect(await signalbox(["plan", "apply", "nothing.json"], { cwd })).toMatchObject({ code: 2, out: "" });
  expect(await signalbox(["plan", "make", "plan.json"], { cwd })).toMatchObject({ code: 2, out: "" });
  const outside = await signalbox(["plan", "apply", "plan.json"], { cwd });
  expect(outside).toMatchObject({ code: 2, out: "" });
  expect(outside.err).toContain("--repo OWNER/NAME");
});

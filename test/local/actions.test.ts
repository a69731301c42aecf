import { expect, test } from "vitest";
import type { DispatchedRun } from "../../src/local/dispatched-runs.ts";
import { tip } from "../support/branches.ts";
import { testGitHub } from "../support/embedded-github.ts";

const workflow = { ".github/workflows/signalbox-agent.yml": "name: Agent\non: workflow_dispatch\n" };
const dispatches = "actions/workflows/signalbox-agent.yml/dispatches";

test("a dispatch starts a run and answers with its id when asked", async () => {
  const started: DispatchedRun[] = [];
  const { appToken, withToken, github } = await testGitHub(workflow, {
    startRun: (run) => started.push(run),
  });
  const bot = withToken(await appToken());
  const told: string[] = [];
  github.onEvent(({ name, action }) => told.push(action === null ? name : `${name}.${action}`));
  const answer = await bot("POST", dispatches, {
    ref: "main",
    inputs: { task: "12" },
    return_run_details: true,
  });
  const id = Number(answer.json["workflow_run_id"]);
  expect(answer.status).toBe(200);
  expect(answer.json["run_url"]).toBe(`${github.url}/repos/mira/multichain-mcp/actions/runs/${id}`);
  expect(started).toEqual([{ id, workflow: "signalbox-agent.yml", ref: "main", inputs: { task: "12" } }]);
  const running = await bot("GET", `actions/runs/${id}`);
  expect(running.json).toMatchObject({
    status: "in_progress",
    conclusion: null,
    name: "Agent",
    path: ".github/workflows/signalbox-agent.yml",
    head_sha: await tip(bot, "main"),
    actor: { login: "signalbox[bot]" },
  });
  await github.completeRun(id, "success");
  await github.completeRun(id, "failure"); // too late: it keeps its conclusion
  expect((await bot("GET", `actions/runs/${id}`)).json).toMatchObject({
    status: "completed",
    conclusion: "success",
  });
  expect(told).toEqual([
    "workflow_dispatch",
    "workflow_run.requested",
    "workflow_run.in_progress",
    "workflow_run.completed",
  ]);
});

test("each dispatch makes a run; without a wish for details it answers 204", async () => {
  // A11, E2: a dispatch is not idempotent
  const { as } = await testGitHub(workflow);
  const mira = as("mira");
  expect((await mira("POST", dispatches, { ref: "main" })).status).toBe(204);
  expect((await mira("POST", dispatches, { ref: "refs/heads/main" })).status).toBe(204);
  const listed = await mira("GET", "actions/runs?status=queued");
  expect(listed.json).toMatchObject({
    total_count: 2,
    workflow_runs: [{ run_number: 2 }, { run_number: 1 }],
  });
});

test.each([
  ["a workflow that is not there", "actions/workflows/other.yml/dispatches", { ref: "main" }, 404],
  ["a branch that is not there", dispatches, { ref: "absent" }, 422],
  ["no ref", dispatches, {}, 422],
  [
    "too many inputs",
    dispatches,
    { ref: "main", inputs: Object.fromEntries(Array.from({ length: 26 }, (_, n) => [`i${n}`, "x"])) },
    422,
  ],
  ["too large inputs", dispatches, { ref: "main", inputs: { packet: "x".repeat(65_536) } }, 422],
])("a dispatch with %s is refused", async (_what, path, body, status) => {
  const { as } = await testGitHub(workflow);
  expect((await as("mira")("POST", path, body)).status).toBe(status);
});

test("a workflow that is on another branch alone cannot be dispatched", async () => {
  const { as } = await testGitHub({ "a.txt": "a\n" });
  const mira = as("mira");
  await mira("POST", "git/refs", { ref: "refs/heads/work", sha: await tip(mira, "main") });
  const content = Buffer.from("name: Agent\n").toString("base64");
  const path = "contents/.github/workflows/signalbox-agent.yml";
  expect((await mira("PUT", path, { message: "m", content, branch: "work" })).status).toBe(201);
  expect((await mira("POST", dispatches, { ref: "work" })).status).toBe(404);
});

test("a run is cancelled once, by those who may write", async () => {
  const { as, github } = await testGitHub(workflow);
  github.seedUser("rita", "read");
  const mira = as("mira");
  const { json } = await mira("POST", dispatches, { ref: "main", return_run_details: true });
  const path = `actions/runs/${Number(json["workflow_run_id"])}`;
  expect((await as("rita")("POST", dispatches, { ref: "main" })).status).toBe(403);
  expect((await as("rita")("POST", `${path}/cancel`)).status).toBe(403);
  expect((await mira("POST", `${path}/cancel`)).status).toBe(202);
  expect((await mira("GET", path)).json).toMatchObject({ status: "completed", conclusion: "cancelled" });
  expect((await mira("POST", `${path}/cancel`)).status).toBe(409);
});

import { expect, test } from "vitest";
import { commitTo, tip } from "../support/branches.ts";
import { testGitHub, valueAt } from "../support/embedded-github.ts";

const passed = { title: "Within reach", summary: "3 files" };

test("a check run is the App's own, new with every request, and the newest of a name counts", async () => {
  // G6, G9
  const { github, appToken, withToken } = await testGitHub({ "a.txt": "a\n" });
  const bot = withToken(await appToken());
  const actions = withToken(github.actionsToken());
  const head_sha = await tip(bot, "main");
  const create = (call: typeof bot, name: string, conclusion: string) =>
    call("POST", "check-runs", { name, head_sha, conclusion, external_id: "k", output: passed });
  const first = await create(bot, "signalbox/boundaries", "failure");
  expect(first.status).toBe(201);
  expect(first.json).toMatchObject({
    status: "completed",
    conclusion: "failure",
    app: { slug: "signalbox", id: github.app.id },
    external_id: "k",
    output: { title: "Within reach", annotations_count: 0 },
  });
  const second = await create(bot, "signalbox/boundaries", "success");
  const forged = await create(actions, "signalbox/boundaries", "success");
  const listed = await bot("GET", `commits/${head_sha}/check-runs`);
  const runs = Array.isArray(listed.json["check_runs"]) ? listed.json["check_runs"] : [];
  expect(runs.map((run) => [valueAt(run, "id"), valueAt(run, "app", "slug")])).toEqual([
    [forged.json["id"], "github-actions"],
    [second.json["id"], "signalbox"],
  ]);
  const all = await bot("GET", `commits/main/check-runs?filter=all&app_id=${github.app.id}`);
  expect(all.json["total_count"]).toBe(2);
  const foreign = await bot("PATCH", `check-runs/${forged.id}`, { conclusion: "failure" });
  expect(foreign.status).toBe(403);
});

test("a check run goes from queued to completed and back", async () => {
  const { appToken, withToken, github } = await testGitHub({ "a.txt": "a\n" });
  const bot = withToken(await appToken());
  const told: unknown[] = [];
  github.onEvent(({ name, action }) => told.push(`${name}.${action}`));
  const run = await bot("POST", "check-runs", { name: "ci/test", head_sha: await tip(bot, "main") });
  expect(run.json).toMatchObject({ status: "queued", conclusion: null, completed_at: null });
  const path = `check-runs/${run.id}`;
  expect((await bot("PATCH", path, { status: "in_progress" })).json["status"]).toBe("in_progress");
  expect((await bot("PATCH", path, { status: "completed" })).status).toBe(422); // says not how
  const done = await bot("PATCH", path, { conclusion: "success", output: passed });
  expect(done.json).toMatchObject({ status: "completed", conclusion: "success" });
  const reopened = await bot("PATCH", path, { status: "in_progress" });
  expect(reopened.json).toMatchObject({ status: "in_progress", conclusion: null, completed_at: null });
  expect(told).toEqual(["check_run.created", "check_run.completed"]);
});

test("a check run names the open pull requests of its commit", async () => {
  // G3
  const { appToken, withToken } = await testGitHub({ "a.txt": "a\n" });
  const bot = withToken(await appToken());
  const head_sha = await commitTo(bot, "work", "b.txt", "b\n");
  await bot("POST", "pulls", { title: "Add b", head: "work", base: "main" });
  const run = await bot("POST", "check-runs", { name: "signalbox/ready", head_sha });
  expect(run.json["pull_requests"]).toMatchObject([{ number: 1, head: { sha: head_sha } }]);
});

test("output is limited as published, and annotations add up", async () => {
  const { appToken, withToken } = await testGitHub({ "a.txt": "a\n" });
  const bot = withToken(await appToken());
  const head_sha = await tip(bot, "main");
  const annotation = {
    path: "a.txt",
    start_line: 1,
    end_line: 1,
    annotation_level: "failure",
    message: "No",
  };
  const create = (output: object) =>
    bot("POST", "check-runs", { name: "x", head_sha, output: { title: "t", summary: "s", ...output } });
  const annotations = (count: number) => Array.from({ length: count }, () => annotation);
  expect((await create({ summary: "x".repeat(65_536) })).status).toBe(422);
  expect((await create({ text: "x".repeat(65_536) })).status).toBe(422);
  expect((await create({ title: "x".repeat(256) })).status).toBe(422);
  expect((await create({ annotations: annotations(51) })).status).toBe(422);
  const run = await create({ summary: "x".repeat(65_535), annotations: annotations(50) });
  expect(run.status).toBe(201);
  const path = `check-runs/${run.id}`;
  await bot("PATCH", path, { output: { title: "t", summary: "s", annotations: annotations(2) } });
  expect((await bot("GET", `${path}/annotations?per_page=100`)).list).toHaveLength(52);
});

test("people write no check runs; nobody writes them for unknown commits", async () => {
  const { as, appToken, withToken } = await testGitHub({ "a.txt": "a\n" });
  const mira = as("mira");
  const head_sha = await tip(mira, "main");
  expect((await mira("POST", "check-runs", { name: "x", head_sha })).status).toBe(403);
  const unknown = { name: "x", head_sha: "0".repeat(40) };
  expect((await withToken(await appToken())("POST", "check-runs", unknown)).status).toBe(422);
});

test("of the statuses of a commit the newest of each context counts", async () => {
  const { as } = await testGitHub({ "a.txt": "a\n" });
  const mira = as("mira");
  const sha = await tip(mira, "main");
  const combined = async () => (await mira("GET", `commits/${sha}/status`)).json["state"];
  expect(await combined()).toBe("pending");
  await mira("POST", `statuses/${sha}`, { state: "failure", context: "ci/build" });
  expect(await combined()).toBe("failure");
  await mira("POST", `statuses/${sha}`, { state: "success", context: "ci/build" });
  expect(await combined()).toBe("success");
});

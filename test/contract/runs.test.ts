import { expect, test } from "vitest";
import { listRuns, readRun } from "../../src/github/runs.ts";
import { address, mockedGitHub } from "./mocked-github.ts";

const path = ".github/workflows/signalbox-agent.yml";
const run = (id: number, status: string, display_title: string) => ({ id, status, display_title, path });
const listing = "actions/runs?event=workflow_dispatch&per_page=100";

// A11
test("runs are found by task and attempt; an active one wins over ended ones, then the newest", async () => {
  const github = mockedGitHub();
  const runs = [
    run(9, "completed", "#12 attempt 2"),
    run(8, "in_progress", "#12 attempt 1"),
    run(7, "completed", "#12 attempt 1"),
    run(6, "queued", "Nightly"),
    run(5, "completed", "#12 attempt 2"),
    { ...run(4, "queued", "#14 attempt 1"), path: ".github/workflows/nightly.yml" },
    { ...run(3, "queued", "#15 attempt 1"), path: `${path}@main` },
  ];
  github.on("GET", listing, { status: 200, json: { total_count: 7, workflow_runs: runs } });
  const { byAttempt } = await listRuns(github.client, address);
  expect(Object.fromEntries(byAttempt)).toEqual({
    "12/1": { id: 8, state: "active" },
    "12/2": { id: 9, state: "ended" },
    "15/1": { id: 3, state: "active" },
  });
});

// A9
test("a run that is gone is gone, and one that cannot be read fails the look", async () => {
  const github = mockedGitHub();
  github.on("GET", "actions/runs/7", { status: 404, json: { message: "Not Found" } });
  github.on("GET", "actions/runs/8", { status: 200, json: { id: 8, status: "completed" } });
  github.on("GET", "actions/runs/9", { status: 200, text: '{"id":9,"sta', type: "application/json" });
  expect(await readRun(github.client, address, 7)).toEqual({ id: 7, state: "gone" });
  expect(await readRun(github.client, address, 8)).toEqual({ id: 8, state: "ended" });
  await expect(readRun(github.client, address, 9)).rejects.toThrow();
});

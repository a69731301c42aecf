/** Artifacts of the embedded GitHub: listed by run, handed out at a signed address that is good for a minute. */
// R23
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { testGitHub } from "../support/embedded-github.ts";

const files = { ".github/workflows/ci.yml": "name: CI\non: pull_request\n" };
const archive = zipSync({ "coverage.json": strToU8('{"total":91}') });
const at = Date.parse("2026-03-01T12:00:00Z");

async function world() {
  let now = at;
  const made = await testGitHub(files, { clock: () => new Date(now) });
  const run = await made.github.triggerRun({ workflow: "ci.yml", event: "push", branch: "main" });
  return { ...made, run, mira: made.as("mira"), wait: (seconds: number) => (now += seconds * 1_000) };
}

test("a run that a push started is in progress, has a suite of its own, and nobody is asked to run it", async () => {
  const { github, run, mira } = await world();
  const { json } = await mira("GET", `actions/runs/${run}`);
  expect(json).toMatchObject({ event: "push", status: "in_progress", head_branch: "main" });
  const bySuite = await mira("GET", `actions/runs?check_suite_id=${Number(json["check_suite_id"])}`);
  expect(bySuite.json).toMatchObject({ total_count: 1, workflow_runs: [{ id: run }] });
  expect((await mira("GET", "actions/runs?check_suite_id=1")).json).toMatchObject({ total_count: 0 });
  expect(github.pendingRuns()).toEqual([]);
});

test("artifacts are listed by run and name, the newest first, and fetched without a token", async () => {
  const { github, run, mira } = await world();
  const first = await github.uploadArtifact(run, "report", archive);
  const second = await github.uploadArtifact(run, "logs", archive);
  const all = await mira("GET", `actions/runs/${run}/artifacts`);
  expect(all.json).toMatchObject({ total_count: 2, artifacts: [{ id: second }, { id: first }] });
  const named = await mira("GET", `actions/runs/${run}/artifacts?name=report`);
  expect(named.json).toMatchObject({
    artifacts: [{ id: first, name: "report", size_in_bytes: archive.byteLength, expired: false }],
  });
  const token = github.tokenOf("mira");
  const answer = await fetch(`${github.url}/repos/mira/multichain-mcp/actions/artifacts/${first}/zip`, {
    redirect: "manual",
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(302);
  const address = answer.headers.get("location") ?? "";
  expect(new Uint8Array(await (await fetch(address)).arrayBuffer())).toEqual(archive);
  // On github.com it is another host, which has no business with a token.
  expect((await fetch(address, { headers: { authorization: `Bearer ${token}` } })).status).toBe(403);
});

test("an address is good for a minute, and for one artifact", async () => {
  const { github, run, mira, wait } = await world();
  const id = await github.uploadArtifact(run, "report", archive);
  const other = await github.uploadArtifact(run, "logs", archive);
  const { headers } = await fetch(`${github.url}/repos/mira/multichain-mcp/actions/artifacts/${id}/zip`, {
    redirect: "manual",
    headers: { authorization: `Bearer ${github.tokenOf("mira")}` },
  });
  const address = headers.get("location") ?? "";
  expect((await fetch(address.replace(`/${id}.zip`, `/${other}.zip`))).status).toBe(403);
  expect((await fetch(address.replace(/sig=.*/, "sig=00"))).status).toBe(403);
  wait(61);
  expect((await fetch(address)).status).toBe(403);
  expect((await mira("GET", `actions/artifacts/${id}/tar`)).status).toBe(404);
});

test("after 90 days only the name is left", async () => {
  const { github, run, mira, wait } = await world();
  const id = await github.uploadArtifact(run, "report", archive);
  wait(90 * 24 * 3_600);
  expect((await mira("GET", `actions/runs/${run}/artifacts`)).json).toMatchObject({
    artifacts: [{ id, expired: true }],
  });
  expect((await mira("GET", `actions/artifacts/${id}/zip`)).status).toBe(410);
});

test("a run that is over uploads nothing any more", async () => {
  const { github, run } = await world();
  await github.completeRun(run, "success");
  await expect(github.uploadArtifact(run, "report", archive)).rejects.toThrow("is over");
});

test("only who may read actions sees artifacts", async () => {
  const { github, run, appToken, withToken } = await world();
  await github.uploadArtifact(run, "report", archive);
  const bot = withToken(await appToken({ contents: "read" }));
  expect((await bot("GET", `actions/runs/${run}/artifacts`)).status).toBe(403);
});

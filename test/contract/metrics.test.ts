/** From a check run to the number in its report: which requests, in which order, and what each answer means. */
// R23
import { createHash } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import nock from "nock";
import { expect, test } from "vitest";
import type { Check } from "../../src/domain/pull.ts";
import { metricsReader } from "../../src/github/metrics.ts";
import { configOf } from "../support/observation.ts";
import { address, type MockedGitHub, mockedGitHub } from "./mocked-github.ts";

const head = "a".repeat(40);
const base = "c".repeat(40);
const STORE = "https://store.example";
const { gates } = configOf(`
gates:
  checks: { tests: ci/test }
  metrics: [{ name: coverage, check: tests, file: coverage.json, path: total, min: 90 }]
`);

const check: Check = {
  id: "CR_7",
  name: "ci/test",
  app: "github-actions",
  status: "completed",
  conclusion: "success",
  title: null,
  summary: null,
  externalId: null,
  startedAt: null,
};

const read = (github: MockedGitHub, checks: readonly Check[] = [check], wanted = gates) =>
  metricsReader(github.client, address)({ head, baseSha: base, checks }, wanted).then((readings) =>
    readings.get("coverage"),
  );

function zipped(files: Readonly<Record<string, unknown>>): Buffer {
  return Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, value]) => [name, strToU8(JSON.stringify(value))]),
      ),
    ),
  );
}

function showsCheck(github: MockedGitHub, over: object = {}): void {
  const json = { total_count: 1, check_runs: [{ id: 7, node_id: "CR_7", check_suite: { id: 70 }, ...over }] };
  github.on("GET", `commits/${head}/check-runs?check_name=ci%2Ftest&per_page=100`, { status: 200, json });
}

function showsRun(github: MockedGitHub, over: object = {}): void {
  const run = { id: 700, check_suite_id: 70, head_sha: head, status: "completed", ...over };
  github.on("GET", "actions/runs?check_suite_id=70&per_page=100", {
    status: 200,
    json: { total_count: 1, workflow_runs: [run] },
  });
}

interface Listed {
  readonly id: number;
  readonly name: string;
  readonly size_in_bytes?: number;
  readonly expired?: boolean;
  readonly digest?: string;
}

function showsArtifacts(github: MockedGitHub, artifacts: readonly Listed[], count = artifacts.length): void {
  const listed = artifacts.map((artifact) => ({ size_in_bytes: 200, expired: false, ...artifact }));
  github.on("GET", "actions/runs/700/artifacts?per_page=100", {
    status: 200,
    json: { total_count: count, artifacts: listed },
  });
}

/** Whether our token came with the request for the archive. */
function hands(
  github: MockedGitHub,
  id: number,
  archive: Buffer | number,
  location = `${STORE}/${id}?sig=s`,
) {
  github.on("GET", `actions/artifacts/${id}/zip`, { status: 302, headers: { location } });
  const { host, pathname, search } = new URL(location);
  const tokens: (string | null)[] = [];
  nock(`https://${host}`)
    .get(`${pathname}${search}`)
    .reply(async (request: Request) => {
      tokens.push(request.headers.get("authorization"));
      return typeof archive === "number"
        ? [archive, ""]
        : [200, archive, { "content-type": "application/zip" }];
    });
  return tokens;
}

test("check run, suite, workflow run, artifact, archive, number: once for each check run", async () => {
  const github = mockedGitHub();
  showsCheck(github);
  showsRun(github);
  showsArtifacts(github, [{ id: 1, name: "report" }]);
  const tokens = hands(github, 1, zipped({ "coverage.json": { total: 91.5 } }));
  const reader = metricsReader(github.client, address);
  const expected = new Map([["coverage", { kind: "number", value: 91.5, base: null }]]);
  expect(await reader({ head, baseSha: base, checks: [check] }, gates)).toEqual(expected);
  expect(await reader({ head, baseSha: base, checks: [check] }, gates)).toEqual(expected);
  expect(github.sent.map(({ path }) => path.replace("/repos/mira/shop/", ""))).toEqual([
    `commits/${head}/check-runs?check_name=ci%2Ftest&per_page=100`,
    "actions/runs?check_suite_id=70&per_page=100",
    "actions/runs/700/artifacts?per_page=100",
    "actions/artifacts/1/zip",
  ]);
  // Our token is GitHub's alone.
  expect(tokens).toEqual([null]);
});

test.each([
  ["nobody reported it", []],
  ["it is at work", [{ ...check, status: "pending", conclusion: null }]],
  ["another App reported under its name", [{ ...check, app: "someone" }]],
] as const)(
  "G4: where the check has not ended (%s), nothing is asked and the number is not there yet",
  async (_what, checks) => {
    const github = mockedGitHub();
    expect(await read(github, checks)).toEqual({ kind: "pending", why: "check" });
    expect(github.sent).toEqual([]);
  },
);

test("G4: a check run that the listing does not show is not taken for another one", async () => {
  const github = mockedGitHub();
  showsCheck(github, { node_id: "CR_8" });
  expect(await read(github)).toEqual({ kind: "pending", why: "check" });
});

test.each([
  ["another commit", { head_sha: "b".repeat(40) }],
  ["another suite", { check_suite_id: 71 }],
])("G4: a workflow run of %s made another report", async (_what, over) => {
  const github = mockedGitHub();
  showsCheck(github);
  showsRun(github, over);
  expect(await read(github)).toEqual({ kind: "missing", gap: { what: "run" } });
});

test("G4: no report while the run is at work is waited for; none after it is missing", async () => {
  const github = mockedGitHub();
  const reader = metricsReader(github.client, address);
  const gap = { what: "file", artifacts: [], passedOver: [] };
  for (const status of ["in_progress", "completed"]) {
    showsCheck(github);
    showsRun(github, { status });
    showsArtifacts(github, []);
    const readings = await reader({ head, baseSha: base, checks: [check] }, gates);
    expect(readings.get("coverage")).toEqual(
      status === "completed" ? { kind: "missing", gap } : { kind: "pending", why: "run" },
    );
  }
  // The last word is kept.
  await reader({ head, baseSha: base, checks: [check] }, gates);
});

test("the newest artifact of a name counts, and what was looked through is told", async () => {
  const github = mockedGitHub();
  showsCheck(github);
  showsRun(github);
  showsArtifacts(github, [
    { id: 3, name: "report" },
    { id: 2, name: "report" },
    { id: 4, name: "old", expired: true },
    { id: 5, name: "site", size_in_bytes: 11 * 1_024 * 1_024 },
  ]);
  hands(github, 3, zipped({ "other.json": 1 }));
  expect(await read(github)).toEqual({
    kind: "missing",
    gap: {
      what: "file",
      artifacts: ["report"],
      passedOver: [
        { artifact: "old", why: "expired" },
        { artifact: "site", why: "too large" },
      ],
    },
  });
});

test("G4: two artifacts with the file: neither is taken", async () => {
  const github = mockedGitHub();
  showsCheck(github);
  showsRun(github);
  showsArtifacts(github, [
    { id: 1, name: "a" },
    { id: 2, name: "b" },
  ]);
  hands(github, 1, zipped({ "coverage.json": { total: 10 } }));
  hands(github, 2, zipped({ "coverage.json": { total: 99 } }));
  expect(await read(github)).toEqual({ kind: "missing", gap: { what: "several", artifacts: ["a", "b"] } });
});

test("an artifact that is named is the only one that is asked for", async () => {
  const github = mockedGitHub();
  showsCheck(github);
  showsRun(github);
  github.on("GET", "actions/runs/700/artifacts?per_page=100&name=b", {
    status: 200,
    json: { total_count: 1, artifacts: [{ id: 2, name: "b", size_in_bytes: 200, expired: false }] },
  });
  hands(github, 2, zipped({ "coverage.json": { total: 99 } }));
  const metrics = gates.metrics.map((metric) => ({ ...metric, artifact: "b" }));
  expect(await read(github, [check], { ...gates, metrics })).toEqual({
    kind: "number",
    value: 99,
    base: null,
  });
});

test("P10: of more artifacts than are looked through none is", async () => {
  const github = mockedGitHub();
  showsCheck(github);
  showsRun(github);
  showsArtifacts(
    github,
    Array.from({ length: 11 }, (_, id) => ({ id: id + 1, name: `a${id}` })),
  );
  expect(await read(github)).toEqual({ kind: "missing", gap: { what: "many", count: 11, limit: 10 } });
});

test.each([
  ["is refused", 403],
  ["breaks down", 500],
  ["is larger than it said", Buffer.alloc(11 * 1_024 * 1_024)],
])("G4: an archive whose download %s is tried again later", async (_what, archive) => {
  const github = mockedGitHub();
  showsCheck(github);
  showsRun(github);
  showsArtifacts(github, [{ id: 1, name: "report" }]);
  hands(github, 1, archive);
  expect(await read(github)).toEqual({ kind: "pending", why: "download" });
});

test("G4: an archive that is not the one that was uploaded is tried again", async () => {
  const github = mockedGitHub();
  const archive = zipped({ "coverage.json": { total: 91 } });
  const digest = (content: Buffer) => `sha256:${createHash("sha256").update(content).digest("hex")}`;
  for (const [told, reading] of [
    [digest(Buffer.from("other")), { kind: "pending", why: "download" }],
    [digest(archive), { kind: "number", value: 91, base: null }],
  ] as const) {
    showsCheck(github);
    showsRun(github);
    showsArtifacts(github, [{ id: 1, name: "report", digest: told }]);
    hands(github, 1, archive);
    expect(await read(github)).toEqual(reading);
  }
});

test("S8: an archive is not fetched in the clear", async () => {
  const github = mockedGitHub();
  showsCheck(github);
  showsRun(github);
  showsArtifacts(github, [{ id: 1, name: "report" }]);
  github.on("GET", "actions/artifacts/1/zip", {
    status: 302,
    headers: { location: "http://store.example/1" },
  });
  expect(await read(github)).toEqual({ kind: "pending", why: "download" });
});

test.each([403, 404, 410])(
  "G4: where GitHub shows us no artifacts (%d) the number is waited for",
  async (status) => {
    const github = mockedGitHub();
    showsCheck(github);
    showsRun(github);
    github.on("GET", "actions/runs/700/artifacts?per_page=100", { status, json: { message: "No" } });
    expect(await read(github)).toEqual({ kind: "pending", why: "refused" });
  },
);

test("E5: an answer that is half of its JSON fails the look", async () => {
  const github = mockedGitHub();
  showsCheck(github);
  github.on("GET", "actions/runs?check_suite_id=70&per_page=100", {
    status: 200,
    text: '{"workflow_runs":[{"i',
    type: "application/json",
  });
  await expect(read(github)).rejects.toThrow();
});

const comparing = { ...gates, metrics: gates.metrics.map((metric) => ({ ...metric, regression: 5 })) };

test("where the base's number counts, it is read from the last check run there that has ended, by the same App", async () => {
  const github = mockedGitHub();
  showsCheck(github);
  showsRun(github);
  showsArtifacts(github, [{ id: 1, name: "report" }]);
  hands(github, 1, zipped({ "coverage.json": { total: 90 } }));
  const ofBase = (node_id: string, slug: string, status: string, id: number) => ({
    node_id,
    status,
    app: { slug },
    check_suite: { id },
  });
  github.on("GET", `commits/${base}/check-runs?check_name=ci%2Ftest&per_page=100`, {
    status: 200,
    json: {
      total_count: 3,
      check_runs: [
        ofBase("CR_3", "someone", "completed", 91),
        ofBase("CR_2", "github-actions", "in_progress", 92),
        ofBase("CR_1", "github-actions", "completed", 90),
      ],
    },
  });
  github.on("GET", "actions/runs?check_suite_id=90&per_page=100", {
    status: 200,
    json: {
      total_count: 1,
      workflow_runs: [{ id: 900, check_suite_id: 90, head_sha: base, status: "completed" }],
    },
  });
  github.on("GET", "actions/runs/900/artifacts?per_page=100", {
    status: 200,
    json: { total_count: 1, artifacts: [{ id: 9, name: "report", size_in_bytes: 200, expired: false }] },
  });
  hands(github, 9, zipped({ "coverage.json": { total: 96 } }));
  expect(await read(github, [check], comparing)).toEqual({ kind: "number", value: 90, base: 96 });
});

test("G4: where the base has no report there is nothing to compare with, and the number is waited for", async () => {
  const github = mockedGitHub();
  showsCheck(github);
  showsRun(github);
  showsArtifacts(github, [{ id: 1, name: "report" }]);
  hands(github, 1, zipped({ "coverage.json": { total: 90 } }));
  github.on("GET", `commits/${base}/check-runs?check_name=ci%2Ftest&per_page=100`, {
    status: 200,
    json: { total_count: 0, check_runs: [] },
  });
  expect(await read(github, [check], comparing)).toEqual({ kind: "pending", why: "base" });
});

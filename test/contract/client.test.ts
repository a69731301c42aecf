import nock from "nock";
import { expect, test } from "vitest";
import { createClient } from "../../src/github/client.ts";
import { HOST, mockedGitHub } from "./mocked-github.ts";

const at = { owner: "mira", repo: "shop" };

test("each request carries the API version and a fresh token", async () => {
  let tokens = 0;
  const token = async () => {
    tokens += 1;
    return `ghs_${tokens}`;
  };
  const github = mockedGitHub({ token });
  github.on("GET", "git/commits/abc", { status: 200, json: { sha: "abc" } });
  github.on("POST", "issues/12/comments", { status: 201, json: { id: 1 } });
  github.graphql({ data: { viewer: { login: "signalbox[bot]" } } });
  await github.client.octokit.rest.git.getCommit({ ...at, commit_sha: "abc" });
  await github.client.octokit.rest.issues.createComment({ ...at, issue_number: 12, body: "Hello" });
  await github.client.graphql("query { viewer { login } }", {});
  expect(
    github.sent.map(({ headers }) => [headers["authorization"], headers["x-github-api-version"]]),
  ).toEqual([
    ["Bearer ghs_1", "2022-11-28"],
    ["Bearer ghs_2", "2022-11-28"],
    ["Bearer ghs_3", "2022-11-28"],
  ]);
});

test("GraphQL of an Enterprise server lies beside its v3, not below", async () => {
  const server = nock("https://ghe.example")
    .post("/api/graphql")
    .reply(200, { data: { viewer: null } });
  const client = createClient({
    baseUrl: "https://ghe.example/api/v3",
    token: async () => "t",
    clock: { now: () => new Date(), sleep: async () => {} },
    writeSpacing: 0,
  });
  await client.graphql("query { viewer { login } }", {});
  expect(server.isDone()).toBe(true);
});

test("E4: a write that a limit refused is sent again after the wait, and was done once", async () => {
  const github = mockedGitHub();
  github.on("POST", "issues/12/comments", {
    status: 403,
    json: { message: "You have exceeded a secondary rate limit" },
    headers: { "retry-after": "30" },
  });
  github.on("POST", "issues/12/comments", { status: 201, json: { id: 1 } });
  await github.client.octokit.rest.issues.createComment({ ...at, issue_number: 12, body: "Hello" });
  expect(github.slept).toEqual([30_000]);
  expect(github.sent).toHaveLength(2);
});

// "the response body will tell": a secondary limit may come without any header.
test.each([
  "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
  "You have triggered an abuse detection mechanism. Please retry your request again later.",
])("E4: a 403 that speaks of a limit in words alone makes the minute's wait", async (message) => {
  const github = mockedGitHub();
  github.on("GET", "git/commits/abc", { status: 403, json: { message } });
  github.on("GET", "git/commits/abc", { status: 200, json: { sha: "abc" } });
  await github.client.octokit.rest.git.getCommit({ ...at, commit_sha: "abc" });
  expect(github.slept).toEqual([60_000]);
});

test.each<[string, object]>([
  ["RATE_LIMITED", { errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] }],
  [
    "a message alone",
    {
      message: "You have exceeded a secondary rate limit",
      errors: [{ message: "You have exceeded a secondary rate limit" }],
    },
  ],
  ["data that is all null", { data: { viewer: null }, errors: [{ type: "RATE_LIMITED", message: "no" }] }],
])("E4: GraphQL that answers 200 and %s is asked again after the reset", async (_name, json) => {
  const github = mockedGitHub();
  const reset = String(Date.parse("2026-11-21T12:05:00Z") / 1_000);
  const headers = {
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": reset,
    date: "Sat, 21 Nov 2026 12:00:00 GMT",
  };
  github.graphql({ status: 200, json, headers });
  github.graphql({ data: { viewer: { login: "signalbox[bot]" } } });
  const { data } = await github.client.graphql("query { viewer { login } }", {});
  expect(data).toEqual({ viewer: { login: "signalbox[bot]" } });
  expect(github.slept).toEqual([300_000]);
});

// The parts that are done must not be done again.
test("E2 E4: a mutation that a limit refused only in part is not sent again", async () => {
  const github = mockedGitHub();
  const errors = [{ type: "RATE_LIMITED", path: ["m1"], message: "was submitted too quickly" }];
  github.graphql({ status: 200, json: { data: { m0: { clientMutationId: null }, m1: null }, errors } });
  const mutation =
    'mutation { m0: closeIssue(input: {issueId: "I_1"}) { clientMutationId } m1: closeIssue(input: {issueId: "I_2"}) { clientMutationId } }';
  const answer = await github.client.graphql(mutation, {});
  expect(answer.errors).toEqual(errors);
  expect(github.sent).toHaveLength(1);
});

// Somebody's words about rate limits are nobody's refusal.
test("E4: a created commit whose message speaks of a rate limit is created, and once", async () => {
  const github = mockedGitHub();
  const message = "Handle the API rate limit exceeded by a secondary rate limit";
  github.on("POST", "git/commits", { status: 201, json: { sha: "d".repeat(40), message } });
  await github.client.octokit.rest.git.createCommit({ ...at, message, tree: "e".repeat(40) });
  expect(github.slept).toEqual([]);
});

test("E4: what a limit refuses six times is given up", async () => {
  const github = mockedGitHub();
  for (let times = 0; times < 6; times += 1)
    github.on("GET", "git/commits/abc", { status: 429, json: { message: "no" } });
  const asking = github.client.octokit.rest.git.getCommit({ ...at, commit_sha: "abc" });
  await expect(asking).rejects.toThrow(
    "rate limit refused GET /repos/{owner}/{repo}/git/commits/{commit_sha} 6 times",
  );
  expect(github.slept).toEqual([1, 2, 4, 8, 16].map((minutes) => minutes * 60_000));
});

test.each([500, 502, 503, 504])("E5: a read that is answered %i is not repeated", async (status) => {
  const github = mockedGitHub();
  github.on("GET", "git/commits/abc", { status, text: "<html>Unicorn!</html>", type: "text/html" });
  const asking = github.client.octokit.rest.git.getCommit({ ...at, commit_sha: "abc" });
  await expect(asking).rejects.toMatchObject({ status });
});

test.each([
  ["HTML", "<html>Unicorn!</html>", "text/html"],
  ["nothing", "", "application/json"],
  ["half of its JSON", '{"data":{"viewer":{"log', "application/json"],
  ["JSON that is no answer", "[]", "application/json"],
  ["no data", '{"data":null,"errors":[{"message":"Something went wrong"}]}', "application/json"],
])("E5: GraphQL that answers with %s gives no data", async (_name, text, type) => {
  const github = mockedGitHub();
  github.graphql({ status: 200, text, type });
  await expect(github.client.graphql("query { viewer { login } }", {})).rejects.toThrow();
});

// A token that we do not get is no answer to the request that it was for.
test("E10: without a token nothing is sent", async () => {
  const refused = Object.assign(new Error("Bad credentials"), { status: 404 });
  const github = mockedGitHub({ token: () => Promise.reject(refused) });
  const asking = github.client.octokit.rest.git.getCommit({ ...at, commit_sha: "abc" });
  await expect(asking).rejects.toThrow("no token");
  expect(github.sent).toEqual([]);
});

// E16: GitHub answers 301 to reads and 307 to writes of a renamed repository.
test.each([301, 302, 307, 308])(
  "a write that is redirected (%i) stays the write that it was",
  async (status) => {
    const github = mockedGitHub();
    const location = `${HOST}/repositories/7/issues/12/comments`;
    github.on("POST", "issues/12/comments", { status, json: { message: "Moved" }, headers: { location } });
    const moved = nock(HOST, { reqheaders: { authorization: "Bearer ghs_token" } })
      .post("/repositories/7/issues/12/comments", { body: "Hello" })
      .reply(201, { id: 99 });
    const { data } = await github.client.octokit.rest.issues.createComment({
      ...at,
      issue_number: 12,
      body: "Hello",
    });
    expect(data.id).toBe(99);
    expect(moved.isDone()).toBe(true);
  },
);

// E16 S1
test("a redirect to another host is not followed: the token is not shown to it", async () => {
  const github = mockedGitHub();
  const location = "https://evil.example/repositories/7/issues/12/comments";
  github.on("POST", "issues/12/comments", { status: 307, json: { message: "Moved" }, headers: { location } });
  const asking = github.client.octokit.rest.issues.createComment({ ...at, issue_number: 12, body: "Hello" });
  await expect(asking).rejects.toThrow("another host, evil.example");
});

// E16
test("E6: redirects in a circle end", async () => {
  const github = mockedGitHub();
  const location = `${HOST}/repos/mira/shop/git/commits/abc`;
  for (let times = 0; times < 4; times += 1)
    github.on("GET", "git/commits/abc", { status: 301, json: { message: "Moved" }, headers: { location } });
  const asking = github.client.octokit.rest.git.getCommit({ ...at, commit_sha: "abc" });
  await expect(asking).rejects.toThrow("without end");
});

// 401 says "not done": sending again with another token repeats nothing.
test("E10: a token that GitHub refuses is renewed once; a second refusal is final", async () => {
  const refusals: (string | undefined)[] = [];
  const token = async (refused?: string) => {
    refusals.push(refused);
    return refused === undefined ? "ghs_old" : "ghs_new";
  };
  const github = mockedGitHub({ token });
  const bad = { status: 401, json: { message: "Bad credentials" } };
  github.on("POST", "issues/12/comments", bad);
  github.on("POST", "issues/12/comments", { status: 201, json: { id: 1 } });
  await github.client.octokit.rest.issues.createComment({ ...at, issue_number: 12, body: "Hello" });
  github.on("GET", "git/commits/abc", bad);
  github.on("GET", "git/commits/abc", bad);
  const asking = github.client.octokit.rest.git.getCommit({ ...at, commit_sha: "abc" });
  await expect(asking).rejects.toMatchObject({ status: 401 });
  expect(refusals).toEqual([undefined, "ghs_old", undefined, "ghs_old"]);
  expect(github.sent.map(({ headers }) => headers["authorization"])).toEqual([
    "Bearer ghs_old",
    "Bearer ghs_new",
    "Bearer ghs_old",
    "Bearer ghs_new",
  ]);
});

// E10
test("a refused token that cannot be renewed is not tried again", async () => {
  const github = mockedGitHub({ token: async () => "ghs_only" });
  github.on("GET", "git/commits/abc", { status: 401, json: { message: "Bad credentials" } });
  const asking = github.client.octokit.rest.git.getCommit({ ...at, commit_sha: "abc" });
  await expect(asking).rejects.toMatchObject({ status: 401 });
  expect(github.sent).toHaveLength(1);
});

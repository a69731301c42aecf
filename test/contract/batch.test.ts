import { expect, test } from "vitest";
import type { Effect } from "../../src/domain/effect.ts";
import { apply } from "../../src/github/apply.ts";
import { mockedGitHub, repository } from "./mocked-github.ts";

const labels = new Map([
  ["status:queued", "LA_1"],
  ["status:working", "LA_2"],
]);
const relabel: Effect = {
  kind: "labels",
  issue: 12,
  issueId: "I_12",
  add: ["status:working"],
  remove: ["status:queued"],
};
const check: Effect = {
  kind: "check",
  pull: 31,
  head: "c".repeat(40),
  name: "signalbox/ready",
  externalId: "ready@c",
  existing: null,
  result: "failure",
  title: "Not ready",
  summary: "Waits for an approval",
  annotations: [],
};
const all: readonly Effect[] = [
  relabel,
  { kind: "edit-comment", issue: 12, commentId: "IC_1", body: "### working" },
  { kind: "edit-pull", pull: 31, pullId: "PR_31", title: "Bread", body: "Closes #12" },
  { kind: "reaction", issue: 12, commentId: "IC_2", content: "THUMBS_UP" },
  { kind: "close", issue: 13, issueId: "I_13" },
  check,
  { ...check, existing: "CR_5", result: "pending" },
];

/** GitHub's answer to a batch of so many parts: each one done, but for those that `over` says otherwise of. */
function done(parts: number, over: Readonly<Record<string, null>> = {}): Record<string, unknown> {
  const names = Array.from({ length: parts }, (_, index) => `m${index}`);
  return { ...Object.fromEntries(names.map((name) => [name, { clientMutationId: null }])), ...over };
}

test("idempotent updates leave as one mutation that GitHub's schema knows", async () => {
  const github = mockedGitHub();
  github.graphql({ data: done(8) });
  const applied = await apply(github.client, { repository, labels, effects: all });
  expect(applied.every(({ result }) => result === "done")).toBe(true);
  expect(github.sent).toHaveLength(1);
  expect(github.queries[0]?.variables).toEqual({
    m0: { labelableId: "I_12", labelIds: ["LA_2"] },
    m1: { labelableId: "I_12", labelIds: ["LA_1"] },
    m2: { id: "IC_1", body: "### working" },
    m3: { pullRequestId: "PR_31", title: "Bread", body: "Closes #12" },
    m4: { subjectId: "IC_2", content: "THUMBS_UP" },
    m5: { issueId: "I_13", stateReason: "COMPLETED" },
    m6: {
      repositoryId: "R_1",
      name: "signalbox/ready",
      headSha: "c".repeat(40),
      externalId: "ready@c",
      status: "COMPLETED",
      conclusion: "FAILURE",
      output: { title: "Not ready", summary: "Waits for an approval" },
    },
    m7: {
      repositoryId: "R_1",
      checkRunId: "CR_5",
      externalId: "ready@c",
      status: "IN_PROGRESS",
      output: { title: "Not ready", summary: "Waits for an approval" },
    },
  });
});

test("each part is judged by its own result: a bad one leaves the others done", async () => {
  const github = mockedGitHub();
  const errors = [
    { type: "NOT_FOUND", path: ["m2"], message: "Could not resolve to a node with the global id of 'IC_1'." },
  ];
  github.graphql({ data: done(8, { m2: null }), errors });
  const applied = await apply(github.client, { repository, labels, effects: all });
  expect(applied.map(({ effect, result }) => [effect.kind, result])).toEqual([
    ["labels", "done"],
    ["labels", "done"],
    ["edit-comment", "refused"],
    ["edit-pull", "done"],
    ["reaction", "done"],
    ["close", "done"],
    ["check", "done"],
    ["check", "done"],
  ]);
});

// Only GitHub's word for a part makes it done.
test.each<[string, readonly unknown[]]>([
  ["an error without a path", [{ message: "Something went wrong while executing your query" }]],
  ["an internal error of the part", [{ path: ["m1"], message: "Something went wrong" }]],
  ["a limit", [{ type: "RATE_LIMITED", path: ["m1"], message: "was submitted too quickly" }]],
  ["no error at all", []],
])("E2: a part that comes back as null with %s is uncertain, not done", async (_name, errors) => {
  const github = mockedGitHub();
  github.graphql({ data: done(2, { m1: null }), errors });
  const applied = await apply(github.client, { repository, labels, effects: [relabel] });
  expect(applied.map(({ result }) => result)).toEqual(["done", "uncertain"]);
  expect(github.sent).toHaveLength(1);
});

test.each([
  ["502", { status: 502, text: "<html>Unicorn!</html>", type: "text/html" }],
  ["half of its JSON", { status: 200, text: '{"data":{"m0":{"client', type: "application/json" }],
  ["a broken connection", { breaks: "ECONNRESET" }],
])("E2: a batch that is answered with %s is sent once and uncertain", async (_name, answer) => {
  const github = mockedGitHub();
  github.graphql(answer);
  const applied = await apply(github.client, { repository, labels, effects: [relabel, check] });
  expect(applied.map(({ result }) => result)).toEqual(["uncertain", "uncertain", "uncertain"]);
  expect(github.sent).toHaveLength(1);
});

test("more than twenty parts leave in mutations of twenty", async () => {
  const github = mockedGitHub();
  const closes = Array.from(
    { length: 45 },
    (_, index): Effect => ({ kind: "close", issue: index, issueId: `I_${index}` }),
  );
  for (const parts of [20, 20, 5]) github.graphql({ data: done(parts) });
  const applied = await apply(github.client, { repository, labels, effects: closes });
  expect(applied).toHaveLength(45);
  expect(github.queries.map(({ variables }) => Object.keys(variables).length)).toEqual([20, 20, 5]);
});

test("E10: a 401 ends the pass", async () => {
  const github = mockedGitHub();
  github.graphql({ status: 401, json: { message: "Bad credentials" } });
  await expect(apply(github.client, { repository, labels, effects: [check] })).rejects.toThrow(
    "Bad credentials",
  );
});

test("no effects are no requests", async () => {
  const github = mockedGitHub();
  expect(await apply(github.client, { repository, labels, effects: [] })).toEqual([]);
});

import { expect, test } from "vitest";
import { type RecordInput, record } from "../../src/github/record.ts";
import { address, mockedGitHub } from "./mocked-github.ts";

const head = "a".repeat(40);
const input: RecordInput = {
  branch: "signalbox/ledger",
  head,
  changes: { additions: [{ path: "tasks/12.json", text: '{ "é": 1 }\n' }], deletions: ["tasks/11.json"] },
  events: [{ kind: "accepted", task: 12, agent: "chef", title: "Bake the bread", by: "mira" }],
};
const committed = { data: { createCommitOnBranch: { commit: { oid: "b".repeat(40) } } } };

test("a change of the ledger is one commit, on the tip that was observed", async () => {
  const github = mockedGitHub();
  github.graphql(committed);
  expect(await record(github.client, address, input)).toBe("recorded");
  expect(github.queries.map(({ variables }) => variables)).toEqual([
    {
      input: {
        branch: { repositoryNameWithOwner: "mira/shop", branchName: "signalbox/ledger" },
        expectedHeadOid: head,
        message: { headline: expect.stringMatching(/^\[AGENT chef\] #12 [^\n]*Bake the bread/) },
        fileChanges: {
          additions: [{ path: "tasks/12.json", contents: Buffer.from('{ "é": 1 }\n').toString("base64") }],
          deletions: [{ path: "tasks/11.json" }],
        },
      },
    },
  ]);
});

test("several events are a headline that counts them, and a line each", async () => {
  const github = mockedGitHub();
  github.graphql(committed);
  const dropped = { kind: "dropped", task: 11, agent: "chef", why: "its issue was closed" } as const;
  await record(github.client, address, { ...input, events: [...input.events, dropped] });
  expect(github.queries[0]?.variables["input"]).toMatchObject({
    message: {
      headline: expect.stringMatching(/^\[AGENT chef\] #12 [^\n]*\(and 1 more\)$/),
      body: expect.stringMatching(/^\[AGENT chef\] #12 [^\n]*\n\[AGENT chef\] #11 [^\n]*$/),
    },
  });
});

// Who loses the race observes again.
test.each([
  { type: "STALE_DATA", message: 'Expected branch to point to "aaa" but it did not. Pull and try again.' },
  { message: 'Expected branch to point to "aaa" but it did not. Pull and try again.' },
])("E8: a ledger that somebody else has written meanwhile is a lost race", async (error) => {
  const github = mockedGitHub();
  github.graphql({
    data: { createCommitOnBranch: null },
    errors: [{ path: ["createCommitOnBranch"], ...error }],
  });
  expect(await record(github.client, address, input)).toBe("lost");
});

// No lost race, and nothing that trying at once would help.
test.each([
  [
    "a rule of the repository",
    {
      data: { createCommitOnBranch: null },
      errors: [{ type: "UNPROCESSABLE", message: "Repository rule violations found" }],
    },
  ],
  [
    "a permission",
    {
      data: { createCommitOnBranch: null },
      errors: [{ type: "FORBIDDEN", message: "Resource not accessible by integration" }],
    },
  ],
  ["an answer without reasons", { data: { createCommitOnBranch: null } }],
])("E10: what %s forbids fails the pass", async (_name, answer) => {
  const github = mockedGitHub();
  github.graphql(answer);
  await expect(record(github.client, address, input)).rejects.toThrow("the ledger could not be written");
});

function startLedger(github: ReturnType<typeof mockedGitHub>): void {
  github.on("POST", "git/trees", { status: 201, json: { sha: "1".repeat(40) } });
  github.on("POST", "git/commits", {
    status: 201,
    json: { sha: "2".repeat(40), message: "Start the ledger" },
  });
}

test("a ledger that does not exist starts as an orphan branch", async () => {
  const github = mockedGitHub();
  startLedger(github);
  github.on("POST", "git/refs", { status: 201, json: { ref: "refs/heads/signalbox/ledger" } });
  github.graphql(committed);
  expect(await record(github.client, address, { ...input, head: null })).toBe("recorded");
  expect(github.sent.map(({ body }) => body).slice(1, 3)).toEqual([
    { message: "Start the ledger", tree: "1".repeat(40), parents: [] },
    { ref: "refs/heads/signalbox/ledger", sha: "2".repeat(40) },
  ]);
  expect(github.queries[0]?.variables["input"]).toMatchObject({ expectedHeadOid: "2".repeat(40) });
});

test("E8: a ledger that somebody else starts first is a lost race", async () => {
  const github = mockedGitHub();
  startLedger(github);
  github.on("POST", "git/refs", { status: 422, json: { message: "Reference already exists" } });
  expect(await record(github.client, address, { ...input, head: null })).toBe("lost");
});

// Any other 422 would be the same each time.
test("E3: a ledger that may not be started fails the pass, and is no lost race", async () => {
  const github = mockedGitHub();
  startLedger(github);
  github.on("POST", "git/refs", { status: 422, json: { message: "Repository rule violations found" } });
  await expect(record(github.client, address, { ...input, head: null })).rejects.toThrow("rule violations");
});

test("E5: a ledger is not started from an answer that was cut short", async () => {
  const github = mockedGitHub();
  github.on("POST", "git/trees", { status: 201, text: '{"sha":"111', type: "application/json" });
  await expect(record(github.client, address, { ...input, head: null })).rejects.toThrow();
  expect(github.sent).toHaveLength(1);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readBranch } from "../../../../src/local/git/ref.ts";
import { type GraphQLWorld, openGraphQLWorld } from "../graphql-world.ts";

let github: GraphQLWorld;

beforeAll(async () => {
  github = await openGraphQLWorld();
});
afterAll(() => github.close());

describe("createCommitOnBranch", () => {
  const mutation = `mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { clientMutationId
    commit { oid messageHeadline messageBody file(path: "tasks/12.json") { object { ... on Blob { text } } } } ref { name } } }`;
  const input = (
    expectedHeadOid: string,
    files: Readonly<Record<string, string>>,
    deletions: readonly string[] = [],
  ) => ({
    input: {
      clientMutationId: "pass 7",
      branch: { repositoryNameWithOwner: "mira/multichain-mcp", branchName: "signalbox/ledger" },
      expectedHeadOid,
      message: { headline: "[AGENT ethereum] #12 queued → working", body: "Attempt 1." },
      fileChanges: {
        additions: Object.entries(files).map(([path, text]) => ({
          path,
          contents: Buffer.from(text).toString("base64"),
        })),
        deletions: deletions.map((path) => ({ path })),
      },
    },
  });
  let tip: string;
  beforeEach(async () => {
    tip = await github.commit("signalbox/ledger", { "tasks/12.json": "old", "tasks/9.json": "9" });
  });

  test("puts files on a branch in one commit", async () => {
    const answer = await github.data(
      github.signalbox,
      mutation,
      input(tip, { "tasks/12.json": "néw\n" }, ["tasks/9.json"]),
    );
    const oid = await readBranch(github.git, "signalbox/ledger");
    expect(oid).not.toBe(tip);
    expect(answer).toEqual({
      createCommitOnBranch: {
        clientMutationId: "pass 7",
        commit: {
          oid,
          messageHeadline: "[AGENT ethereum] #12 queued → working",
          messageBody: "Attempt 1.",
          file: { object: { text: "néw\n" } },
        },
        ref: { name: "signalbox/ledger" },
      },
    });
    const gone = `{ repository(owner: "mira", name: "multichain-mcp") { object(expression: "${oid}:tasks/9.json") { oid } } }`;
    expect(await github.data(github.mira, gone)).toEqual({ repository: { object: null } });
  });

  // R1, E8: of two writers that saw the same ledger, one loses and learns it.
  test("lets one of two win that expect the same head; the other gets STALE_DATA and changes nothing", async () => {
    const answers = await Promise.all(
      ["a", "b"].map((text) => github.ask(github.signalbox, mutation, input(tip, { "tasks/12.json": text }))),
    );
    const won = answers.filter(({ errors }) => errors === undefined);
    const lost = answers.filter(({ errors }) => errors !== undefined);
    expect(won).toHaveLength(1);
    expect(lost).toMatchObject([
      {
        data: { createCommitOnBranch: null },
        errors: [
          {
            type: "STALE_DATA",
            path: ["createCommitOnBranch"],
            message: expect.stringMatching(
              `Expected branch to point to "${tip}" but it did not. +Pull and try again.`,
            ),
          },
        ],
      },
    ]);
    const parents = `{ repository(owner: "mira", name: "multichain-mcp") { ref(qualifiedName: "signalbox/ledger") { target {
      ... on Commit { parents(first: 5) { nodes { oid } } } } } } }`;
    expect(await github.data(github.mira, parents)).toMatchObject({
      repository: { ref: { target: { parents: { nodes: [{ oid: tip }] } } } },
    });
  });

  test.each([
    [
      "a branch that does not exist",
      { branch: { repositoryNameWithOwner: "mira/multichain-mcp", branchName: "no" } },
      "NOT_FOUND",
    ],
    [
      "another repository",
      { branch: { repositoryNameWithOwner: "mira/other", branchName: "main" } },
      "NOT_FOUND",
    ],
    [
      "a deletion of what is not there",
      { fileChanges: { deletions: [{ path: "absent" }] } },
      "UNPROCESSABLE",
    ],
    [
      "a path that leaves the tree",
      { fileChanges: { additions: [{ path: "../x", contents: "" }] } },
      "UNPROCESSABLE",
    ],
  ])("refuses %s", async (_what, change, type) => {
    const { input: usual } = input(tip, {});
    const answer = await github.ask(github.signalbox, mutation, { input: { ...usual, ...change } });
    expect(answer).toMatchObject({ data: { createCommitOnBranch: null }, errors: [{ type }] });
    expect(await readBranch(github.git, "signalbox/ledger")).toBe(tip);
  });

  test.each([
    [
      "contents that are not base64",
      { fileChanges: { additions: [{ path: "a", contents: "not base64!" }] } },
    ],
    ["a head that is no object id", { expectedHeadOid: "main" }],
  ])("refuses %s before it does anything", async (_what, change) => {
    const { input: usual } = input(tip, {});
    const { data, errors } = await github.ask(github.signalbox, mutation, { input: { ...usual, ...change } });
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(await readBranch(github.git, "signalbox/ledger")).toBe(tip);
  });

  test("needs contents: write", async () => {
    const answer = await github.ask(github.narrowed({ contents: "read" }), mutation, input(tip, { a: "a" }));
    expect(answer.errors).toMatchObject([
      { type: "FORBIDDEN", message: "Resource not accessible by integration" },
    ]);
  });
});

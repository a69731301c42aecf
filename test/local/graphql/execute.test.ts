import { isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { executeGraphQL } from "../../../src/local/graphql/execute.ts";
import { mutationRoot } from "../../../src/local/graphql/mutation.ts";
import { createPointMeter } from "../../../src/local/graphql/point-meter.ts";
import { githubSchema } from "../../../src/local/graphql/schema.ts";
import { nodeId } from "../../../src/local/node-id.ts";
import { createIssue } from "../../../src/local/operations/issue.ts";
import { type GraphQLWorld, openGraphQLWorld } from "./graphql-world.ts";

let github: GraphQLWorld;
const inRepository = (fields: string) =>
  `{ repository(owner: "mira", name: "multichain-mcp") { ${fields} } }`;

beforeAll(async () => {
  github = await openGraphQLWorld();
  await github.world.transaction(() => createIssue(github.mira, { title: "Split tools" }));
});
afterAll(() => github.close());

describe("the limits of a page", () => {
  test.each([
    [
      "issues { totalCount }",
      "MISSING_PAGINATION_BOUNDARIES",
      "You must provide a `first` or `last` value to properly paginate the `issues` connection.",
    ],
    [
      "issues(first: 101) { totalCount }",
      "EXCESSIVE_PAGINATION",
      "Requesting 101 records on the `issues` connection exceeds the `first` limit of 100 records.",
    ],
    [
      "issues(last: 200) { totalCount }",
      "EXCESSIVE_PAGINATION",
      "Requesting 200 records on the `issues` connection exceeds the `last` limit of 100 records.",
    ],
    [
      "issues(first: 0) { totalCount }",
      "EXCESSIVE_PAGINATION",
      "`first` on the `issues` connection cannot be less than 1.",
    ],
    [
      "issues(first: 1, last: 1) { totalCount }",
      "UNPROCESSABLE",
      "Passing both `first` and `last` to paginate the `issues` connection is not supported.",
    ],
    [
      'issues(first: 1, after: "made up") { totalCount }',
      "INVALID_CURSOR_ARGUMENTS",
      "`made up` does not appear to be a valid cursor.",
    ],
  ])("%s is %s", async (field, type, message) => {
    expect(await github.ask(github.mira, inRepository(`name ${field}`))).toEqual({
      data: { repository: null },
      errors: [{ type, path: ["repository", "issues"], message }],
    });
  });

  test("a connection that may be null leaves the rest", async () => {
    expect(
      await github.ask(github.mira, inRepository("name labels(first: 1000) { totalCount }")),
    ).toMatchObject({
      data: { repository: { name: "multichain-mcp", labels: null } },
      errors: [{ type: "EXCESSIVE_PAGINATION", path: ["repository", "labels"] }],
    });
  });

  test("more than 500,000 possible nodes are refused unread", async () => {
    const comments = "comments(first: 100) { nodes { issue { labels(first: 60) { nodes { id } } } } }";
    const query = inRepository(`issues(first: 100) { nodes { ${comments} } }`);
    // 100 issues + 100 × 100 comments + 100 × 100 × 60 labels
    expect(await github.ask(github.mira, query)).toEqual({
      errors: [
        {
          type: "MAX_NODE_LIMIT_EXCEEDED",
          message:
            "This query requests up to 610,100 possible nodes which exceeds the maximum limit of 500,000.",
        },
      ],
    });
  });

  test("more than 100 ids are refused", async () => {
    const ids = Array.from({ length: 101 }, (_, index) => nodeId("issue", index + 1));
    const { errors } = await github.ask(github.mira, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {
      ids,
    });
    expect(errors).toMatchObject([
      { type: "ARGUMENT_LIMIT", message: "You may not provide more than 100 node ids; you provided 101." },
    ]);
  });
});

describe("nodes by id", () => {
  test("are null one by one where there is none", async () => {
    const [issue] = github.world.issues.all();
    const ids = [nodeId("issue", issue?.id ?? 0), nodeId("issue", 1), "MDU6SXNzdWUx"];
    const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }";
    const lost = (index: number) => ({
      type: "NOT_FOUND",
      path: ["nodes", index],
      message: `Could not resolve to a node with the global id of '${ids[index]}'.`,
    });
    expect(await github.ask(github.mira, query, { ids })).toEqual({
      data: { nodes: [{ __typename: "Issue", id: ids[0] }, null, null] },
      errors: [lost(1), lost(2)],
    });
  });

  test("do not exist for those who may not read them", async () => {
    const [issue] = github.world.issues.all();
    const query = `{ node(id: "${nodeId("issue", issue?.id ?? 0)}") { id } }`;
    for (const who of [github.person("eve", "none"), github.narrowed({ contents: "read" })])
      expect(await github.ask(who, query)).toMatchObject({
        data: { node: null },
        errors: [{ type: "NOT_FOUND" }],
      });
  });
});

describe("the budget of points", () => {
  const query = `{ rateLimit { cost nodeCount limit used remaining resetAt } ${inRepository(
    "issues(first: 100) { nodes { labels(first: 10) { nodes { name } } comments(last: 20) { nodes { body } } } }",
  ).slice(1)}`;
  const request = (clock: () => Date) => ({ ...github.mira, meter: createPointMeter(clock), origin: "" });

  test("is told with the cost of the query that asks: 1 + 2 × 100 requests are 2 points", async () => {
    const asked = request(() => new Date("2026-11-21T10:00:00Z"));
    await executeGraphQL(asked, { query: "{ viewer { login } }" });
    const { body, budget } = await executeGraphQL(asked, { query });
    expect(body.data).toMatchObject({
      rateLimit: {
        cost: 2,
        nodeCount: 100 + 100 * 10 + 100 * 20,
        limit: 5000,
        used: 3,
        remaining: 4997,
        resetAt: "2026-11-21T11:00:00Z",
      },
    });
    expect(budget).toMatchObject({ used: 3, remaining: 4997 });
  });

  // E4: a limit is an answer of 200 with RATE_LIMITED.
  test("is enforced until it is reset", async () => {
    let now = new Date("2026-11-21T10:00:00Z");
    const asked = request(() => now);
    for (let spent = 0; spent < 5000; spent += 1) asked.meter.spend(github.mira.caller.user.id, 1);
    const limited = await executeGraphQL(asked, { query });
    expect(limited).toMatchObject({
      status: 200,
      body: { errors: [{ type: "RATE_LIMITED" }] },
      budget: { remaining: 0 },
    });
    expect(limited.body.data).toBeUndefined();
    now = new Date("2026-11-21T11:00:00Z");
    expect((await executeGraphQL(asked, { query })).body.errors).toBeUndefined();
  });
});

describe("a request", () => {
  test.each([
    ["that is no document", { query: "{ viewer { login }" }, "Syntax Error: Expected Name, found <EOF>."],
    [
      "for a field that GitHub has and we do not serve",
      { query: inRepository("stargazerCount") },
      'Cannot query field "stargazerCount" on type "Repository".',
    ],
    ["without a query", { variables: {} }, "A query attribute must be specified and must be a string."],
    [
      "for an operation that is not there",
      { query: "query A { viewer { login } }", operationName: "B" },
      'No operation named "B"',
    ],
    [
      "for one of two operations, not saying which",
      { query: "query A { viewer { login } } query B { viewer { login } }" },
      "An operation name is required",
    ],
  ])("%s is answered with an error and no data", async (_what, body, message) => {
    const request = { ...github.mira, meter: createPointMeter(() => new Date()), origin: "" };
    const answer = await executeGraphQL(request, body);
    expect(answer).toMatchObject({ status: 200, kind: "query", body: { errors: [{ message }] } });
    expect(answer.body).not.toHaveProperty("data");
  });

  test("is told apart: a query reads, a mutation writes", async () => {
    const request = { ...github.mira, meter: createPointMeter(() => new Date()), origin: "" };
    const query = `query A { viewer { login } } mutation B { reopenIssue(input: { issueId: "I_1" }) { clientMutationId } }`;
    expect(await executeGraphQL(request, { query, operationName: "A" })).toMatchObject({ kind: "query" });
    expect(await executeGraphQL(request, { query, operationName: "B" })).toMatchObject({ kind: "mutation" });
  });

  test("may name every mutation of the schema, and no other", () => {
    const type = githubSchema.getMutationType();
    const names = isObjectType(type) ? Object.keys(type.getFields()) : [];
    const request = { ...github.mira, origin: "" };
    expect(Object.keys(mutationRoot(request)).toSorted()).toEqual(names.toSorted());
  });
});

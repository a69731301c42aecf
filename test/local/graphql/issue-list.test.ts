import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { issueOf } from "../../../src/local/find.ts";
import { createComment } from "../../../src/local/operations/comment.ts";
import { createIssue, updateIssue } from "../../../src/local/operations/issue.ts";
import { addLabels } from "../../../src/local/operations/issue-labels.ts";
import { createPull } from "../../../src/local/operations/pull.ts";
import { type GraphQLWorld, openGraphQLWorld } from "./graphql-world.ts";

const Numbered = z.object({ number: z.number() });
const IssuePage = z.object({
  repository: z.object({
    issues: z.object({
      totalCount: z.number(),
      nodes: z.array(Numbered),
      edges: z.array(z.object({ cursor: z.string(), node: Numbered })),
      pageInfo: z.object({
        startCursor: z.string().nullable(),
        endCursor: z.string().nullable(),
        hasNextPage: z.boolean(),
        hasPreviousPage: z.boolean(),
      }),
    }),
  }),
});

let github: GraphQLWorld;
const inRepository = (fields: string) =>
  `{ repository(owner: "mira", name: "multichain-mcp") { ${fields} } }`;

beforeAll(async () => {
  github = await openGraphQLWorld();
  const { world, mira } = github;
  for (const title of ["Split tools", "Add swaps", "Write docs"]) {
    github.pass(60);
    await world.transaction(() => createIssue(mira, { title, labels: ["agent:auto"] }));
  }
  github.pass(120);
  await world.transaction(() => {
    addLabels(mira, issueNumbered(1).id, ["agent:ethereum"]);
    for (const body of ["/assign ethereum", "/why"]) createComment(mira, issueNumbered(1), body);
    updateIssue(mira, issueNumbered(3), { state: "closed", stateReason: "not_planned" });
  });
  github.pass(30);
  await world.transaction(() => createComment(mira, issueNumbered(2), "/hold"));
  await github.commit("agent/auto/4-docs", { "docs/a.md": "a\n" });
  await world.transaction(() => createPull(mira, { title: "Docs", head: "agent/auto/4-docs", base: "main" }));
});
afterAll(() => github.close());

describe("a list of issues by GraphQL", () => {
  test("holds no pull request", async () => {
    const { world } = github;
    const [pull] = world.pulls.all();
    expect(pull && issueOf(world, pull).number).toBe(4);
    expect(await numbers("first: 100")).toEqual([1, 2, 3]);
  });

  test.each([
    ["states: OPEN", [1, 2]],
    ["filterBy: { states: [CLOSED] }", [3]],
    ['labels: ["AGENT:ethereum", "absent"]', [1]],
    ['filterBy: { labels: ["agent:ethereum", "absent"] }', []],
    ['filterBy: { since: "2026-11-21T10:05:00Z" }', [1, 2, 3]],
    ['filterBy: { since: "2026-11-21T10:05:01Z" }', [2]],
    ['filterBy: { since: "2026-11-21T12:05:31+02:00" }', []],
    ['filterBy: { createdBy: "noor" }', []],
    ["orderBy: { field: CREATED_AT, direction: DESC }", [3, 2, 1]],
    ["orderBy: { field: COMMENTS, direction: DESC }", [1, 2, 3]],
    ["orderBy: { field: UPDATED_AT, direction: ASC }", [1, 3, 2]],
  ])("with %s is %j", async (filter, expected) => {
    expect(await numbers(`first: 100, ${filter}`)).toEqual(expected);
  });

  test("is paged forwards and backwards with the same cursors", async () => {
    const first = await page("first: 2");
    expect(first).toMatchObject({ nodes: [{ number: 1 }, { number: 2 }], totalCount: 3 });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await page(`first: 2, after: "${first.pageInfo.endCursor}"`);
    expect(second).toMatchObject({ nodes: [{ number: 3 }], totalCount: 3 });
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const back = await page(`last: 1, before: "${second.pageInfo.startCursor}"`);
    expect(back).toMatchObject({ nodes: [{ number: 2 }] });
    expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  // E6: what changes while it is listed is neither lost nor repeated in an order that does not change.
  test("goes on after the last item that was seen, although the list has grown and shrunk", async () => {
    const order = "orderBy: { field: CREATED_AT, direction: DESC }, states: OPEN";
    const first = await page(`first: 1, ${order}`);
    expect(first.nodes).toMatchObject([{ number: 2 }]);
    await github.world.transaction(() => {
      updateIssue(github.mira, issueNumbered(2), { state: "closed" });
      createIssue(github.mira, { title: "Newer" });
    });
    const second = await page(`first: 5, after: "${first.pageInfo.endCursor}", ${order}`);
    expect(second.nodes).toMatchObject([{ number: 1 }]);
  });
});

function issueNumbered(number: number) {
  const [issue] = github.world.issues.where("number", number);
  if (!issue) throw new Error(`there is no issue ${number}`);
  return issue;
}

async function numbers(args: string): Promise<readonly number[]> {
  return (await page(args)).nodes.map(({ number }) => number);
}

async function page(args: string) {
  const fields = `issues(${args}) { totalCount nodes { number } edges { cursor node { number } }
    pageInfo { startCursor endCursor hasNextPage hasPreviousPage } }`;
  const { issues } = IssuePage.parse(await github.data(github.mira, inRepository(fields))).repository;
  expect(issues.edges.map(({ node }) => node)).toEqual(issues.nodes);
  expect(issues.edges.at(-1)?.cursor ?? null).toBe(issues.pageInfo.endCursor);
  return issues;
}

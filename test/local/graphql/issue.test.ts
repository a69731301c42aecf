import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { issueOf } from "../../../src/local/find.ts";
import { nodeId } from "../../../src/local/node-id.ts";
import { createComment, editComment } from "../../../src/local/operations/comment.ts";
import { createIssue, updateIssue } from "../../../src/local/operations/issue.ts";
import { addLabels, removeLabel } from "../../../src/local/operations/issue-labels.ts";
import { createPull } from "../../../src/local/operations/pull.ts";
import { addReaction } from "../../../src/local/operations/reaction.ts";
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
  const { world, mira, signalbox } = github;
  const titles = ["Split tools", "Add swaps", "Write docs"];
  for (const title of titles) {
    github.pass(60);
    await world.transaction(() =>
      createIssue(mira, { title, body: `${title}, please.`, labels: ["agent:auto"] }),
    );
  }
  github.pass(60);
  await world.transaction(() => {
    const first = issueNumbered(1);
    const comment = createComment(mira, first, "/assign ethereum");
    createComment(signalbox, first, "<!-- signalbox:card task=1 -->");
    addReaction(signalbox, { commentId: comment.id }, "+1");
  });
  github.pass(60);
  await world.transaction(() => {
    addLabels(github.person("noor", "triage"), issueNumbered(1).id, ["hold", "agent:ethereum"]);
    removeLabel(mira, issueNumbered(1).id, "hold");
    updateIssue(mira, issueNumbered(3), { state: "closed", stateReason: "not_planned" });
  });
});
afterAll(() => github.close());

describe("an issue by GraphQL", () => {
  test("shows what REST shows, in GraphQL's words", async () => {
    const fields = `issue(number: 3) { id databaseId fullDatabaseId number title body state stateReason closed closedAt createdAt
      updatedAt url author { __typename login ... on User { databaseId } } labels(first: 10) { nodes { name } } }`;
    const issue = issueNumbered(3);
    expect(await github.data(github.signalbox, inRepository(fields))).toEqual({
      repository: {
        issue: {
          id: nodeId("issue", issue.id),
          databaseId: issue.id,
          fullDatabaseId: String(issue.id),
          number: 3,
          title: "Write docs",
          body: "Write docs, please.",
          state: "CLOSED",
          stateReason: "NOT_PLANNED",
          closed: true,
          createdAt: "2026-11-21T10:03:00Z",
          updatedAt: "2026-11-21T10:05:00Z",
          closedAt: "2026-11-21T10:05:00Z",
          url: `${github.url}/mira/multichain-mcp/issues/3`,
          author: { __typename: "User", login: "mira", databaseId: 1 },
          labels: { nodes: [{ name: "agent:auto" }] },
        },
      },
    });
  });

  test("a bot's login has no suffix as an actor, and has it as the viewer", async () => {
    const query = `{ viewer { login databaseId } ${inRepository(`issue(number: 1) { comments(last: 1) { nodes {
      author { __typename login ... on Bot { databaseId } } viewerDidAuthor } } }`).slice(1)}`;
    const { user } = github.signalbox.caller;
    expect(await github.data(github.signalbox, query)).toEqual({
      viewer: { login: "signalbox[bot]", databaseId: user.id },
      repository: {
        issue: {
          comments: {
            nodes: [
              {
                author: { __typename: "Bot", login: "signalbox", databaseId: user.id },
                viewerDidAuthor: true,
              },
            ],
          },
        },
      },
    });
  });

  test("says of each reaction whether the viewer gave it", async () => {
    const query =
      inRepository(`issue(number: 1) { comments(first: 1) { totalCount nodes { body isMinimized lastEditedAt
      reactionGroups { content viewerHasReacted } } } }`);
    const groups = (who: boolean) => [
      { content: "THUMBS_UP", viewerHasReacted: who },
      ...["THUMBS_DOWN", "LAUGH", "HOORAY", "CONFUSED", "HEART", "ROCKET", "EYES"].map((content) => ({
        content,
        viewerHasReacted: false,
      })),
    ];
    const comments = (reactionGroups: unknown) => ({
      totalCount: 2,
      nodes: [{ body: "/assign ethereum", isMinimized: false, lastEditedAt: null, reactionGroups }],
    });
    expect(await github.data(github.signalbox, query)).toEqual({
      repository: { issue: { comments: comments(groups(true)) } },
    });
    expect(await github.data(github.mira, query)).toEqual({
      repository: { issue: { comments: comments(groups(false)) } },
    });
  });

  test("says when a comment was edited", async () => {
    const { world, mira } = github;
    const comment = await world.transaction(() => createComment(mira, issueNumbered(2), "/hold"));
    github.pass(30);
    await world.transaction(() => editComment(mira, comment, "/hold until Monday"));
    const query = `query ($id: ID!) { node(id: $id) { ... on IssueComment { body createdAt lastEditedAt updatedAt
      issue { number } pullRequest { number } } } }`;
    expect(await github.data(mira, query, { id: nodeId("comment", comment.id) })).toEqual({
      node: {
        body: "/hold until Monday",
        createdAt: "2026-11-21T10:05:00Z",
        lastEditedAt: "2026-11-21T10:05:30Z",
        updatedAt: "2026-11-21T10:05:30Z",
        issue: { number: 2 },
        pullRequest: null,
      },
    });
  });

  // A1: a label counts by who set it.
  test("names who set and removed each label", async () => {
    const fields = `issue(number: 1) { timelineItems(itemTypes: [LABELED_EVENT, UNLABELED_EVENT], last: 3) { totalCount nodes {
      __typename ... on LabeledEvent { createdAt label { name } actor { login } }
      ... on UnlabeledEvent { createdAt label { name } actor { login } } } } }`;
    const at = "2026-11-21T10:05:00Z";
    expect(await github.data(github.signalbox, inRepository(fields))).toEqual({
      repository: {
        issue: {
          timelineItems: {
            totalCount: 4,
            nodes: [
              {
                __typename: "LabeledEvent",
                createdAt: at,
                label: { name: "hold" },
                actor: { login: "noor" },
              },
              {
                __typename: "LabeledEvent",
                createdAt: at,
                label: { name: "agent:ethereum" },
                actor: { login: "noor" },
              },
              {
                __typename: "UnlabeledEvent",
                createdAt: at,
                label: { name: "hold" },
                actor: { login: "mira" },
              },
            ],
          },
        },
      },
    });
  });

  test.each([["issue"], ["pullRequest"]])("%s of a number that is not one is NOT_FOUND", async (field) => {
    const { errors } = await github.ask(github.mira, inRepository(`${field}(number: 99) { id }`));
    const kind = field === "issue" ? "an Issue" : "a PullRequest";
    expect(errors).toMatchObject([
      {
        type: "NOT_FOUND",
        path: ["repository", field],
        message: `Could not resolve to ${kind} with the number of 99.`,
      },
    ]);
  });
});

describe("a list of issues by GraphQL", () => {
  beforeAll(async () => {
    await github.commit("agent/auto/4-docs", { "docs/a.md": "a\n" });
    await github.world.transaction(() =>
      createPull(github.mira, { title: "Docs", head: "agent/auto/4-docs", base: "main" }),
    );
  });

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

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeId } from "../../../src/local/node-id.ts";
import { createComment, editComment } from "../../../src/local/operations/comment.ts";
import { createIssue, updateIssue } from "../../../src/local/operations/issue.ts";
import { addLabels, removeLabel } from "../../../src/local/operations/issue-labels.ts";
import { addReaction } from "../../../src/local/operations/reaction.ts";
import { type GraphQLWorld, openGraphQLWorld } from "./graphql-world.ts";

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

function issueNumbered(number: number) {
  const [issue] = github.world.issues.where("number", number);
  if (!issue) throw new Error(`there is no issue ${number}`);
  return issue;
}

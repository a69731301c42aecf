import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { labelsOf } from "../../../../src/local/find.ts";
import { nodeId } from "../../../../src/local/node-id.ts";
import { createIssue } from "../../../../src/local/operations/issue.ts";
import { createLabel } from "../../../../src/local/operations/label.ts";
import { createPull } from "../../../../src/local/operations/pull.ts";
import type { Issue } from "../../../../src/local/records.ts";
import { type Actor, type GraphQLWorld, openGraphQLWorld } from "../graphql-world.ts";

let github: GraphQLWorld;
let issue: Issue;
let labels: Readonly<Record<string, string>>;

beforeAll(async () => {
  github = await openGraphQLWorld();
  labels = await github.world.transaction(() => {
    const names = ["status:queued", "status:working"];
    return Object.fromEntries(
      names.map((name) => [name, nodeId("label", createLabel(github.mira, { name }).id)]),
    );
  });
});
beforeEach(async () => {
  issue = await github.world.transaction(() => createIssue(github.mira, { title: "Split tools" }));
});
afterAll(() => github.close());

const idOfIssue = () => nodeId("issue", issue.id);
const current = () => github.world.issues.get(issue.id);

describe("mutations of issues", () => {
  test("label a pull request as they label an issue, and remove a label from either", async () => {
    await github.commit("agent/ethereum/1-a", { a: "a" });
    const pull = await github.world.transaction(() =>
      createPull(github.mira, { title: "A", head: "agent/ethereum/1-a", base: "main" }),
    );
    const add = `mutation ($id: ID!, $labels: [ID!]!) { addLabelsToLabelable(input: { labelableId: $id, labelIds: $labels }) {
      labelable { __typename ... on PullRequest { number } } } }`;
    const variables = { id: nodeId("pull", pull.id), labels: Object.values(labels) };
    expect(await github.data(github.mira, add, variables)).toEqual({
      addLabelsToLabelable: { labelable: { __typename: "PullRequest", number: pull.number } },
    });
    const remove = add.replace("addLabelsTo", "removeLabelsFrom");
    await github.data(github.mira, remove, { ...variables, labels: [labels["status:queued"]] });
    const thread = github.world.issues.get(pull.issueId);
    expect(thread && labelsOf(github.world, thread).map(({ name }) => name)).toEqual(["status:working"]);
  });

  test("comment, edit, react once, close with a reason and reopen", async () => {
    const ask = (fields: string) => github.data(github.signalbox, `mutation { ${fields} }`);
    const added = await ask(`addComment(input: { subjectId: "${idOfIssue()}", body: "Card" }) {
      commentEdge { node { body author { login } } } subject { id } }`);
    expect(added).toEqual({
      addComment: {
        commentEdge: { node: { body: "Card", author: { login: "signalbox" } } },
        subject: { id: idOfIssue() },
      },
    });
    const [comment] = github.world.comments.where("issueId", issue.id);
    const id = nodeId("comment", comment?.id ?? 0);
    const edit = `updateIssueComment(input: { id: "${id}", body: "New card" }) { issueComment { id body } }`;
    expect(await ask(edit)).toEqual({ updateIssueComment: { issueComment: { id, body: "New card" } } });
    const react = `addReaction(input: { subjectId: "${id}", content: THUMBS_UP }) { reaction { databaseId content }
      reactionGroups { content viewerHasReacted } subject { id } }`;
    const [once, twice] = [await ask(react), await ask(react)];
    expect(twice).toEqual(once);
    expect(once).toMatchObject({ addReaction: { reaction: { content: "THUMBS_UP" }, subject: { id } } });
    expect(github.world.reactions.where("commentId", comment?.id ?? 0)).toHaveLength(1);
    const close = `closeIssue(input: { issueId: "${idOfIssue()}", stateReason: NOT_PLANNED }) { issue { state stateReason } }`;
    const closed = { closeIssue: { issue: { state: "CLOSED", stateReason: "NOT_PLANNED" } } };
    expect(await ask(close)).toEqual(closed);
    expect(await ask(close)).toEqual(closed);
    const reopen = `reopenIssue(input: { issueId: "${idOfIssue()}" }) { issue { state stateReason } }`;
    expect(await ask(reopen)).toEqual({ reopenIssue: { issue: { state: "OPEN", stateReason: "REOPENED" } } });
  });

  test("rewrite an issue, and pin three of them: a fourth and a second time are refused", async () => {
    const update = `mutation { updateIssue(input: { id: "${idOfIssue()}", body: "New" }) { issue { title body } } }`;
    const updated = { updateIssue: { issue: { title: "Split tools", body: "New" } } };
    expect(await github.data(github.signalbox, update)).toEqual(updated);
    const pin = (id: number) =>
      github.ask(
        github.signalbox,
        `mutation { pinIssue(input: { issueId: "${nodeId("issue", id)}" }) { issue { isPinned } } }`,
      );
    const made = await github.world.transaction(() =>
      ["B", "C", "D"].map((title) => createIssue(github.mira, { title })),
    );
    const answers = [];
    for (const { id } of [issue, ...made, issue]) answers.push(await pin(id));
    const done = { data: { pinIssue: { issue: { isPinned: true } } } };
    const refusedWith = (message: RegExp) => ({
      errors: [{ type: "UNPROCESSABLE", message: expect.stringMatching(message) }],
    });
    expect(answers).toMatchObject([
      done,
      done,
      done,
      refusedWith(/Maximum 3/),
      refusedWith(/already pinned/),
    ]);
  });

  test.each([
    [
      "a reader pins an issue",
      "read",
      (id: string) => `pinIssue(input: { issueId: "${id}" }) { clientMutationId }`,
    ],
    [
      "a reader rewrites another's issue",
      "read",
      (id: string) => `updateIssue(input: { id: "${id}", body: "Mine" }) { clientMutationId }`,
    ],
    [
      "a reader labels",
      "read",
      (id: string) =>
        `addLabelsToLabelable(input: { labelableId: "${id}", labelIds: [] }) { clientMutationId }`,
    ],
    [
      "a reader closes another's issue",
      "read",
      (id: string) => `closeIssue(input: { issueId: "${id}" }) { clientMutationId }`,
    ],
    [
      "a person reports a check",
      "admin",
      () =>
        `createCheckRun(input: { repositoryId: "R_1", headSha: "${"0".repeat(40)}", name: "x" }) { clientMutationId }`,
    ],
  ] as const)("refuse when %s", async (_what, role, fields) => {
    const answer = await github.ask(github.person(`${role}er`, role), `mutation { ${fields(idOfIssue())} }`);
    expect(answer.errors).toMatchObject([{ type: "FORBIDDEN" }]);
    expect(current()).toEqual(issue);
  });

  test("do not tell an outsider what exists", async () => {
    const fields = `addComment(input: { subjectId: "${idOfIssue()}", body: "Hi" }) { clientMutationId }`;
    const answer = await github.ask(github.person("eve", "none"), `mutation { ${fields} }`);
    expect(answer.errors).toMatchObject([{ type: "NOT_FOUND" }]);
  });

  test("refuse a comment that is empty or longer than GitHub allows", async () => {
    const mutation =
      "mutation ($id: ID!, $body: String!) { addComment(input: { subjectId: $id, body: $body }) { clientMutationId } }";
    for (const body of [" ", "x".repeat(65_537)]) {
      const answer = await github.ask(github.mira, mutation, { id: idOfIssue(), body });
      expect(answer).toMatchObject({ data: { addComment: null }, errors: [{ type: "UNPROCESSABLE" }] });
    }
    expect(github.world.comments.where("issueId", issue.id)).toEqual([]);
  });
});

describe("updatePullRequest", () => {
  test("rewrites what is given and leaves the rest", async () => {
    const branch = `agent/ethereum/${issue.id}-b`;
    await github.commit(branch, { b: String(issue.id) });
    const pull = await github.world.transaction(() =>
      createPull(github.signalbox, { title: "B", body: "Old", head: branch, base: "main" }),
    );
    const update = (who: Actor, fields: string) =>
      github.ask(
        who,
        `mutation { updatePullRequest(input: { pullRequestId: "${nodeId("pull", pull.id)}", ${fields} }) {
          pullRequest { title body } } }`,
      );
    expect(await update(github.signalbox, 'body: "New"')).toEqual({
      data: { updatePullRequest: { pullRequest: { title: "B", body: "New" } } },
    });
    expect(await update(github.person("reader", "read"), 'body: "Mine"')).toMatchObject({
      data: { updatePullRequest: null },
      errors: [{ type: "FORBIDDEN" }],
    });
  });
});

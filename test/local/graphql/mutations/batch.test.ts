import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { nodeId } from "../../../../src/local/node-id.ts";
import { createIssue } from "../../../../src/local/operations/issue.ts";
import { createLabel } from "../../../../src/local/operations/label.ts";
import type { Issue } from "../../../../src/local/records.ts";
import { type GraphQLWorld, openGraphQLWorld } from "../graphql-world.ts";

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
const idOfRepository = () => nodeId("repository", github.world.repository().id);
const current = () => github.world.issues.get(issue.id);

describe("several mutations in one document", () => {
  const document = `mutation ($issue: ID!, $bad: ID!, $working: ID!, $repository: ID!, $head: GitObjectID!) {
    first: addLabelsToLabelable(input: { labelableId: $issue, labelIds: [$working] }) { labelable { labels(first: 5) { nodes { name } } } }
    second: updateIssueComment(input: { id: $bad, body: "New card" }) { issueComment { body } }
    third: createCheckRun(input: { repositoryId: $repository, headSha: $head, name: "signalbox/ready", conclusion: SUCCESS }) {
      checkRun { name status conclusion } } }`;

  test("are done in order; one that fails is null with an error of its own, and the others stand", async () => {
    const head = await github.commit("main", { "a.ts": String(issue.id) });
    const bad = nodeId("comment", 999);
    const variables = {
      issue: idOfIssue(),
      bad,
      working: labels["status:working"],
      repository: idOfRepository(),
      head,
    };
    expect(await github.ask(github.signalbox, document, variables)).toEqual({
      data: {
        first: { labelable: { labels: { nodes: [{ name: "status:working" }] } } },
        second: null,
        third: { checkRun: { name: "signalbox/ready", status: "COMPLETED", conclusion: "SUCCESS" } },
      },
      errors: [
        {
          type: "NOT_FOUND",
          path: ["second"],
          message: `Could not resolve to a node with the global id of '${bad}'.`,
        },
      ],
    });
    expect(github.world.checkRuns.where("headSha", head)).toHaveLength(1);
  });

  test("tell of each change by a webhook event, once", async () => {
    const events: string[] = [];
    const stop = github.world.onEvent((event) =>
      events.push("action" in event ? `${event.name}.${event.action}` : event.name),
    );
    const both = `mutation ($issue: ID!, $label: ID!) {
      add: addLabelsToLabelable(input: { labelableId: $issue, labelIds: [$label] }) { clientMutationId }
      again: addLabelsToLabelable(input: { labelableId: $issue, labelIds: [$label] }) { clientMutationId }
      remove: removeLabelsFromLabelable(input: { labelableId: $issue, labelIds: [$label] }) { clientMutationId }
      gone: removeLabelsFromLabelable(input: { labelableId: $issue, labelIds: [$label] }) { clientMutationId } }`;
    await github.data(github.signalbox, both, { issue: idOfIssue(), label: labels["status:queued"] });
    stop();
    expect(events).toEqual(["issues.labeled", "issues.unlabeled"]);
  });

  test("are refused as a whole when the document does not fit the schema", async () => {
    const broken = document.replace("conclusion: SUCCESS", "conclusion: GREEN");
    const { data, errors } = await github.ask(github.signalbox, broken, {});
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toContain("GREEN");
    expect(current()).toEqual(issue);
  });
});

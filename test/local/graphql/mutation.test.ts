import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { labelsOf } from "../../../src/local/find.ts";
import { readBranch } from "../../../src/local/git/ref.ts";
import { nodeId } from "../../../src/local/node-id.ts";
import { createIssue } from "../../../src/local/operations/issue.ts";
import { createLabel } from "../../../src/local/operations/label.ts";
import { createPull } from "../../../src/local/operations/pull.ts";
import type { Issue } from "../../../src/local/records.ts";
import { type GraphQLWorld, openGraphQLWorld } from "./graphql-world.ts";

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

  test.each([
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

describe("mutations of check runs", () => {
  const create = `mutation ($repository: ID!, $head: GitObjectID!, $output: CheckRunOutput) { createCheckRun(input: {
    repositoryId: $repository, headSha: $head, name: "signalbox/boundaries", status: IN_PROGRESS, externalId: "31:boundaries",
    output: $output }) { checkRun { id status conclusion externalId title } } }`;

  test("make one, then complete it; another App may not", async () => {
    const head = await github.commit("main", { "a.ts": String(issue.id) });
    const variables = { repository: idOfRepository(), head, output: { title: "Judging", summary: "…" } };
    await github.data(github.signalbox, create, variables);
    const [run] = github.world.checkRuns.where("headSha", head);
    const update = `mutation { updateCheckRun(input: { repositoryId: "${idOfRepository()}", checkRunId: "${nodeId("checkRun", run?.id ?? 0)}",
      conclusion: FAILURE, output: { title: "1 path outside", summary: "servers/sol/a.ts", annotations: [{ path: "servers/sol/a.ts",
      location: { startLine: 1, endLine: 2 }, annotationLevel: FAILURE, message: "Outside the boundary" }] } }) {
      checkRun { status conclusion externalId title completedAt } } }`;
    expect((await github.ask(github.actions(), update)).errors).toMatchObject([{ type: "FORBIDDEN" }]);
    expect(await github.data(github.signalbox, update)).toEqual({
      updateCheckRun: {
        checkRun: {
          status: "COMPLETED",
          conclusion: "FAILURE",
          externalId: "31:boundaries",
          title: "1 path outside",
          completedAt: "2026-11-21T10:00:00Z",
        },
      },
    });
    expect(github.world.checkRuns.get(run?.id ?? 0)?.annotations).toMatchObject([
      { startLine: 1, endLine: 2, level: "failure" },
    ]);
  });

  test("refuse a commit that does not exist and a summary that is too long", async () => {
    const head = await github.commit("main", { "a.ts": String(issue.id) });
    const output = { title: "Long", summary: "x".repeat(65_536) };
    for (const wrong of [
      { head: "1".repeat(40), output: null },
      { head, output },
    ]) {
      const answer = await github.ask(github.signalbox, create, { repository: idOfRepository(), ...wrong });
      expect(answer).toMatchObject({ data: { createCheckRun: null }, errors: [{ type: "UNPROCESSABLE" }] });
    }
    expect(github.world.checkRuns.where("headSha", head)).toEqual([]);
  });
});

describe("mutations of refs", () => {
  test("make a branch once, and move it only forward unless forced", async () => {
    const old = await github.commit("main", { "a.ts": "1" });
    const newer = await github.commit("main", { "a.ts": "2" });
    const create = `mutation ($oid: GitObjectID!) { createRef(input: { repositoryId: "${idOfRepository()}", name: "refs/heads/agent/a/1-b", oid: $oid }) {
      ref { id name prefix target { oid } } } }`;
    const created = await github.data(github.signalbox, create, { oid: old });
    expect(created).toMatchObject({
      createRef: { ref: { name: "agent/a/1-b", prefix: "refs/heads/", target: { oid: old } } },
    });
    expect(await github.ask(github.signalbox, create, { oid: newer })).toMatchObject({
      data: { createRef: null },
      errors: [{ type: "UNPROCESSABLE" }],
    });
    const refId = /"id":"([^"]+)"/.exec(JSON.stringify(created))?.[1];
    const update =
      "mutation ($refId: ID!, $oid: GitObjectID!, $force: Boolean) { updateRef(input: { refId: $refId, oid: $oid, force: $force }) { ref { target { oid } } } }";
    const move = (oid: string, force?: boolean) =>
      github.ask(github.signalbox, update, { refId, oid, force });
    expect(await move(newer)).toEqual({ data: { updateRef: { ref: { target: { oid: newer } } } } });
    expect((await move(old)).errors).toMatchObject([
      { type: "UNPROCESSABLE", message: "Update is not a fast forward" },
    ]);
    expect(await move(old, true)).toEqual({ data: { updateRef: { ref: { target: { oid: old } } } } });
  });
});

/** Nothing in the schema is inert: every field of every type is asked for once, of a world that has one of each. */
import { getNamedType, isAbstractType, isCompositeType, isObjectType } from "graphql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatGitNodeId } from "../../../src/local/graphql/git-node-id.ts";
import { githubSchema } from "../../../src/local/graphql/schema.ts";
import { nodeId } from "../../../src/local/node-id.ts";
import { createCheckRun } from "../../../src/local/operations/check-run.ts";
import { createComment } from "../../../src/local/operations/comment.ts";
import { createStatus } from "../../../src/local/operations/commit-status.ts";
import { createIssue } from "../../../src/local/operations/issue.ts";
import { addLabels, removeLabel } from "../../../src/local/operations/issue-labels.ts";
import { createPull } from "../../../src/local/operations/pull.ts";
import { addReaction } from "../../../src/local/operations/reaction.ts";
import { submitReview } from "../../../src/local/operations/review.ts";
import { dispatchWorkflow } from "../../../src/local/operations/workflow-run.ts";
import { type GraphQLWorld, openGraphQLWorld } from "./graphql-world.ts";

let github: GraphQLWorld;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  github = await openGraphQLWorld();
  const { world, mira, signalbox } = github;
  await github.commit("main", { ".github/workflows/a.yml": "on: workflow_dispatch\n" });
  const head = await github.commit("topic", { "a.ts": "a\n" });
  ids = await world.transaction(async () => {
    const issue = addLabels(mira, createIssue(mira, { title: "A", body: "B" }).id, ["hold", "status:queued"]);
    removeLabel(mira, issue.id, "hold");
    const comment = createComment(mira, issue, "Hi");
    const { reaction } = addReaction(signalbox, { commentId: comment.id }, "eyes");
    const pull = await createPull(signalbox, { title: "C", head: "topic", base: "main" });
    const review = await submitReview(mira, pull, { event: "APPROVE" });
    const checkRun = await createCheckRun(signalbox, { name: "signalbox/ready", headSha: head });
    const state = { state: "success", context: "legacy", description: "Fine", targetUrl: null } as const;
    const status = await createStatus(mira, { sha: head, ...state });
    const run = await dispatchWorkflow(signalbox, { workflow: "a.yml", ref: "main", inputs: {} });
    const [labelled, , unlabelled] = world.timeline.where("issueId", issue.id);
    return {
      User: nodeId("user", mira.caller.user.id),
      Bot: nodeId("bot", signalbox.caller.user.id),
      App: nodeId("app", signalbox.caller.app?.id ?? 0),
      Repository: nodeId("repository", world.repository().id),
      Label: nodeId("label", issue.labelIds[1] ?? 0),
      Issue: nodeId("issue", issue.id),
      IssueComment: nodeId("comment", comment.id),
      LabeledEvent: nodeId("event", labelled?.id ?? 0),
      UnlabeledEvent: nodeId("event", unlabelled?.id ?? 0),
      Reaction: nodeId("reaction", reaction.id),
      PullRequest: nodeId("pull", pull.id),
      PullRequestReview: nodeId("review", review.id),
      CheckSuite: nodeId("checkSuite", checkRun.suiteId),
      CheckRun: nodeId("checkRun", checkRun.id),
      StatusContext: nodeId("status", status.id),
      WorkflowRun: nodeId("workflowRun", run.id),
      Ref: formatGitNodeId({ kind: "ref", name: "refs/heads/topic" }),
      Commit: formatGitNodeId({ kind: "commit", oid: head }),
    };
  });
});
afterAll(() => github.close());

test("every field of the schema is served", async () => {
  const served = new Set<string>();
  for (const [type, id] of Object.entries(ids)) {
    const fields = selection(githubSchema.getType(type), 4);
    note(await github.data(github.mira, `{ node(id: "${id}") { ... on ${type} ${fields} } }`), served);
  }
  note(
    await github.data(
      github.mira,
      `{ __typename id viewer { login } nodes(ids: []) { id } node(id: "R_1") { id }
    repository(owner: "mira", name: "multichain-mcp") { id }
    rateLimit { __typename cost limit nodeCount remaining resetAt used } }`,
    ),
    served,
  );
  const fields = Object.values(githubSchema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !/^__|^Mutation$|Payload$/.test(type.name)
      ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
      : [],
  );
  expect(fields.filter((field) => !served.has(field))).toEqual([]);
});

/** Values for the arguments that a field cannot be asked without. */
const given: Readonly<Record<string, string>> = {
  "Commit.file": 'path: "a.ts"',
  "Repository.issue": "number: 1",
  "Repository.label": 'name: "hold"',
  "Repository.object": 'expression: "main:README.md"',
  "Repository.pullRequest": "number: 2",
  "Repository.refs": 'refPrefix: "refs/heads/", first: 2',
  "Repository.ref": 'qualifiedName: "topic"',
};

/** All fields of a type, and of what they lead to, so many steps deep. */
function selection(type: unknown, depth: number): string {
  if (isAbstractType(type))
    return `{ __typename ${githubSchema
      .getPossibleTypes(type)
      .filter(({ name }) => name !== "Query")
      .map((member) => `... on ${member.name} ${selection(member, depth)}`)
      .join(" ")} }`;
  if (!isObjectType(type)) return "";
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    if (isCompositeType(named) && depth === 0) return [];
    const inner = selection(named, depth - 1);
    const isConnection = field.args.some(({ name }) => name === "first");
    const args = given[`${type.name}.${field.name}`] ?? (isConnection ? "first: 2" : "");
    return [`${field.name}${args ? `(${args})` : ""} ${inner}`];
  });
  return `{ __typename ${fields.join(" ")} }`;
}

/** Notes `Type.field` for each field of an answer. */
function note(answer: unknown, served: Set<string>): void {
  if (typeof answer !== "object" || answer === null) return;
  const type: unknown = Reflect.get(answer, "__typename");
  for (const [field, value] of Object.entries(answer)) {
    if (typeof type === "string") served.add(`${type}.${field}`);
    note(value, served);
  }
}

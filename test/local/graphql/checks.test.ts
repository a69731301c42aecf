import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeId } from "../../../src/local/node-id.ts";
import { createCheckRun, updateCheckRun } from "../../../src/local/operations/check-run.ts";
import { createStatus } from "../../../src/local/operations/commit-status.ts";
import type { Operation } from "../../../src/local/operations/operation.ts";
import { createPull } from "../../../src/local/operations/pull.ts";
import { dispatchWorkflow } from "../../../src/local/operations/workflow-run.ts";
import { type GraphQLWorld, openGraphQLWorld } from "./graphql-world.ts";

let github: GraphQLWorld;
let head: string;
const inRepository = (fields: string) =>
  `{ repository(owner: "mira", name: "multichain-mcp") { ${fields} } }`;
const branch = "agent/ethereum/12-extract-tools";

beforeAll(async () => {
  github = await openGraphQLWorld();
  const { world, signalbox } = github;
  head = await github.commit(branch, { "servers/eth/c.ts": "c\n" });
  await world.transaction(() =>
    createPull(signalbox, { title: "Extract tools", head: branch, base: "main" }),
  );
});
afterAll(() => github.close());

describe("the checks of a commit by GraphQL", () => {
  const rollup = `state contexts(first: 20) { totalCount nodes { __typename
    ... on CheckRun { name status conclusion title summary externalId checkSuite { app { slug } } }
    ... on StatusContext { context state } } }`;
  const query = inRepository(`pullRequest(number: 1) { statusCheckRollup { ${rollup} } }
    ref(qualifiedName: "${branch}") { target { ... on Commit { statusCheckRollup { state } } } }`);
  const answer = (state: string, nodes: readonly unknown[]) => ({
    repository: {
      pullRequest: { statusCheckRollup: { state, contexts: { totalCount: nodes.length, nodes } } },
      ref: { target: { statusCheckRollup: { state } } },
    },
  });
  const checkRun = (fields: Readonly<Record<string, unknown>>) => ({
    __typename: "CheckRun",
    title: null,
    summary: null,
    externalId: "",
    checkSuite: { app: { slug: "signalbox" } },
    ...fields,
  });

  test("are null when there are none", async () => {
    const fields = "pullRequest(number: 1) { statusCheckRollup { state } }";
    expect(await github.data(github.signalbox, inRepository(fields))).toEqual({
      repository: { pullRequest: { statusCheckRollup: null } },
    });
  });

  test("count the newest run of each name and App; the worst of them is the state", async () => {
    const { world, signalbox } = github;
    const actions = github.actions();
    const create = (who: Operation, name: string, conclusion?: "success" | "failure") =>
      world.transaction(() => createCheckRun(who, { name, headSha: head, conclusion, externalId: name }));
    await create(signalbox, "signalbox/boundaries", "failure");
    await create(signalbox, "signalbox/boundaries", "success");
    await create(actions, "ci/test", "success");
    const run = (name: string, slug: string) =>
      checkRun({
        name,
        status: "COMPLETED",
        conclusion: "SUCCESS",
        externalId: name,
        checkSuite: { app: { slug } },
      });
    expect(await github.data(signalbox, query)).toEqual(
      answer("SUCCESS", [run("signalbox/boundaries", "signalbox"), run("ci/test", "github-actions")]),
    );
    // The same name of another App is another check (G6: a forged check name).
    await create(actions, "signalbox/boundaries", "failure");
    expect(await github.data(signalbox, query)).toEqual(
      answer("FAILURE", [
        run("signalbox/boundaries", "signalbox"),
        run("ci/test", "github-actions"),
        { ...run("signalbox/boundaries", "github-actions"), conclusion: "FAILURE" },
      ]),
    );
  });

  test("are pending while one is, and list commit statuses to those who may read them", async () => {
    const { world, signalbox } = github;
    const sha = await github.commit(branch, { "servers/eth/d.ts": "d\n" });
    const run = await world.transaction(() =>
      createCheckRun(signalbox, { name: "signalbox/ready", headSha: sha }),
    );
    await world.transaction(() =>
      createStatus(github.mira, {
        sha,
        state: "success",
        context: "legacy",
        description: null,
        targetUrl: null,
      }),
    );
    const ready = checkRun({ name: "signalbox/ready", status: "QUEUED", conclusion: null });
    const legacy = { __typename: "StatusContext", context: "legacy", state: "SUCCESS" };
    expect(await github.data(signalbox, query)).toEqual(answer("PENDING", [ready, legacy]));
    const output = { title: "Ready", summary: "All 3 conditions hold" };
    await world.transaction(() => updateCheckRun(signalbox, run, { conclusion: "success", output }));
    const done = { ...ready, ...output, status: "COMPLETED", conclusion: "SUCCESS" };
    expect(await github.data(signalbox, query)).toEqual(answer("SUCCESS", [done, legacy]));
    const narrow = github.narrowed({ checks: "read", contents: "read", pull_requests: "read" });
    const { data, errors } = await github.ask(narrow, query);
    const nodes = { nodes: [{ name: "signalbox/ready" }, null] };
    expect(data).toMatchObject({ repository: { pullRequest: { statusCheckRollup: { contexts: nodes } } } });
    expect(errors).toMatchObject([
      { type: "FORBIDDEN", path: ["repository", "pullRequest", "statusCheckRollup", "contexts", "nodes", 1] },
    ]);
  });
});

describe("a workflow run by GraphQL", () => {
  test("shows its state through its check suite", async () => {
    const { world, signalbox } = github;
    const file = ".github/workflows/signalbox-agent.yml";
    await github.commit("main", { [file]: "on: workflow_dispatch\n" });
    const run = await world.transaction(() =>
      dispatchWorkflow(signalbox, { workflow: "signalbox-agent.yml", ref: "main", inputs: {} }),
    );
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on WorkflowRun { databaseId runNumber event
      checkSuite { status conclusion app { slug } } } } }`;
    expect(await github.data(signalbox, query, { ids: [nodeId("workflowRun", run.id)] })).toEqual({
      nodes: [
        {
          __typename: "WorkflowRun",
          databaseId: run.id,
          runNumber: 1,
          event: "workflow_dispatch",
          checkSuite: { status: "QUEUED", conclusion: null, app: { slug: "github-actions" } },
        },
      ],
    });
  });
});

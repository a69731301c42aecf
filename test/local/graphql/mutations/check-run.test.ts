import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeId } from "../../../../src/local/node-id.ts";
import { type GraphQLWorld, openGraphQLWorld } from "../graphql-world.ts";

let github: GraphQLWorld;

beforeAll(async () => {
  github = await openGraphQLWorld();
});
afterAll(() => github.close());

const idOfRepository = () => nodeId("repository", github.world.repository().id);

describe("mutations of check runs", () => {
  const create = `mutation ($repository: ID!, $head: GitObjectID!, $output: CheckRunOutput) { createCheckRun(input: {
    repositoryId: $repository, headSha: $head, name: "signalbox/boundaries", status: IN_PROGRESS, externalId: "31:boundaries",
    output: $output }) { checkRun { id status conclusion externalId title } } }`;

  test("make one, then complete it; another App may not", async () => {
    const head = await github.commit("main", { "a.ts": "1" });
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
    const head = await github.commit("main", { "a.ts": "2" });
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

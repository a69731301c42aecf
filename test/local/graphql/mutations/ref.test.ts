import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeId } from "../../../../src/local/node-id.ts";
import { type GraphQLWorld, openGraphQLWorld } from "../graphql-world.ts";

let github: GraphQLWorld;

beforeAll(async () => {
  github = await openGraphQLWorld();
});
afterAll(() => github.close());

const idOfRepository = () => nodeId("repository", github.world.repository().id);

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

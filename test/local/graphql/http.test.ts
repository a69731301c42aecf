import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmbeddedGitHub, startEmbeddedGitHub } from "../../../src/local/server.ts";

let github: EmbeddedGitHub;
let now = Date.parse("2026-11-21T10:00:00Z");

beforeAll(async () => {
  github = await startEmbeddedGitHub({ clock: () => new Date(now) });
});
afterAll(() => github.close());

function post(token: string | null, body: string) {
  return fetch(`${github.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token ? { authorization: `bearer ${token}` } : {}) },
    body,
  });
}

describe("POST /graphql", () => {
  test.each([
    ["without a token", null],
    ["with a token that nobody has", "ghp_unknown"],
  ])("%s is refused with 401", async (_what, token) => {
    expect((await post(token, '{"query":"{ viewer { login } }"}')).status).toBe(401);
  });

  test("with an installation token that is over an hour old is refused with 401", async () => {
    const token = github.actionsToken();
    now += 3_601_000;
    expect((await post(token, '{"query":"{ viewer { login } }"}')).status).toBe(401);
  });

  test("with a body that is not JSON is refused with 400", async () => {
    expect((await post(github.tokenOf("mira"), "{")).status).toBe(400);
  });

  test("answers 200 with the budget in its headers, and counts a query as a read and a mutation as a write", async () => {
    const before = github.requests;
    const query = await post(github.tokenOf("mira"), '{"query":"{ viewer { login } }"}');
    expect(query.status).toBe(200);
    expect(await query.json()).toEqual({ data: { viewer: { login: "mira" } } });
    expect(query.headers.get("x-ratelimit-limit")).toBe("5000");
    expect(query.headers.get("x-ratelimit-remaining")).toBe("4999");
    expect(query.headers.get("x-ratelimit-resource")).toBe("graphql");
    const mutation = 'mutation { reopenIssue(input: { issueId: "I_1" }) { clientMutationId } }';
    const failed = await post(github.tokenOf("mira"), JSON.stringify({ query: mutation }));
    expect(failed.status).toBe(200);
    expect(await failed.json()).toMatchObject({
      data: { reopenIssue: null },
      errors: [{ type: "NOT_FOUND" }],
    });
    const after = github.requests;
    expect(after.graphql - before.graphql).toBe(2);
    expect(after.writes - before.writes).toBe(1);
  });
});

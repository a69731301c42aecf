import { expect, test } from "vitest";
import { testGitHub } from "../support/embedded-github.ts";

test("requests are counted by kind and route, writes apart; Git's do not count", async () => {
  const { github, as } = await testGitHub({ "a.txt": "a\n" });
  const mira = as("mira");
  await mira("POST", "issues", { title: "Task" });
  await mira("GET", "issues/1");
  await mira("GET", "issues/2"); // 404 is a request too
  const headers = { authorization: `Bearer ${github.tokenOf("mira")}`, "content-type": "application/json" };
  const body = JSON.stringify({ query: "{ viewer { login } }" });
  await fetch(`${github.url}/graphql`, { method: "POST", headers, body });
  await fetch(`${github.url}/mira/multichain-mcp.git/info/refs?service=git-upload-pack`, { headers });
  const { rest, graphql, writes, byRoute } = github.requests;
  expect({ rest, graphql, writes }).toEqual({ rest: 3, graphql: 1, writes: 1 });
  expect(byRoute.get("GET /repos/{owner}/{repo}/issues/{issue_number}")).toBe(2);
});

test("requests that arrive together are done one after another, none lost", async () => {
  // E8
  const { as, github } = await testGitHub({});
  const mira = as("mira");
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, count) =>
      mira("POST", "issues", { title: `Issue ${count}`, labels: ["same"] }),
    ),
  );
  expect(new Set(replies.map((reply) => reply.json["number"])).size).toBe(20);
  expect(github.world.labels.all()).toHaveLength(1);
});

test("a body that is not JSON is refused", async () => {
  const { github } = await testGitHub({});
  const headers = { authorization: `Bearer ${github.tokenOf("mira")}` };
  const url = `${github.url}/repos/mira/multichain-mcp/issues`;
  const answer = await fetch(url, { method: "POST", headers, body: "{title" });
  expect([answer.status, await answer.json()]).toMatchObject([400, { message: "Problems parsing JSON" }]);
});

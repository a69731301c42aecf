/** E9 E10: the App's JWT and its installation's tokens, by the clock that is injected. */
import { expect, test } from "vitest";
import { createClient } from "../../src/github/client.ts";
import { createAppTokens, createTokenStore } from "../../src/wiring/app-tokens.ts";
import { virtualClock } from "../github/virtual-clock.ts";
import { testGitHub } from "../support/embedded-github.ts";

const MINUTE = 60_000;

/** A GitHub whose clock is `ahead` of ours by that many milliseconds. */
async function app({ ahead = 0 } = {}) {
  const clock = virtualClock();
  const { github } = await testGitHub({}, { clock: () => new Date(clock.now().getTime() + ahead) });
  const { id: appId, privateKey, installationId } = github.app;
  const repositoryName = "multichain-mcp";
  const tokens = createAppTokens({
    baseUrl: github.url,
    appId,
    privateKey,
    installationId,
    repositoryName,
    clock,
  });
  const asked = () =>
    github.requests.byRoute.get("POST /app/installations/{installation_id}/access_tokens") ?? 0;
  return { clock, github, tokens, asked };
}

test("a token is asked for once, and used until shortly before it expires, whatever the real time is", async () => {
  const { clock, tokens, asked } = await app();
  const first = await tokens.orchestrator();
  await clock.advance(57 * MINUTE);
  expect(await tokens.orchestrator()).toBe(first);
  await clock.advance(2 * MINUTE);
  expect(await tokens.orchestrator()).not.toBe(first);
  expect(asked()).toBe(2);
});

test("days later the JWT still counts: it is signed by the same clock", async () => {
  const { clock, tokens, github } = await app();
  await tokens.reader();
  await clock.advance(4 * 24 * 60 * MINUTE);
  const client = createClient({ baseUrl: github.url, token: tokens.reader, clock, writeSpacing: 0 });
  const { data } = await client.octokit.rest.repos.get({ owner: "mira", repo: "multichain-mcp" });
  expect(data.name).toBe("multichain-mcp");
});

test("each set of permissions has a token of its own; those who ask together share the request", async () => {
  const { tokens, asked } = await app();
  const [one, two, reader] = await Promise.all([
    tokens.orchestrator(),
    tokens.orchestrator(),
    tokens.reader(),
  ]);
  expect(one).toBe(two);
  expect(reader).not.toBe(one);
  expect(asked()).toBe(2);
});

test.each([-10, 10])(
  "E9: a clock that is %i minutes off learns GitHub's from the refusal, and signs again",
  async (minutes) => {
    const { tokens, asked } = await app({ ahead: minutes * MINUTE });
    expect(await tokens.orchestrator()).toMatch(/^ghs_/);
    // The refused one, and the one that was signed by GitHub's time.
    expect(asked()).toBe(2);
  },
);

test("E10: a token that was revoked is renewed once, and the request is sent again with the new one", async () => {
  const { github, clock, tokens, asked } = await app();
  const revoked = await tokens.orchestrator();
  github.world.write(() => {
    for (const token of github.world.tokens.all())
      if (token.token === revoked) github.world.tokens.remove(token.id);
  });
  const client = createClient({ baseUrl: github.url, token: tokens.orchestrator, clock, writeSpacing: 0 });
  const at = { owner: "mira", repo: "multichain-mcp" };
  const { data } = await client.octokit.rest.issues.create({ ...at, title: "Once" });
  expect(data.title).toBe("Once");
  expect(asked()).toBe(2);
  expect((await client.octokit.rest.issues.listForRepo(at)).data).toHaveLength(1);
});

test("S1: a token names its one repository and the least permissions", async () => {
  const bodies: unknown[] = [];
  const clock = virtualClock();
  const client = createClient({
    baseUrl: "https://api.github.com",
    token: async () => "jwt",
    clock,
    writeSpacing: 0,
  });
  client.octokit.hook.wrap("request", async (_request, endpoint) => {
    const { repository_ids, permissions } = { repository_ids: null, permissions: null, ...endpoint };
    bodies.push({ repository_ids, permissions });
    return {
      status: 201,
      url: "",
      headers: {},
      data: { token: "ghs_1", expires_at: clock.now().toISOString() },
    };
  });
  const give = createTokenStore(client, clock, 5);
  await give({ repository_ids: [7], permissions: { contents: "read" } });
  expect(bodies).toEqual([{ repository_ids: [7], permissions: { contents: "read" } }]);
});

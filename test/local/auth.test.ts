import { expect, test } from "vitest";
import { tip } from "../support/branches.ts";
import { testGitHub } from "../support/embedded-github.ts";

test("the App proves itself by its JWT and gets a token of its installation", async () => {
  const { github, jwt, withToken } = await testGitHub({});
  const app = withToken(jwt());
  expect((await app("GET", "/app")).json).toMatchObject({ id: github.app.id, slug: "signalbox" });
  expect((await app("GET", "/app/installations")).list).toMatchObject([{ id: github.app.installationId }]);
  expect((await app("GET", "installation")).json["id"]).toBe(github.app.installationId);
  const token = await app("POST", `/app/installations/${github.app.installationId}/access_tokens`);
  expect(token.status).toBe(201);
  expect(String(token.json["token"])).toMatch(/^ghs_/);
  expect(String(token.json["token"]).length).toBeGreaterThan(500); // S: never 40
  expect(token.json["permissions"]).toMatchObject({ contents: "write", checks: "write", metadata: "read" });
  const bot = withToken(String(token.json["token"]));
  expect((await bot("GET", "/installation/repositories")).json).toMatchObject({
    total_count: 1,
    repositories: [{ full_name: "mira/multichain-mcp" }],
  });
  const comment = await bot("POST", "issues", { title: "Task" });
  expect(comment.json["user"]).toMatchObject({ login: "signalbox[bot]", type: "Bot", id: github.app.bot.id });
});

test("a JWT counts within ten minutes and with the right key", async () => {
  // E9: GitHub's words, from which a client learns that its clock is wrong
  const { jwt, withToken, github } = await testGitHub({});
  const now = Math.floor(Date.now() / 1000);
  const refusal = async (token: string) => {
    const answer = await withToken(token)("GET", "/app");
    return `${answer.status} ${String(answer.json["message"])}`;
  };
  expect(await refusal(jwt({ exp: now - 1 }))).toMatch(
    /^401 'Expiration time' claim \('exp'\) must be a numeric value/,
  );
  expect(await refusal(jwt({ exp: now + 700 }))).toMatch(
    /^401 'Expiration time' claim \('exp'\) is too far in the future/,
  );
  expect(await refusal(jwt({ iat: now + 120 }))).toMatch(/^401 'Issued at' claim \('iat'\)/);
  const [header, claims, signature = ""] = jwt().split(".");
  const forged = Buffer.from(JSON.stringify({ iss: "1", iat: now, exp: now + 60 })).toString("base64url");
  expect(await refusal(`${header}.${forged}.${signature}`)).toMatch(
    /^401 A JSON web token could not be decoded/,
  );
  const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
  expect(await refusal(`${none}.${claims}.`)).toMatch(/^401/);
  expect((await withToken(github.tokenOf("mira"))("GET", "/app")).status).toBe(401);
  expect((await withToken(jwt())("GET", "issues")).status).toBe(401); // the App itself reads nothing
});

test("a token ends after an hour", async () => {
  // E10
  let now = new Date("2026-11-21T10:00:00Z");
  const { appToken, withToken } = await testGitHub({}, { clock: () => now });
  const bot = withToken(await appToken());
  now = new Date("2026-11-21T10:59:59Z");
  expect((await bot("GET", "issues")).status).toBe(200);
  now = new Date("2026-11-21T11:00:00Z");
  const late = await bot("GET", "issues");
  expect([late.status, late.json["message"]]).toEqual([401, "Bad credentials"]);
  expect(late.headers.get("date")).toBe("Sat, 21 Nov 2026 11:00:00 GMT");
});

test("a narrowed token may do what was asked for and nothing more", async () => {
  // S1, INV-7
  const { appToken, withToken } = await testGitHub({ "a.txt": "a\n" });
  const narrow = withToken(await appToken({ issues: "write", contents: "read" }));
  expect((await narrow("POST", "issues", { title: "Task" })).status).toBe(201);
  const sha = await tip(narrow, "main");
  const refused = [
    await narrow("POST", "git/refs", { ref: "refs/heads/x", sha }),
    await narrow("PUT", "contents/b.txt", { message: "m", content: "Yg==" }),
    await narrow("POST", "pulls", { title: "x", head: "x", base: "main" }),
    await narrow("POST", "check-runs", { name: "x", head_sha: sha }),
    await narrow("GET", "actions/runs"),
    await narrow("PATCH", "", { private: false }),
  ];
  for (const answer of refused)
    expect([answer.status, answer.json["message"]]).toEqual([403, "Resource not accessible by integration"]);
});

test("a token is not widened beyond what the App was granted, nor to other repositories", async () => {
  const { github, jwt, withToken } = await testGitHub({});
  const ask = (body: object) =>
    withToken(jwt())("POST", `/app/installations/${github.app.installationId}/access_tokens`, body);
  expect((await ask({ permissions: { administration: "write" } })).status).toBe(422);
  expect((await ask({ permissions: { metadata: "write" } })).status).toBe(422);
  expect((await ask({ repositories: ["other"] })).status).toBe(422);
  expect((await ask({ repository_ids: [99] })).status).toBe(422);
  expect((await ask({ repository_ids: [1], permissions: { contents: "read" } })).status).toBe(201);
  expect((await withToken(jwt())("POST", "/app/installations/1/access_tokens")).status).toBe(404);
});

test.each([
  ["none", 404, 404, 404, 404],
  ["read", 201, 201, 403, 403],
  ["triage", 201, 201, 200, 403],
  ["write", 201, 201, 200, 201],
  ["maintain", 201, 201, 200, 201],
  ["admin", 201, 201, 200, 201],
] as const)(
  "a person with %s may open, comment, label and push as their role says",
  async (role, open, comment, label, push) => {
    // A1, C1
    const { as, github } = await testGitHub({ "a.txt": "a\n" });
    github.seedUser("pat", role);
    const pat = as("pat");
    const sha = await tip(as("mira"), "main");
    await as("mira")("POST", "issues", { title: "Task" });
    const statuses = [
      (await pat("POST", "issues", { title: "Mine", labels: ["agent:ethereum"] })).status,
      (await pat("POST", "issues/1/comments", { body: "Hello" })).status,
      (await pat("POST", "issues/1/labels", { labels: ["hold"] })).status,
      (await pat("POST", "git/refs", { ref: "refs/heads/x", sha })).status,
    ];
    expect(statuses).toEqual([open, comment, label, push]);
    // Labels of those who may not label are dropped without a word.
    const labelled = github.world.issues
      .all()
      .some((issue) => issue.number === 2 && issue.labelIds.length > 0);
    expect(labelled).toBe(["triage", "write", "maintain", "admin"].includes(role));
  },
);

test("a role is what it is at the moment of asking, and is shown as GitHub names it", async () => {
  // C1
  const { as, github } = await testGitHub({});
  const shown = async (login: string) => {
    const answer = await as("mira")("GET", `collaborators/${login}/permission`);
    return [answer.status, answer.json["permission"], answer.json["role_name"]];
  };
  github.seedUser("pat", "maintain");
  expect(await shown("pat")).toEqual([200, "write", "maintain"]);
  github.seedUser("pat", "triage");
  expect(await shown("pat")).toEqual([200, "read", "triage"]);
  github.seedUser("pat", "none");
  expect(await shown("pat")).toEqual([200, "none", "none"]); // the repository is private
  await as("mira")("PATCH", "", { private: false });
  expect(await shown("pat")).toEqual([200, "read", "read"]);
  expect(await shown("nobody")).toEqual([404, undefined, undefined]);
});

test("an unknown token, and no token, are refused; another repository is not there", async () => {
  const { github, as, withToken } = await testGitHub({});
  expect((await withToken("ghp_unknown")("GET", "issues")).json["message"]).toBe("Bad credentials");
  expect((await fetch(`${github.url}/repos/mira/multichain-mcp`)).status).toBe(401);
  expect((await as("mira")("GET", "/repos/mira/other/issues")).status).toBe(404);
  expect((await as("mira")("GET", "/repos/MIRA/Multichain-MCP")).status).toBe(200);
  expect((await as("mira")("GET", "/nothing/here")).status).toBe(404);
});

test("an archived repository is read and not written", async () => {
  // E10
  const { as } = await testGitHub({ "a.txt": "a\n" });
  const mira = as("mira");
  await mira("POST", "issues", { title: "Task" });
  await mira("PATCH", "", { archived: true });
  expect((await mira("GET", "issues/1")).status).toBe(200);
  const refused = await mira("POST", "issues/1/comments", { body: "x" });
  expect([refused.status, refused.json["message"]]).toEqual([
    403,
    "Repository was archived so is read-only.",
  ]);
});

test("the hourly limit counts by user and is refused when it is used up", async () => {
  // E4, E13
  let now = new Date("2026-11-21T10:00:00Z");
  const { as, github } = await testGitHub({}, { clock: () => now });
  github.seedUser("pat", "read");
  const mira = as("mira");
  const first = await mira("GET", "/user");
  expect(first.headers.get("x-ratelimit-remaining")).toBe("4999");
  for (let count = 1; count < 5_000; count += 1)
    await fetch(`${github.url}/user`, { headers: { authorization: `token ${github.tokenOf("mira")}` } });
  const refused = await mira("GET", "/user");
  expect([refused.status, refused.headers.get("x-ratelimit-remaining")]).toEqual([403, "0"]);
  expect(Number(refused.headers.get("x-ratelimit-reset"))).toBe(now.getTime() / 1000 + 3600);
  expect((await as("pat")("GET", "/user")).status).toBe(200);
  now = new Date("2026-11-21T11:00:00Z");
  expect((await mira("GET", "/user")).status).toBe(200);
});

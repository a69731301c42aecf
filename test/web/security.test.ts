/** Who gets nothing: S8, the page's part. */

import { expect, test } from "vitest";
import { reasonAt } from "../../src/domain/verdict.ts";
import { emptyBoard } from "../../src/text/board.ts";
import { anIssue, aPull, at, openPaperPage, request } from "./paper-ports.ts";

const bare = { method: "GET", headers: {}, body: null };

// R49
test.each([
  "evil.example",
  "evil.example:80",
  "127.0.0.1",
  "127.0.0.1:1",
  "localhost.evil.example",
  "[::2]:80",
])("S8: a request under the name %j is refused, signed in or not", async (host) => {
  const { ask, url } = await openPaperPage();
  expect((await ask("/", { headers: { host } })).status).toBe(421);
  expect((await request(url, { ...bare, headers: { host } })).status).toBe(421);
});

test("S8: the page answers under each name of the loopback address, with its port", async () => {
  const { ask, port } = await openPaperPage();
  for (const name of ["127.0.0.1", "localhost", "[::1]"])
    expect((await ask("/", { headers: { host: `${name}:${port}` } })).status).toBe(200);
});

const forms = [
  ["/issues", { title: "x", body: "", scope: "", agent: "" }],
  ["/issues/1/comments", { body: "/assign ethereum" }],
  ["/issues/1/assign", { agent: "ethereum" }],
  ["/issues/1/unassign", { agent: "ethereum" }],
  ["/issues/1/close", {}],
  ["/issues/1/reopen", {}],
  ["/pulls/2/approve", { head: "a".repeat(40) }],
  ["/pulls/2/merge", { head: "a".repeat(40) }],
  ["/pulls/2/close", {}],
] as const;

test.each(forms)("S8: a form to %s of another site, or of nobody, does nothing", async (path, form) => {
  const { ask, deeds, port } = await openPaperPage();
  for (const origin of [
    "https://evil.example",
    "null",
    `http://localhost:${port}`,
    `https://127.0.0.1:${port}`,
    "",
  ])
    expect((await ask(path, { form, headers: { origin } })).status).toBe(403);
  for (const site of ["cross-site", "same-site", "none"])
    expect((await ask(path, { form, headers: { "sec-fetch-site": site } })).status).toBe(403);
  expect(deeds).toEqual([]);
  expect((await ask(path, { form, headers: { "sec-fetch-site": "same-origin" } })).status).toBe(303);
  expect(deeds).toHaveLength(1);
});

test("S8: without Origin nothing is done", async () => {
  const { url, port, sessions, deeds } = await openPaperPage();
  const cookie = `signalbox-${port}=${sessions.redeem(sessions.invite("mira"))}`;
  const sent = { method: "POST", headers: { cookie }, body: "" };
  expect((await request(`${url}/issues/1/close`, sent)).status).toBe(403);
  expect(deeds).toEqual([]);
});

test.each([
  ...forms.map(([path]) => path),
  "/",
  "/issues",
  "/issues/1",
  "/pulls/2",
  "/tasks/1/output",
  "/events",
  "/nowhere",
])("S8: without a session %s shows and does nothing, and says how to get one", async (path) => {
  const { url, deeds, port } = await openPaperPage();
  for (const cookie of ["", `signalbox-${port}=`, `signalbox-${port}=${"x".repeat(43)}`, "signalbox-1=x"]) {
    const read = await request(url + path, { ...bare, headers: { cookie } });
    expect(read.status).toBe(401);
    expect(read.text).toContain("<kbd>signalbox up</kbd>");
    expect(read.text).not.toContain("mira/shop");
    const sent = await request(url + path, { method: "POST", headers: { cookie, origin: url }, body: "a=b" });
    expect(sent.status).toBe(401);
  }
  expect(deeds).toEqual([]);
});

test("S8: a sign-in link works once, and the cookie is for this page alone", async () => {
  const { url, port, sessions } = await openPaperPage();
  const link = `${url}/sign-in?token=${sessions.invite("noor")}`;
  const head = await request(link, { ...bare, method: "HEAD" });
  expect(head.status).toBe(401);
  const first = await request(link, bare);
  expect(first.status).toBe(200);
  expect(first.text).toContain("signed in as noor");
  const cookie = first.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(new RegExp(`^signalbox-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`));
  const second = await request(link, bare);
  expect(second.status).toBe(401);
  expect(second.headers.get("set-cookie")).toBeNull();
  const board = await request(url, { ...bare, headers: { cookie: cookie.split(";")[0] ?? "" } });
  expect(board.text).toContain("noor");
});

test("S8: a wrong or missing token signs nobody in", async () => {
  const { url, sessions } = await openPaperPage();
  const token = sessions.invite("mira");
  expect(token.length).toBeGreaterThanOrEqual(22);
  for (const query of ["", "?token=", `?token=${token.slice(1)}`, `?token=${token}x`, "?token=__proto__"])
    expect((await request(`${url}/sign-in${query}`, bare)).status).toBe(401);
});

test("S8: a link is good for ten minutes, a session for a day", async () => {
  let now = at;
  const { url, port, sessions } = await openPaperPage({ now: () => now });
  const late = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
  const old = sessions.invite("mira");
  const cookie = sessions.redeem(sessions.invite("mira"));
  now = late(11);
  expect((await request(`${url}/sign-in?token=${old}`, bare)).status).toBe(401);
  const asked = { ...bare, headers: { cookie: `signalbox-${port}=${cookie}` } };
  expect((await request(url, asked)).status).toBe(200);
  now = late(25 * 60);
  expect((await request(url, asked)).status).toBe(401);
});

test("S8: every answer forbids scripts and frames of others, and is kept nowhere", async () => {
  const { ask, url } = await openPaperPage();
  const answers = [
    await ask("/"),
    await ask("/nowhere"),
    await ask("/", { headers: { host: "evil.example" } }),
    await ask("/assets/page.css"),
    await request(url, bare),
  ];
  for (const { headers } of answers) {
    const policy = headers.get("content-security-policy") ?? "";
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toContain("unsafe");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
    // `no-referrer` would make browsers send our own forms without an origin.
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("access-control-allow-origin")).toBeNull();
  }
});

test("S8: other origins get no permission to read", async () => {
  const { ask, url, port } = await openPaperPage();
  const asked = await ask("/", { headers: { origin: "https://evil.example" } });
  expect(asked.headers.get("access-control-allow-origin")).toBeNull();
  const preflight = await request(url, {
    method: "OPTIONS",
    headers: {
      origin: "https://evil.example",
      "access-control-request-method": "POST",
      host: `127.0.0.1:${port}`,
    },
    body: null,
  });
  expect(preflight.status).toBe(403);
});

const attack = `"><script>alert(1)</script><img src=x onerror=alert(2)>'\${7*7}`;
const markdownAttack = [
  attack,
  "[a](javascript:alert(1)) [b](vbscript:x) [c](data:text/html,x) [d](//evil.example) [e](mailto:a@b.c)",
  "![pixel](https://evil.example/pixel.png)",
  "<a href='javascript:alert(1)' onclick=alert(1)>x</a>",
  '<details open ontoggle="alert(1)"><summary>x</summary>',
  "<!-- --><svg onload=alert(1)>",
  "`<b>`",
].join("\n\n");

/** No element and no attribute that the views did not write. */
function expectInert(html: string): void {
  const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
  expect(tags.length).toBeGreaterThan(10);
  for (const tag of tags) {
    expect(tag).not.toMatch(/^<(?:img|iframe|object|style|base|form action)/i);
    expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/\son[a-z]+\s*=/i);
    expect(tag).not.toMatch(/(?:href|src|action)="(?:javascript|vbscript|data|mailto|\/\/)/i);
  }
  expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/assets/page.js">']);
  expect(html.match(/<svg[^>]*>/g)).toHaveLength(1);
}

test("S8: titles, bodies, comments, labels, branches, checks, patches and output are text, whatever they hold", async () => {
  const { ask } = await openPaperPage({
    board: () => ({
      repository: attack,
      board: {
        ...emptyBoard,
        problems: [markdownAttack],
        agents: [{ id: attack, name: attack, capacity: 1, working: [1], others: 0 }],
        tasks: [
          {
            number: 1,
            title: attack,
            state: "working",
            agent: { id: attack, name: attack },
            attempt: { n: 1, cause: attack },
            branch: attack,
            pull: 2,
            why: { kind: "waits", wait: { kind: "config", problem: markdownAttack } },
            holds: [attack],
            held: true,
            priority: null,
          },
        ],
        blockers: [{ task: 1, agent: attack, id: "b1", what: attack, options: [attack], at }],
        conflicts: [{ kind: "merge", a: 1, b: 3, path: attack }],
      },
      now: at,
      runs: [{ task: 1, title: attack, attempt: 1, agent: attack, since: at, lastLines: [attack] }],
    }),
    run: () => ({ task: 1, title: attack, attempt: 1, agent: attack, since: at, lastLines: [attack] }),
    agents: () => [{ id: attack, name: attack }],
    issues: () =>
      Promise.resolve([
        {
          number: 1,
          title: attack,
          open: true,
          author: attack,
          opened: at,
          comments: 1,
          labels: [attack],
          task: null,
        },
      ]),
    issue: (_login, number) =>
      Promise.resolve(
        number === 1
          ? {
              ...anIssue,
              title: attack,
              body: markdownAttack,
              author: attack,
              labels: [attack, `agent:${attack}`],
              card: markdownAttack,
              comments: [{ id: 1, author: attack, at, body: markdownAttack, answer: "done" }],
            }
          : null,
      ),
    pull: () =>
      Promise.resolve({
        ...aPull,
        title: attack,
        body: markdownAttack,
        author: attack,
        branch: attack,
        base: attack,
        checks: [{ name: attack, app: attack, result: attack, title: attack, summary: markdownAttack }],
        conditions: [{ name: attack, gate: null, status: "failed", detail: markdownAttack }],
        refusals: [reasonAt(attack, attack, markdownAttack)],
        files: [
          {
            path: attack,
            status: attack,
            formerPath: null,
            additions: 1,
            deletions: 0,
            patch: `@@ -1 +1 @@\n+${attack}`,
          },
        ],
      }),
  });
  for (const path of ["/", "/issues", "/issues/1", "/issues/new", "/pulls/2", "/tasks/1/output"]) {
    const { status, text } = await ask(path);
    expect(status).toBe(200);
    expectInert(text);
    expect(text).toContain("&lt;script&gt;alert(1)");
  }
  const path = `/${encodeURIComponent(attack)}`;
  const lost = await ask(path);
  expect(lost.status).toBe(404);
  expectInert(lost.text);
});

test("S8: too much text, a file upload and a broken form are refused, and nothing is done", async () => {
  const { ask, deeds } = await openPaperPage();
  expect((await ask("/issues/1/comments", { form: { body: "x".repeat(1_100_000) } })).status).toBe(413);
  expect((await ask("/issues/1/comments", { form: { body: "x".repeat(100_000) } })).status).toBe(422);
  expect((await ask("/issues/1/comments", { form: { other: "x" } })).status).toBe(422);
  const upload = { "content-type": "multipart/form-data; boundary=x" };
  expect((await ask("/issues/1/comments", { form: { body: "x" }, headers: upload })).status).toBe(422);
  expect((await ask("/pulls/2/merge", { form: { head: "main" } })).status).toBe(422);
  expect(deeds).toEqual([]);
});

test("S8: an error is logged here and not shown there", async () => {
  const { ask, errors } = await openPaperPage({
    board: () => {
      throw new Error("the secret /home/mira path");
    },
  });
  const { status, text } = await ask("/");
  expect(status).toBe(500);
  expect(text).not.toContain("secret");
  expect(text).not.toContain("app.ts");
  expect(errors).toHaveLength(1);
});

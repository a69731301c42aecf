/** R48: the App server over several installations. */
import { expect, test } from "vitest";
import { message, stopAdvice } from "../../src/text/serve-log.ts";
import { delivery } from "../support/deliveries.ts";
import { type Stage, serving } from "../support/served.ts";

const HOUR = 3_600;

async function file(stage: Stage, world: number, title = "Greet the customer"): Promise<number> {
  const github = stage.github.worlds[world];
  if (!github) throw new Error("no such world");
  const { createPerson } = await import("../support/person.ts");
  const repository = github.world.repository();
  const owner = github.world.users.get(repository.ownerId)?.login ?? "";
  const person = createPerson({
    url: github.url,
    owner,
    repo: repository.name,
    login: owner,
    token: github.tokenOf(owner),
    think: () => {},
  });
  return person.openIssue(title, "", ["agent:shopkeeper"]);
}

function dispatched(stage: Stage, world: number): number {
  return stage.github.worlds[world]?.pendingRuns().length ?? -1;
}

test("at the start every repository with a config is looked at, and one without is not served", async () => {
  const stage = await serving(["mira/shop", "noor/bakery", "ines/empty!"]);
  await stage.still();
  expect([0, 1, 2].map((world) => stage.passes(world) > 0)).toEqual([true, true, false]);
  expect(stage.served.health()).toMatchObject({
    ok: true,
    repositories: { known: 3, serving: 2, stopped: 0, failing: 0 },
    lastPass: { thisPeriod: 2, never: 0 },
  });
});

test("a label reaches GitHub's webhook, and the run is dispatched", async () => {
  const stage = await serving(["mira/shop", "noor/bakery"]);
  await stage.still();
  await file(stage, 1);
  await stage.still();
  expect([dispatched(stage, 0), dispatched(stage, 1)]).toEqual([0, 1]);
});

test("W7: with every webhook lost, the periodic resync finds the label", async () => {
  const stage = await serving(["mira/shop"], { webhooks: false });
  await stage.still();
  await file(stage, 0);
  await stage.still();
  expect(dispatched(stage, 0)).toBe(0);
  await stage.pass(600);
  expect(dispatched(stage, 0)).toBe(1);
});

test("W7: down for four days, and every webhook lost: the start-up sweep finds the label", async () => {
  const stage = await serving(["mira/shop"], { webhooks: false });
  await stage.still();
  await stage.served.close();
  await file(stage, 0);
  stage.clock.advance(4 * 24 * HOUR);
  const again = await stage.restart();
  await again.still();
  expect(dispatched(again, 0)).toBe(1);
});

test("W5: one delivery fifty times, by its GUID and by new ones: same state, no further write", async () => {
  const stage = await serving(["mira/shop"]);
  await stage.still();
  await file(stage, 0);
  await stage.still();
  const writes = stage.github.worlds[0]?.requests.writes;
  const payload = { action: "labeled", repository: { id: stage.github.idOf(0) }, issue: { number: 1 } };
  const body = JSON.stringify(payload);
  const once = delivery(body);
  for (let times = 0; times < 50; times += 1) {
    for (const headers of [once, delivery(body)])
      expect((await fetch(stage.served.url, { method: "POST", body, headers })).status).toBe(202);
  }
  await stage.still();
  expect(stage.github.worlds[0]?.requests.writes).toBe(writes);
  expect(dispatched(stage, 0)).toBe(1);
});

test("W9: a payload that names another owner, name and installation is looked up by the repository's id alone", async () => {
  const stage = await serving(["mira/shop", "noor/bakery"]);
  await stage.still();
  const before = stage.github.asked.length;
  const payload = {
    action: "labeled",
    repository: { id: stage.github.idOf(1), name: "shop", owner: { login: "mira" } },
    installation: { id: 1 },
  };
  const body = JSON.stringify(payload);
  await fetch(stage.served.url, { method: "POST", body, headers: delivery(body) });
  await stage.still();
  const asked = stage.github.asked.slice(before);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.every(({ world }) => world === 1)).toBe(true);
});

test("S1: every token but the one that lists repositories names its one repository", async () => {
  const stage = await serving(["mira/shop", "noor/bakery"]);
  await stage.still();
  await file(stage, 0);
  await stage.still();
  const bodies = stage.github.asked
    .filter(({ path }) => path.endsWith("/access_tokens"))
    .map(({ body }) => JSON.parse(body));
  expect(bodies.length).toBeGreaterThan(3);
  for (const { repository_ids, permissions } of bodies) {
    if (repository_ids === undefined) expect(permissions).toEqual({ metadata: "read" });
    else expect(repository_ids).toHaveLength(1);
  }
});

test("W4: while GitHub hangs, every webhook is answered before GitHub is; what they were about is found after a restart", async () => {
  const stage = await serving(["mira/shop"]);
  await stage.still();
  stage.github.stepIn = () => "hang";
  await file(stage, 0);
  await stage.github.delivered();
  const payload = JSON.stringify({ action: "labeled", repository: { id: stage.github.idOf(0) } });
  const statuses = await Promise.all(
    Array.from({ length: 200 }, () =>
      fetch(stage.served.url, { method: "POST", body: payload, headers: delivery(payload) }).then(
        ({ status }) => status,
      ),
    ),
  );
  expect(new Set(statuses)).toEqual(new Set([202]));
  expect(dispatched(stage, 0)).toBe(0);
  stage.github.stepIn = () => null;
  const closing = stage.served.close();
  stage.clock.advance(60);
  await closing;
  const again = await stage.restart();
  await again.still();
  expect(dispatched(again, 0)).toBe(1);
});

test("a config that is pushed later brings its repository in; its webhook says where to look", async () => {
  const stage = await serving(["mira/shop", "ines/empty!"]);
  await stage.still();
  const { writeFiles } = await import("../support/embedded-github.ts");
  const { config } = await import("../support/many-githubs.ts");
  await stage.github.worlds[1]?.seedRepository(
    await writeFiles({ ".github/signalbox.yml": config }),
    "Bring Signalbox in",
  );
  await stage.still();
  expect(stage.passes(1)).toBeGreaterThan(0);
});

const brokenBy: readonly (readonly [string, (stage: Stage) => void, keyof typeof stopAdvice])[] = [
  ["suspended", ({ github }) => Object.assign(github.states[0] ?? {}, { suspended: true }), "suspended"],
  [
    "without a permission",
    ({ github }) => Object.assign(github.states[0] ?? {}, { lacking: "checks" }),
    "permissions",
  ],
  ["archived", ({ github }) => Object.assign(github.states[0] ?? {}, { archived: true }), "archived"],
];

test.each(brokenBy)(
  "E10: %s: it stops with one line that says what to do, asks nothing of it for hours, and goes on when it is well again",
  async (_name, breaks, reason) => {
    const stage = await serving(["mira/shop", "noor/bakery"]);
    await stage.still();
    breaks(stage);
    await stage.pass(600);
    await file(stage, 0);
    await stage.still();
    expect(stage.said(message.stopped)).toMatchObject([{ reason, advice: stopAdvice[reason] }]);
    const from = stage.github.of(0).length;
    await stage.pass(2 * HOUR);
    const lists = (path: string) => path.startsWith("/installation/repositories");
    const since = stage.github.of(0).slice(from);
    // Of an account that is not suspended, its repositories are still listed: that is no request about this one.
    expect(since.filter(({ path }) => !lists(path) && !path.endsWith("/access_tokens"))).toEqual([]);
    expect(since.filter(({ path }) => path.endsWith("/access_tokens")).length).toBeLessThanOrEqual(10);
    expect(stage.said(message.stopped)).toHaveLength(1);
    expect(dispatched(stage, 0)).toBe(0);
    await file(stage, 1);
    await stage.still();
    expect(dispatched(stage, 1)).toBe(1);
    Object.assign(stage.github.states[0] ?? {}, { suspended: false, lacking: "", archived: false });
    await stage.pass(600);
    expect(stage.said(message.resumed)).toHaveLength(1);
    expect(dispatched(stage, 0)).toBe(1);
  },
);

test.each([
  [401, "Bad credentials", "unauthorized"],
  [403, "Resource not accessible by integration", "forbidden"],
  [404, "Not Found", "gone"],
  [451, "Repository access blocked", "legal"],
] as const)(
  "E10: GitHub answers %i to everything of one repository: it stops, at most 5 requests an hour, and the other goes on",
  async (status, text, reason) => {
    const stage = await serving(["mira/shop", "noor/bakery"]);
    await stage.still();
    const aboutIt = (path: string) => path === "/graphql" || path.startsWith("/repos/");
    stage.github.stepIn = ({ world, path }) =>
      world === 0 && aboutIt(path) ? { status, message: text } : null;
    await file(stage, 0);
    await stage.still();
    expect(stage.said(message.stopped)).toMatchObject([{ reason, repository: "mira/shop" }]);
    const from = stage.clock.now().getTime();
    await stage.pass(3 * HOUR);
    const asked = stage.github.of(0).filter(({ path, at }) => aboutIt(path) && at > from);
    for (const { at } of asked)
      expect(asked.filter((each) => each.at >= at && each.at < at + HOUR * 1_000).length).toBeLessThanOrEqual(
        5,
      );
    expect(stage.said(message.stopped)).toHaveLength(1 + stage.said(message.resumed).length);
    await file(stage, 1);
    await stage.still();
    expect(dispatched(stage, 1)).toBe(1);
    stage.github.stepIn = () => null;
    await notify(stage, "installation", { action: "new_permissions_accepted", installation: { id: 1 } });
    await stage.still();
    expect(dispatched(stage, 0)).toBe(1);
  },
);

async function notify(stage: Stage, event: string, payload: object): Promise<void> {
  const body = JSON.stringify(payload);
  const { status } = await fetch(stage.served.url, { method: "POST", body, headers: delivery(body, event) });
  expect(status).toBe(202);
}

test("E10: an installation that was deleted is forgotten, and its webhooks ask nothing of GitHub but the lists", async () => {
  const stage = await serving(["mira/shop", "noor/bakery"]);
  await stage.still();
  Object.assign(stage.github.states[0] ?? {}, { uninstalled: true });
  await notify(stage, "installation", { action: "deleted", installation: { id: 1 } });
  await stage.still();
  expect(stage.said(message.dropped)).toMatchObject([{ repositoryId: stage.github.idOf(0) }]);
  expect(stage.served.health().repositories).toMatchObject({ known: 1, serving: 1 });
});

test("E10: the App's key is revoked: one line, one request each half hour, and it goes on by itself", async () => {
  const stage = await serving(["mira/shop"]);
  await stage.still();
  stage.github.stepIn = ({ path }) =>
    path.startsWith("/app") ? { status: 401, message: "A JSON web token could not be decoded" } : null;
  await stage.pass(600);
  const from = stage.github.asked.length;
  for (let times = 0; times < 5; times += 1) {
    await notify(stage, "installation", { action: "suspend", installation: { id: 1 } });
    await stage.pass(720);
  }
  const asApp = stage.github.asked.slice(from).filter(({ path }) => path.startsWith("/app"));
  expect(asApp.length).toBeLessThanOrEqual(5);
  stage.github.stepIn = () => null;
  await stage.pass(3_000);
  expect(stage.served.health().resync.ok).toBe(true);
});

test("E11: a repository whose passes always fail backs off and is counted; another one goes on", async () => {
  const stage = await serving(["mira/shop", "noor/bakery"]);
  await stage.still();
  stage.github.stepIn = ({ world, path }) =>
    world === 0 && path === "/graphql" ? { status: 500, message: "Server Error" } : null;
  await file(stage, 0);
  await stage.still();
  for (let seconds = 0; seconds < 300; seconds += 5) {
    stage.clock.advance(5);
    await stage.still();
  }
  const failures = stage.said(message.passFailed).map(({ failures: count }) => count);
  expect(failures.length).toBeGreaterThan(5);
  expect(failures).toEqual(failures.map((_count, index) => index + 1));
  const pauses = stage.said(message.passFailed).map(({ retryIn }) => Number(retryIn));
  expect(Math.max(...pauses)).toBeLessThanOrEqual(75_000);
  expect(pauses.at(-1)).toBeGreaterThanOrEqual(60_000);
  expect(stage.served.health().repositories).toMatchObject({ failing: 1, serving: 2 });
  await file(stage, 1);
  await stage.still();
  expect(dispatched(stage, 1)).toBe(1);
  stage.github.stepIn = () => null;
  await stage.pass(120);
  expect(dispatched(stage, 0)).toBe(1);
  expect(stage.served.health().repositories).toMatchObject({ failing: 0 });
});

test("S3: a renamed repository keeps its place by its id, and is served under its new name", async () => {
  const stage = await serving(["mira/shop"]);
  await stage.still();
  const github = stage.github.worlds[0];
  const { callers } = await import("../support/embedded-github.ts");
  if (github) await callers(github).as("mira")("PATCH", "/repos/mira/shop", { name: "store" });
  await stage.still();
  const from = stage.github.asked.length;
  await file(stage, 0);
  await stage.still();
  expect(dispatched(stage, 0)).toBe(1);
  expect(stage.github.asked.slice(from).some(({ body }) => body.includes('"name":"store"'))).toBe(true);
  expect(stage.served.health().repositories).toMatchObject({ known: 1, serving: 1 });
});

test("S6: no token, no key and no secret is in the log, at its most talkative", async () => {
  const stage = await serving(["mira/shop"]);
  await stage.still();
  await file(stage, 0);
  await stage.still();
  expect(stage.text()).toContain('"msg":"request"');
  expect(stage.text()).not.toMatch(/gh[a-z]_[A-Za-z0-9]|eyJ|BEGIN|0f3b5a7c/);
});

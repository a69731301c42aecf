/** R48: the App server over several installations: whom it serves, and what webhooks are to it. */
import { expect, test } from "vitest";
import { delivery } from "../support/deliveries.ts";
import { callers, writeFiles } from "../support/embedded-github.ts";
import { config } from "../support/many-githubs.ts";
import { dispatched, file, serving } from "../support/served.ts";

const HOUR = 3_600;

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
  await stage.github.worlds[1]?.seedRepository(
    await writeFiles({ ".github/signalbox.yml": config }),
    "Bring Signalbox in",
  );
  await stage.still();
  expect(stage.passes(1)).toBeGreaterThan(0);
});

test("S3: a renamed repository keeps its place by its id, and is served under its new name", async () => {
  const stage = await serving(["mira/shop"]);
  await stage.still();
  const github = stage.github.worlds[0];
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

/** What the App server does about a repository, an installation or an App that GitHub refuses, and about a pass that always fails. */
import { expect, test } from "vitest";
import { message, stopAdvice } from "../../src/text/serve-log.ts";
import { dispatched, file, notify, type Stage, serving } from "../support/served.ts";

const HOUR = 3_600;

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

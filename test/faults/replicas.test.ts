import { join } from "node:path";
import { expect, test } from "vitest";
import type { Observation } from "../../src/domain/observation.ts";
import { apply } from "../../src/github/apply.ts";
import { createClient } from "../../src/github/client.ts";
import { createObserver } from "../../src/github/observe.ts";
import { record } from "../../src/github/record.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { createAppTokens } from "../../src/wiring/app-tokens.ts";
import { localForecast } from "../../src/wiring/merge-forecast.ts";
import { quietTwice } from "../support/quiet-twice.ts";
import { openScene, owner, repo } from "../support/scene.ts";
import { secondOrchestrator } from "../support/second-orchestrator.ts";
import { brokenInvariants } from "./invariants.ts";
import { readWorld } from "./reading.ts";
import { playOut, rules, twoTasks } from "./two-tasks.ts";

const options = { ...twoTasks, readLag: 600 };

test("E8: ten replicas at once on one repository: one effect each, and the same end", async () => {
  const scene = await openScene(options);
  const errors: unknown[] = [];
  const others = Array.from({ length: 9 }, () => secondOrchestrator(scene, errors));
  const calm = async () => {
    for (const other of others) await other.idle();
    await scene.quiet();
  };
  await playOut(scene, calm);
  await calm();
  const world = await readWorld(scene);
  expect(brokenInvariants(world, rules)).toEqual([]);
  expect(world.pulls.map(({ state }) => state)).toEqual(["merged", "merged"]);
  const titles = world.runs.map(({ title }) => title);
  expect(titles.toSorted()).toEqual([...new Set(titles)].toSorted());
  // Who loses ten races in a row tries again later: nothing else may have gone wrong.
  for (const error of errors) expect(String(error)).toContain("the ledger was written by somebody else");
}, 120_000);

test("E8: a replica that is held up between its record and its comments sends them no more: another has taken over", async () => {
  const scene = await openScene(options);
  scene.github.setWebhook(null);
  const mira = scene.as(owner);
  const issue = await mira.openIssue("Add a tool", "Scope: `servers/eth/**`");
  await mira.label(issue, "agent:ethereum");

  let later = 0;
  const now = () => new Date(scene.clock.now().getTime() + later * 1_000);
  const { id: appId, installationId, privateKey } = scene.github.app;
  const address = { owner, name: repo };
  const tokens = createAppTokens({
    baseUrl: scene.github.url,
    appId,
    privateKey,
    installationId,
    repositoryName: repo,
    clock: scene.clock,
  });
  const client = createClient({
    baseUrl: scene.github.url,
    token: tokens.orchestrator,
    clock: scene.clock,
    writeSpacing: 0,
  });
  const forecast = localForecast(join(scene.github.dir, "origin.git"));
  const replica = (hold: () => Promise<void>) => ({
    observe: createObserver({ client, repository: address, now, forecast, alone: true }),
    record: (input: Parameters<typeof record>[2]) => record(client, address, input),
    apply: async (
      seen: Observation,
      effects: Parameters<typeof apply>[1]["effects"],
      late: () => boolean,
    ) => {
      await hold();
      return apply(client, { repository: seen.repository, labels: seen.labels, effects, late });
    },
    now,
  });
  const awake = Promise.withResolvers<void>();
  const asleep = Promise.withResolvers<void>();
  const paused = reconcile(
    replica(async () => {
      asleep.resolve();
      await awake.promise;
    }),
    { dryRun: false },
  );
  await asleep.promise;
  expect(await scene.said(issue)).toEqual([]);
  later = 601;
  await reconcile(
    replica(async () => {}),
    { dryRun: false },
  );
  expect(await scene.said(issue)).toHaveLength(1);
  awake.resolve();
  const { applied } = await paused;
  expect(applied.filter(({ effect }) => effect.kind === "comment").map(({ result }) => result)).toEqual([
    "uncertain",
  ]);
  expect(await scene.said(issue)).toHaveLength(1);
  await scene.quiet();
  expect(brokenInvariants(await readWorld(scene), rules)).toEqual([]);
});

test("E12: a hundred looks at a world at rest: one query each, and no write", async () => {
  const scene = await openScene(options);
  const mira = scene.as(owner);
  await mira.label(await mira.openIssue("Add a tool", "Scope: `servers/eth/**`"), "agent:ethereum");
  await quietTwice(scene);
  const before = scene.requests();
  for (let look = 0; look < 100; look += 1) await scene.orchestrator.pass({ dryRun: false });
  const after = scene.requests();
  expect({
    rest: after.rest - before.rest,
    graphql: after.graphql - before.graphql,
    writes: after.writes - before.writes,
  }).toEqual({
    rest: 0,
    graphql: 100,
    writes: 0,
  });
});

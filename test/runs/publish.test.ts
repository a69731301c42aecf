/** Publishing asks the fence first: only the run that holds the claim of the open attempt is heard. */
import { expect, test } from "vitest";
import type { Patch } from "../../src/runs/patch.ts";
import { publish, publishThawed } from "../../src/runs/publish.ts";
import { changeOf, edits } from "../gates/change.ts";
import { complete, createWorld, noon, startedTask, type World } from "./world.ts";

const at = noon.toISOString();
const base = "a".repeat(40);
const patch: Patch = [
  { path: "servers/eth/tools.js", before: "100644", after: "100755", content: Buffer.from("1\n") },
];
const change = changeOf(edits("servers/eth/tools.js", "0\n", "1\n"));
const read = { ok: true, patch, change } as const;
const finish = { outcome: complete, patch: read } as const;

function claimedBy(run: number): World {
  return createWorld("", [
    startedTask(base, { attempt: { n: 1, cause: "first", at, base, claim: { run, at }, end: null } }),
  ]);
}

test("a run that does not hold the claim is refused, though the attempt's number is right", async () => {
  // B06, A12
  const world = claimedBy(501);
  expect(await publish(world.ports, { task: 12, attempt: 1, run: 502 }, finish)).toEqual({
    kind: "stale",
    reason: "run 502 does not hold the claim of attempt 1 of #12",
  });
  expect(world.uploads).toEqual([]);
  expect(world.task(12)).toMatchObject({ state: "working", head: null });
});

test("E1: publishing twice has one effect: the second time the attempt has ended", async () => {
  // A run that crashed between its record and its end may publish again
  const world = claimedBy(501);
  const key = { task: 12, attempt: 1, run: 501 };
  expect(await publish(world.ports, key, finish)).toMatchObject({ kind: "recorded" });
  expect(await publish(world.ports, key, finish)).toEqual({
    kind: "stale",
    reason: "attempt 1 of #12 has already ended",
  });
  expect(world.uploads).toHaveLength(1);
  expect(world.events.map(({ kind }) => kind)).toEqual(["published"]);
});

test("a task that was dropped meanwhile takes nothing any more", async () => {
  const world = claimedBy(501);
  world.meanwhile({ ...world.task(12), end: { kind: "dropped", by: "mira", at } });
  expect(await publish(world.ports, { task: 12, attempt: 1, run: 501 }, finish)).toMatchObject({
    kind: "stale",
  });
  expect(await publish(world.ports, { task: 99, attempt: 1, run: 501 }, finish)).toMatchObject({
    kind: "stale",
  });
  expect(world.uploads).toEqual([]);
});

test("the commit stands on the attempt's base, with modes and evidence", async () => {
  const world = claimedBy(501);
  const outcome = { ...complete, evidence: ["node --test passes"] };
  await publish(world.ports, { task: 12, attempt: 1, run: 501 }, { outcome, patch: read });
  expect(world.uploads).toEqual([
    {
      base,
      merges: null,
      patch,
      message:
        "Extract the tools\n\n- node --test passes\n\nSignalbox-Agent: ethereum\nSignalbox-Task: 12\nSignalbox-Attempt: 1\n",
    },
  ]);
});

const freeze = { by: "mira", at, until: null, scope: [], reason: null, drain: false };

// B16
test("during a freeze nothing is uploaded, recorded or asked to be looked at; the run keeps its claim, and is published after it", async () => {
  const world = claimedBy(501);
  const key = { task: 12, attempt: 1, run: 501 };
  world.freeze(freeze);
  expect(await publish(world.ports, key, finish)).toEqual({ kind: "frozen" });
  expect([world.uploads, world.events, world.woken()]).toEqual([[], [], 0]);
  const published = publishThawed(world.ports, key, finish, new AbortController().signal);
  world.freeze({ ...freeze, by: "noor" });
  world.freeze(null);
  expect(await published).toMatchObject({ kind: "recorded", result: { kind: "published" } });
  expect(world.uploads).toHaveLength(1);
});

// B16
test.each([
  ["of other paths", { ...freeze, scope: ["docs/**"] }, "recorded"],
  ["with --drain", { ...freeze, drain: true }, "recorded"],
  ["whose time is over", { ...freeze, until: at }, "recorded"],
  ["of these paths", { ...freeze, scope: ["servers/eth/a"] }, "frozen"],
])("a freeze %s: the work is %s", async (_what, standing, kind) => {
  const world = claimedBy(501);
  world.freeze(standing);
  expect(await publish(world.ports, { task: 12, attempt: 1, run: 501 }, finish)).toMatchObject({ kind });
});

// B16
test("what has nothing to publish is recorded whatever is frozen", async () => {
  const world = claimedBy(501);
  world.freeze(freeze);
  const outcome = { kind: "failed", summary: "No network" } as const;
  expect(
    await publish(world.ports, { task: 12, attempt: 1, run: 501 }, { outcome, patch: null }),
  ).toMatchObject({ kind: "recorded" });
});

// B06, B16
test("work that is kept is refused after the freeze when the task went on without it", async () => {
  const world = claimedBy(501);
  world.freeze(freeze);
  const published = publishThawed(
    world.ports,
    { task: 12, attempt: 1, run: 501 },
    finish,
    new AbortController().signal,
  );
  world.meanwhile({ ...world.task(12), end: { kind: "dropped", by: "mira", at } });
  world.freeze(null);
  expect(await published).toMatchObject({ kind: "stale" });
  expect(world.uploads).toEqual([]);
});

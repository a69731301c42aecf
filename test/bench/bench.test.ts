/** The benchmark counts what it says that it counts. Times are measured by `npm run bench` only, never in a test. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { crowdOf, crowdTime } from "../../bench/crowd.ts";
import { type Figure, figureTable, missed, ratioOf } from "../../bench/figure.ts";
import { batchedAsRest } from "../../bench/naive.ts";
import { benchPasses } from "../../bench/passes.ts";
import { benchPoints } from "../../bench/points.ts";
import { requestsOf, type SentRequest, trafficOf, writesOf } from "../../bench/traffic.ts";
import { decide } from "../../src/reconcile/decide.ts";

const run = promisify(execFile);
const entry = fileURLToPath(new URL("../../bench/bench.ts", import.meta.url));

function sent(kind: "read" | "write", operation: string | null): SentRequest {
  return { method: kind === "read" && operation === null ? "GET" : "POST", url: "/", kind, operation };
}

test("requests are counted by kind, and a ledger commit is not any mutation", () => {
  const traffic = trafficOf([
    sent("read", "Observe"),
    sent("write", "Record"),
    sent("write", "Apply"),
    sent("write", "Apply"),
    sent("read", null),
    sent("write", null),
  ]);
  expect(traffic).toEqual({ queries: 1, ledgerCommits: 1, mutations: 2, restReads: 1, restWrites: 1 });
  expect([requestsOf(traffic), writesOf(traffic)]).toEqual([6, 4]);
});

test("one by one, an effect counts once though it left in two parts, and each label taken off once more", () => {
  const snapshot = crowdOf(10);
  const decision = decide(snapshot, crowdTime);
  const labels = { kind: "labels", issue: 1, issueId: "I_1", add: ["a", "b"], remove: ["c", "d"] } as const;
  const close = { kind: "close", issue: 1, issueId: "I_1" } as const;
  const dispatch = { kind: "dispatch", task: 1, agent: "a0", attempt: 1 } as const;
  const applied = [labels, labels, close, dispatch].map((effect) => ({
    effect,
    result: "done" as const,
    message: null,
  }));
  const pass = { snapshot, decision, changes: { additions: [], deletions: [] }, applied };
  // Add two at once, take two off, close; the dispatch is a request of its own either way.
  expect(batchedAsRest([pass])).toBe(4);
});

describe("a figure", () => {
  const figure: Figure = {
    what: "writes",
    measured: 4,
    detail: "in all",
    aim: 3,
    alternative: { what: "one by one", number: 10 },
  };

  test("says where its aim is missed, and how many times more the alternative takes", () => {
    expect([missed(figure), missed({ ...figure, aim: 4 }), missed({ ...figure, aim: null })]).toEqual([
      true,
      false,
      false,
    ]);
    expect(ratioOf(figure)).toBe(2.5);
    expect(figureTable([figure])).toBe(
      [
        "| what   | measured | aim         | alternative   | ratio |",
        "| ------ | -------- | ----------- | ------------- | ----- |",
        "| writes | 4 in all | ≤ 3, missed | 10 one by one | 2.5 × |",
      ].join("\n"),
    );
  });
});

test("the crowd waits for all the reasons that there are", () => {
  const { waits, events } = decide(crowdOf(1_000), crowdTime);
  const kinds = Map.groupBy(waits.values(), ({ kind }) => kind);
  expect(Object.fromEntries([...kinds].map(([kind, all]) => [kind, all.length]))).toEqual({
    run: 50 + 20,
    answer: 50,
    conditions: 100,
    merge: 100,
    retry: 100,
    lease: 300,
    dependency: 200,
    hold: 80,
  });
  expect(events.filter(({ kind }) => kind === "started")).toHaveLength(20);
});

test("100 issues and 50 pull requests are seen for at most 8 points", () => {
  const figures = benchPoints();
  expect(figures.filter(missed)).toEqual([]);
  expect(figures.at(-1)?.aim).toBe(8);
});

test("an idle pass is one request, and a pass after one change of a person's three", async () => {
  const figures = await benchPasses();
  const measured = Object.fromEntries(figures.map(({ what, measured: number }) => [what, number]));
  expect(measured).toMatchObject({
    "requests of a pass: nothing has changed": 1,
    "requests of a pass: a person approves": 3,
    "requests of a pass: a person merges": 3,
  });
});

test("`bench points --json` prints one JSON object; an unknown name is wrong use", async () => {
  const { stdout } = await run(process.execPath, [entry, "points", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ figures: [{ missed: false }, { missed: false, aim: 8 }] });
  await expect(run(process.execPath, [entry, "speed"])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining("passes, lifecycle, points, decide, board, storm, ingest, start"),
  });
});

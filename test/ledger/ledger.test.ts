/** The ledger's codec: what is written is read back; what cannot be read is listed, never guessed. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  DESK_FILE,
  emptyLedger,
  formatJson,
  type Ledger,
  ledgerChanges,
  parseLedger,
} from "../../src/ledger/ledger.ts";
import { Task } from "../../src/ledger/task.ts";
import { startAttempt } from "../../src/ledger/transitions.ts";
import { at, noon, sha, taskOf } from "../support/observation.ts";

const when = fc.date({ min: noon, max: at(1e6), noInvalidDate: true }).map((date) => date.toISOString());
const task: fc.Arbitrary<Task> = fc
  .record({
    number: fc.integer({ min: 1, max: 50 }),
    title: fc.string({ unit: "binary" }),
    scope: fc.array(fc.constantFrom("servers/**", "docs/*.md", "a/\\*/b")),
    feedback: fc.array(fc.string({ unit: "grapheme" })),
    retries: fc.nat(9),
    hold: fc.option(fc.record({ by: fc.string(), reason: fc.option(fc.string()), at: when })),
    outbox: fc.array(fc.record({ kind: fc.constant("card" as const), at: when }), { maxLength: 2 }),
    started: fc.boolean(),
  })
  .map(({ started, number, ...over }) => {
    const queued = taskOf(number, over);
    return started ? startAttempt(queued, sha(7), at(5)) : queued;
  });
const ledger: fc.Arbitrary<Ledger> = fc
  .record({
    tasks: fc.uniqueArray(task, { selector: ({ number }) => number, maxLength: 5 }),
    since: fc.option(when),
    config: fc.option(fc.string({ minLength: 1 })),
  })
  .map(({ tasks, since, config }) => ({
    ...emptyLedger,
    desk: { ...emptyLedger.desk, since, config },
    config,
    tasks: new Map(tasks.map((each) => [each.number, each])),
  }));

function filesAfter(files: ReadonlyMap<string, string>, before: Ledger, after: Ledger): Map<string, string> {
  const changed = new Map(files);
  const { additions, deletions } = ledgerChanges(before, after);
  for (const path of deletions) changed.delete(path);
  for (const { path, text } of additions) changed.set(path, text);
  return changed;
}

test("what is written is read back, from nothing and from any other ledger", () => {
  fc.assert(
    fc.property(ledger, ledger, (one, other) => {
      const first = filesAfter(new Map(), emptyLedger, one);
      expect(parseLedger(first)).toEqual(one);
      const second = parseLedger(filesAfter(first, one, other));
      expect(second.tasks).toEqual(other.tasks);
      expect(second.desk).toEqual(other.desk);
    }),
    { numRuns: 200 },
  );
});

test("nothing changed means no files, so no commit", () => {
  // INV-1
  fc.assert(
    fc.property(ledger, (one) => {
      const copy = { ...one, tasks: new Map([...one.tasks].map(([number, each]) => [number, { ...each }])) };
      expect(ledgerChanges(one, copy)).toEqual({ additions: [], deletions: [] });
    }),
  );
});

test("a finished task leaves the open files and is kept in the archive", () => {
  const done = taskOf(12, { state: "done", end: { kind: "merged", by: "mira", at: noon.toISOString() } });
  const before: Ledger = { ...emptyLedger, tasks: new Map([[12, done]]) };
  const after: Ledger = { ...emptyLedger, archived: [done] };
  expect(ledgerChanges(before, after)).toEqual({
    additions: [{ path: "archive/12.json", text: formatJson(done) }],
    deletions: ["tasks/12.json"],
  });
});

const good = taskOf(12);

test.each([
  ["not JSON", "tasks/12.json", "{"],
  ["empty", "tasks/12.json", ""],
  ["null", "tasks/12.json", "null"],
  ["a newer version", "tasks/12.json", JSON.stringify({ ...good, v: 2 })],
  ["a key that nobody knows", "tasks/12.json", JSON.stringify({ ...good, mood: "good" })],
  ["a state that does not exist", "tasks/12.json", JSON.stringify({ ...good, state: "waiting" })],
  ["a scope that is no glob", "tasks/12.json", JSON.stringify({ ...good, scope: ["src/{a,b}"] })],
  ["a key that is missing", "tasks/12.json", JSON.stringify({ ...good, scope: undefined })],
  ["the task of another file", "tasks/12.json", JSON.stringify({ ...good, number: 13 })],
  ["a merge conflict", "tasks/12.json", "<<<<<<< HEAD\n{}\n"],
])("a task's file with %s is listed with its task and a reason, not guessed", (_what, path, text) => {
  const read = parseLedger(new Map([[path, text]]));
  expect(read.tasks.size).toBe(0);
  expect(read.unreadable).toEqual([{ path, task: 12, problem: expect.stringMatching(/\S{3}/) }]);
});

test("an unreadable desk belongs to no task, and the tasks beside it are read", () => {
  const read = parseLedger(
    new Map([
      [DESK_FILE, "{}"],
      ["tasks/12.json", JSON.stringify(good)],
    ]),
  );
  expect(read.unreadable).toMatchObject([{ path: DESK_FILE, task: null }]);
  expect(read.tasks.get(12)).toEqual(good);
});

test("other files on the branch say nothing", () => {
  const files = new Map([
    ["README.md", "# x"],
    ["tasks/x.json", "{"],
    ["tasks/12.txt", "{"],
    ["archive/12.json", "{"],
    ["tasks/012.json", "{"],
  ]);
  expect(parseLedger(files)).toEqual(emptyLedger);
});

test("a reason names the key that is wrong", () => {
  const read = parseLedger(new Map([["tasks/12.json", JSON.stringify({ ...good, retries: -1 })]]));
  expect(read.unreadable[0]?.problem).toContain("retries");
});

test("the schema accepts what the transitions make", () => {
  expect(Task.parse(JSON.parse(formatJson(startAttempt(good, sha(1), noon))))).toEqual(
    startAttempt(good, sha(1), noon),
  );
});

/** The state table: every state can be reached, every open one can end, and the words fit GitHub's labels. */
import { expect, test } from "vitest";
import { canWrite } from "../../src/domain/actor.ts";
import { changeStatus } from "../../src/domain/file-change.ts";
import { labelStyle, ownLabels } from "../../src/domain/labels.ts";
import { mayFollow, stateTable, type TaskState, taskStates } from "../../src/domain/task-state.ts";

function reachableFrom(start: TaskState): ReadonlySet<TaskState> {
  const found = new Set<TaskState>([start]);
  for (const state of found) for (const next of stateTable[state].next) found.add(next);
  return found;
}

test("every state can be reached from queued", () => {
  expect([...reachableFrom("queued")].toSorted()).toEqual(taskStates.toSorted());
});

test.each(taskStates.filter((state) => state !== "done"))("from %s a person may merge at once", (state) => {
  expect(mayFollow(state, "done")).toBe(true);
});

test("what is done stays done", () => {
  expect(stateTable.done.next).toEqual([]);
});

test.each([
  ["queued", "working", true],
  ["queued", "review", false],
  ["working", "review", true],
  ["working", "ready", false],
  ["working", "queued", false],
  ["review", "ready", true],
  ["ready", "review", true],
  ["failed", "working", true],
  ["blocked", "queued", true],
  ["blocked", "working", false],
  ["escalated", "working", false],
  ["escalated", "queued", true],
] as const)("%s → %s: %s", (from, to, allowed) => {
  expect(mayFollow(from, to)).toBe(allowed);
});

test("every label has six hex digits of colour and a description within GitHub's 100 characters", () => {
  // R15
  const labels = [
    ...taskStates.map((state) => `status:${state}`),
    "hold",
    "agent:ethereum",
    `agent:${"x".repeat(100)}`,
  ];
  for (const label of labels) {
    expect(labelStyle(label).color).toMatch(/^[0-9a-f]{6}$/);
    expect(labelStyle(label).description.length).toBeGreaterThan(5);
    expect(labelStyle(label).description.length).toBeLessThanOrEqual(100);
  }
});

test("only Signalbox's labels are kept true; people's labels are theirs", () => {
  const labels = [
    "bug",
    "status:working",
    "agent:docs",
    "hold",
    "holdover",
    "good first issue",
    "my-agent:x",
  ];
  expect(ownLabels(labels)).toEqual(["status:working", "agent:docs", "hold"]);
});

test.each([
  ["admin", true],
  ["maintain", true],
  ["write", true],
  ["triage", false],
  ["read", false],
  ["none", false],
  [null, false],
  [undefined, false],
] as const)("C1: who has %s may push: %s", (permission, may) => {
  // Unknown is never enough.
  expect(canWrite(permission)).toBe(may);
});

test.each([
  [null, "100644", "added"],
  ["100644", "100755", "modified"],
  ["100644", null, "deleted"],
] as const)("a path that was %s and is %s was %s", (before, after, status) => {
  expect(changeStatus({ path: "x", before, after })).toBe(status);
});

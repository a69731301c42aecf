/** Golden: the ledger's log, the story that `git log signalbox/ledger` tells. */
import { expect, test } from "vitest";
import type { LedgerEvent } from "../../src/domain/ledger-event.ts";
import { ledgerMessage, logLine } from "../../src/text/log.ts";

const by = { task: 12, agent: "ethereum" } as const;
const freeze = {
  by: "mira",
  at: "2026-11-21T12:00:00.000Z",
  until: "2026-11-21T14:00:00.000Z",
  scope: ["docs/**"],
  reason: "release day",
  drain: true,
};
const events: readonly LedgerEvent[] = [
  { kind: "config", agents: 1 },
  { kind: "accepted", ...by, title: "Extract the tools", by: "mira" },
  { kind: "changed", ...by, what: "follows the edited issue" },
  { kind: "started", ...by, attempt: 1, cause: "first", scope: ["servers/eth/**", "docs/**"] },
  { kind: "claimed", ...by, attempt: 1, run: 7 },
  { kind: "published", ...by, attempt: 1, files: 1, branch: "agent/ethereum/12-x" },
  { kind: "ended", ...by, attempt: 1, how: "outside", summary: "Not published: it adds `x`" },
  { kind: "asked", ...by, blocker: "b1", question: "Which unit?" },
  { kind: "answered", ...by, blocker: "b1", by: "mira", answer: "wei", after: 754_000 },
  { kind: "rework", ...by, attempt: 1, reason: "tests: failed" },
  { kind: "ready", ...by, pull: 31 },
  { kind: "unready", ...by, pull: 31, waiting: "approvals" },
  { kind: "merged", ...by, pull: 31, by: "mira" },
  { kind: "dropped", ...by, why: "its issue was closed" },
  { kind: "escalated", ...by, why: "tried 3 of 3 times" },
  { kind: "held", ...by, by: "mira", reason: "until Monday" },
  { kind: "held", ...by, by: "mira", reason: null },
  { kind: "released", ...by, by: "mira" },
  { kind: "command", ...by, by: "mira", command: "/hold", done: true },
  { kind: "command", task: 3, agent: null, by: "eve", command: "/assign", done: false },
  { kind: "archived", ...by },
  { kind: "blocked", ...by, blocker: "b2", severity: "urgent", on: "testing", by: "mira", what: "A mock" },
  { kind: "rescoped", ...by, add: ["docs/**"], remove: ["src/a/**"], because: "the tool", by: "mira" },
  { kind: "parked", ...by, attempt: 1, files: 2, branch: "agent/ethereum/12-x" },
  { kind: "reminded", ...by, blocker: "b2", to: "testing" },
  { kind: "reminded", ...by, blocker: "b2", to: null },
  { kind: "board", issue: 7 },
  { kind: "announced", id: "a1", by: "mira", text: "The audit begins" },
  { kind: "announced", id: "p2", by: "noor", text: "Say why" },
  { kind: "withdrawn", id: "a1", by: "mira" },
  { kind: "told", ...by, by: "mira", text: "Use the cache" },
  { kind: "frozen", freeze },
  { kind: "frozen", freeze: { ...freeze, until: null, scope: [], reason: null, drain: false } },
  { kind: "thawed", freeze, by: "noor" },
  { kind: "thawed", freeze, by: null },
];

test("the ledger's log reads as a story, one line an event", () => {
  // R53, R11
  expect(events.map(logLine).join("\n")).toMatchInlineSnapshot(`
    "Config accepted: 1 agent
    [AGENT ethereum] #12 accepted from mira: Extract the tools
    [AGENT ethereum] #12 changed: follows the edited issue
    [AGENT ethereum] #12 starts attempt 1 (first); holds servers/eth/**, docs/**
    [AGENT ethereum] #12 attempt 1 taken by run 7
    [AGENT ethereum] #12 published attempt 1: 1 file to agent/ethereum/12-x
    [AGENT ethereum] #12 attempt 1 ended (outside): Not published: it adds \`x\`
    [AGENT ethereum] #12 asks b1: Which unit?
    [AGENT ethereum] #12 b1 answered by mira after 12 min: wei
    [AGENT ethereum] #12 goes back for rework after attempt 1: tests: failed
    [AGENT ethereum] #12 is ready to merge: #31
    [AGENT ethereum] #12 is not ready any more: #31 waits for approvals
    [AGENT ethereum] #12 done: #31 merged by mira
    [AGENT ethereum] #12 dropped: its issue was closed
    ESCALATION [AGENT ethereum] #12 needs a person: tried 3 of 3 times
    [AGENT ethereum] #12 held by mira: until Monday
    [AGENT ethereum] #12 held by mira
    [AGENT ethereum] #12 released by mira
    [AGENT ethereum] #12 mira typed /hold: done
    #3 eve typed /assign: refused
    [AGENT ethereum] #12 archived
    [AGENT ethereum] #12 b2 (urgent) waits for testing, says mira: A mock
    [AGENT ethereum] #12 scope changed by mira: +docs/** -src/a/** because the tool
    [AGENT ethereum] #12 saved the unfinished work of attempt 1: 2 files on agent/ethereum/12-x
    [AGENT ethereum] #12 b2 told again to testing
    [AGENT ethereum] #12 b2 told again
    Board: #7 shows it
    ANNOUNCEMENT a1 by mira: The audit begins
    PATTERN p2 by noor: Say why
    a1 withdrawn by mira
    [AGENT ethereum] #12 mira tells its agent: Use the cache
    FROZEN by mira until 2026-11-21 14:00 UTC for docs/**, work in hand may be published: release day
    FROZEN by mira
    THAWED by noor
    THAWED: the time of mira's freeze is over"
  `);
});

test("a ledger commit's message: the first event, how many more, then all of them", () => {
  expect(ledgerMessage(events.slice(0, 3))).toMatchInlineSnapshot(`
    "Config accepted: 1 agent (and 2 more)

    Config accepted: 1 agent
    [AGENT ethereum] #12 accepted from mira: Extract the tools
    [AGENT ethereum] #12 changed: follows the edited issue"
  `);
  expect(ledgerMessage(events.slice(1, 2))).toBe(
    "[AGENT ethereum] #12 accepted from mira: Extract the tools",
  );
  expect(ledgerMessage([])).toBe("Bookkeeping: what was said and seen");
  const long = ledgerMessage([{ kind: "accepted", ...by, title: "x\n\ny".repeat(200), by: "mira" }]);
  const [subject = "", ...body] = long.split("\n");
  expect(subject.length).toBeLessThanOrEqual(200);
  expect(body).toEqual(["", `[AGENT ethereum] #12 accepted from mira: ${"x y".repeat(200)}`]);
});

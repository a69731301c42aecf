/** `--since`: what a person may type, and what is no moment. */
import { expect, test } from "vitest";
import { parseSince } from "../../src/cli/since.ts";

const now = new Date("2026-11-26T12:00:00Z");

test.each([
  ["2026-11-20", "2026-11-20T00:00:00.000Z"],
  ["2026-11-20T14:00", "2026-11-20T14:00:00.000Z"],
  ["2026-11-20T14:00Z", "2026-11-20T14:00:00.000Z"],
  ["2026-11-20T14:00:30+02:00", "2026-11-20T12:00:30.000Z"],
  ["90m", "2026-11-26T10:30:00.000Z"],
  ["24h", "2026-11-25T12:00:00.000Z"],
  ["7d", "2026-11-19T12:00:00.000Z"],
])("%s is %s", (text, moment) => {
  expect(parseSince(text, now)?.toISOString()).toBe(moment);
});

test.each([
  "",
  "yesterday",
  "7",
  "0d",
  "-1d",
  "7w",
  "2026-13-01",
  "2026-02-30",
  "20.11.2026",
  "2026-11-20T25:00Z",
])("%j is no moment", (text) => {
  expect(parseSince(text, now)).toBeNull();
});

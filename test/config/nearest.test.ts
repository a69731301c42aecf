import { expect, test } from "vitest";
import { formatDuration, parseDuration } from "../../src/config/duration.ts";
import { nearest } from "../../src/config/nearest.ts";

test.each([
  ["agentz", "agents"],
  ["agnets", "agents"],
  ["Agents", "agents"],
  ["agent", "agents"],
  ["merges", "merge"],
  ["limts", "limits"],
  ["forbidden", null],
  ["x", null],
])("who writes %s means %s", (word, meant) => {
  expect(nearest(word, ["version", "agents", "gates", "merge", "limits", "ledger"])).toBe(meant);
});

test.each([
  ["1s", 1_000],
  ["45m", 2_700_000],
  ["2h", 7_200_000],
  ["24h", 86_400_000],
  ["25h", null],
  ["1441m", null],
  ["0m", null],
  ["45", null],
  ["45 m", null],
  ["-1m", null],
  ["1d", 86_400_000],
  ["2d", null],
])("%s is %s milliseconds", (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each(["1s", "90s", "45m", "2h", "24h"])("%s is written as it is read", (text) => {
  expect(formatDuration(parseDuration(text) ?? 0)).toBe(text);
});

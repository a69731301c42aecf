/** The benches that start processes measure what they name: each throws when a process does something else. */
import { expect, test } from "vitest";
import { benchIngest } from "../../bench/ingest.ts";
import { benchStart, starts } from "../../bench/start.ts";

test("ingest: both take every delivery, and the ratio of their CPU times is a number", async () => {
  const [figure] = await benchIngest({ rounds: 1, deliveries: 20 });
  expect(figure).toMatchObject({ what: "CPU of taking a webhook", aim: 1 });
  expect(figure?.measured).toBeGreaterThan(0);
});

test("start: each is started and answers as it should", async () => {
  const figures = await benchStart(1);
  expect(figures.map(({ what }) => what)).toEqual(starts.map(({ what }) => `start: ${what}`));
  for (const { measured } of figures) expect(measured).toBeGreaterThan(0);
});

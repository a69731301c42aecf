import { expect, test } from "vitest";
import { playedOnce, resumesFrom } from "./crash.ts";

test("E1: a crash at every first of two effects: the next start ends in the same world, and nothing was made twice", async () => {
  const { crashes, picture } = await playedOnce();
  expect(crashes.length).toBeGreaterThan(40);
  for (const crash of crashes.filter((_, at) => at % 2 === 0)) await resumesFrom(crash, picture);
}, 240_000);

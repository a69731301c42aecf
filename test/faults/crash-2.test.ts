import { expect, test } from "vitest";
import { playedOnce, resumesFrom } from "./crash.ts";
import { isWhole } from "./whole.ts";

test.skipIf(!isWhole)(
  "E1: a crash at every second of two effects: the next start ends in the same world, and nothing was made twice (played by npm run faults)",
  async () => {
    const { crashes, picture } = await playedOnce();
    expect(crashes.length).toBeGreaterThan(40);
    for (const crash of crashes.filter((_, at) => at % 2 === 1)) await resumesFrom(crash, picture);
  },
  240_000,
);

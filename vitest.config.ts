import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Only to end what hangs: on a machine that is busy with other things, a test takes many times longer.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One more than the two cores that there are: scenarios wait for Git, for agents, and for the second between two writes.
    maxWorkers: 3,
  },
});

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One more than the two cores that there are: scenarios wait for Git, for agents, and for the second between two writes.
    maxWorkers: 3,
  },
});

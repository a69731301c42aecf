import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The default leaves one of two cores idle, and most of the time of a scenario is spent waiting for Git.
    maxWorkers: 2,
  },
});

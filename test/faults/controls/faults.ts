/** The protections of the embedded GitHub: one process a world, and the limits that it holds callers to. */
import type { Control } from "../control.ts";

export const faultsControls: readonly Control[] = [
  {
    row: "E8",
    protection: "a world on disk is open in one process at a time",
    file: "src/local/store.ts",
    find: "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;",
    replace: "SELECT 1;",
    test: "test/local/lock.test.ts",
  },
  {
    row: "E13",
    protection: "the embedded GitHub notices what goes over GitHub's secondary limits",
    file: "src/local/traffic.ts",
    find: "if (sum <= most)",
    replace: "if (sum > 0)",
    test: "test/local/traffic.test.ts",
  },
  {
    row: "E4",
    protection: "a request over a secondary limit does not take effect where limits are refused",
    file: "src/local/throttled.ts",
    find: "if (breach === null || !server.refuseBreaches) return await answer();",
    replace: "await answer();",
    test: "test/local/traffic.test.ts",
  },
  {
    row: "E1",
    protection: "a merge that moved the base before its process was killed is recorded at the next start",
    file: "src/local/server.ts",
    find: "await world.transaction(() => finishCutMerge({ world, git, caller: ownerOf(world) }));",
    replace: "",
    test: "test/local/cut-off.test.ts",
  },
  {
    row: "E1",
    protection: "lock files of a Git that was killed are taken away at the next start",
    file: "src/local/git.ts",
    find: "  dropLocks(dir);",
    replace: "",
    test: "test/local/cut-off.test.ts",
  },
];

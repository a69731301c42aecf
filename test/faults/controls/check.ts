/** The protections of `signalbox check`. */
import type { Control } from "../control.ts";

export const checkControls: readonly Control[] = [
  {
    row: "G10",
    protection: "a branch that is named for an agent and no task is judged as nobody's by nobody",
    file: "src/cli/check-author.ts",
    find: "if (named === null) throw new CannotAnswer(strayBranchText(branch));",
    replace: "if (named === null) return null;",
    test: "test/cli/check.test.ts",
  },
  {
    row: "P8",
    protection: "a secret that a later commit took out again is found in its commit",
    file: "src/wiring/history-secrets.ts",
    find: "for (const { sha } of commits) {",
    replace: "for (const { sha } of commits.slice(0, 0)) {",
    test: "test/cli/check.test.ts",
  },
];

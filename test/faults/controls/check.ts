/** The protections of `signalbox check`. */
import type { Control } from "../control.ts";

export const checkControls: readonly Control[] = [
  {
    row: "G10",
    protection: "a branch that is named for an agent and no task is judged as nobody's by nobody",
    file: "src/cli/check.ts",
    find: "if (named === null) throw new WrongUse(strayBranchText(branch));",
    replace: "if (named === null) return null;",
    test: "test/cli/check.test.ts",
  },
];

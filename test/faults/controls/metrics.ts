/** What is taken away from shared paths and from numbers of checks, and the tests that then turn red. */
import type { Control } from "../control.ts";

export const metricsControls: readonly Control[] = [
  {
    row: "P6",
    protection: "no policy of shared paths opens what steers people, agents and CI",
    file: "src/gates/protected.ts",
    find: 'if (protection === "governance")',
    replace: 'if (protection === "governance" && sharedPolicyOf(shared, path) === null)',
    test: "test/gates/shared.test.ts",
  },
  {
    row: "P6",
    protection: "a policy speaks for a person only to authors whom it lets touch the path",
    file: "src/gates/protected.ts",
    find: "reach !== null && inReach(reach, path).ok",
    replace: "true",
    test: "test/gates/shared.test.ts",
  },
  {
    row: "P6",
    protection: "a shared path is nobody's by a boundary alone",
    file: "src/scope/reach.ts",
    find: "const shared = withheld[refused - forbid.length];",
    replace: "const shared = withheld[refused + 1_000];",
    test: "test/gates/shared.test.ts",
  },
];

/** The protections of the Action's `mode: gate`. */
import type { Control } from "../control.ts";

const test = "test/wiring/run-gate.test.ts";

export const gateModeControls: readonly Control[] = [
  {
    row: "G4",
    protection: "what the Action could not judge ends red",
    file: "src/wiring/run-gate.ts",
    find: "return report !== null && isOk(report.gates) ? 0 : 1;",
    replace: "return report === null || isOk(report.gates) ? 0 : 1;",
    test,
  },
  {
    row: "G4",
    protection: "a branch that is named for an agent and no task is judged as nobody's by nobody",
    file: "src/wiring/judge-pull.ts",
    find: 'if (!named && branch.startsWith("agent/"))',
    replace: "if (false)",
    test,
  },
  {
    row: "G5",
    protection: "where the default branch has no valid config nothing passes",
    file: "src/wiring/judge-pull.ts",
    find: 'if (!found) return { problem: configText("there is none.", null) };',
    replace: 'if (!found) return rulesOf({ oid: "none", text: "version: 1" });',
    test,
  },
  {
    row: "G1",
    protection: "the Action judges no other head than the one at which its check stands",
    file: "src/wiring/judge-pull.ts",
    find: "if (head !== null && head !== pull.head)",
    replace: "if (false)",
    test,
  },
  {
    row: "G10",
    protection: "a fork's branch is no agent's, whatever its name",
    file: "src/wiring/judge-pull.ts",
    find: 'if (fromFork) return { whose: { kind: "fork", branch } };',
    replace: "",
    test,
  },
];

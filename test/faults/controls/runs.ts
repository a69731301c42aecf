/** What keeps local runs from being orphaned, doubled or dangerous to look at. */
import type { Control } from "../control.ts";

export const runsControls: readonly Control[] = [
  {
    row: "E14",
    protection: "a program begins only after its process was written down",
    file: "src/runs/launch.ts",
    find: "read -r go || exit 0",
    replace: "true",
    test: "test/runs/launch.test.ts",
  },
  {
    row: "E14",
    protection: "a process is known by its birth, not by its number alone",
    file: "src/runs/process-group.ts",
    find: "return now === birth || (now === null",
    replace: "return now !== null || (now === null",
    test: "test/runs/launch.test.ts",
  },
  {
    row: "A9",
    protection: "what a run leaves of its process group is ended before its tree is read",
    file: "src/runs/attend.ts",
    find: "  await clearGroup(processesOf(workspace, run), reach);\n",
    replace: "",
    test: "test/runs/launch.test.ts",
  },
  {
    row: "A9",
    protection: "a run that prints without end fills no disk while it is followed",
    file: "src/runs/follow-file.ts",
    find: "if (at > LIMIT) await cut();",
    replace: "",
    test: "test/runs/launch.test.ts",
  },
  {
    row: "S7",
    protection: "a fence in an agent's output does not end the card's block of code",
    file: "src/text/output.ts",
    find: '"`".repeat(longest + 1)',
    replace: '"```"',
    test: "test/text/output.test.ts",
  },
  {
    row: "S7",
    protection: "a terminal's escape sequences in an agent's output do not reach the card",
    file: "src/text/output.ts",
    find: '.replace(/(?!\\t)\\p{Cc}\\][^\\p{Cc}]*(?:\\p{Cc}\\\\?)?/gu, "")',
    replace: "",
    test: "test/text/output.test.ts",
  },
  {
    row: "A9",
    protection: "what left the process group of a run is ended with it",
    file: "src/runs/process-group.ts",
    find: "const strays = (await straysOf({ session, environment })).filter(",
    replace: "const strays = (session === -1 ? await straysOf({ session, environment }) : []).filter(",
    test: "test/runs/strays.test.ts",
  },
  {
    row: "A9",
    protection: "a pipe in the place of a run's record keeps no start waiting",
    file: "src/runs/process-file.ts",
    find: 'if (!found.isFile() || found.size > LARGEST) return "";',
    replace: "",
    test: "test/runs/strays.test.ts",
  },
];

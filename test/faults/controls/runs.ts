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
    find: "if (now !== null) return now === birth;",
    replace: "if (now !== null) return true;",
    test: "test/runs/launch.test.ts",
  },
  {
    row: "A9",
    protection: "what a run leaves of its process group is ended before its tree is read",
    file: "src/runs/attend.ts",
    find: "  await clearGroup(run);\n",
    replace: "",
    test: "test/runs/launch.test.ts",
  },
  {
    row: "A9",
    protection: "a run that prints without end fills no disk while it is followed",
    file: "src/runs/follow-file.ts",
    find: "if (at > LIMIT) at = await cutToTail(file, at);",
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
];

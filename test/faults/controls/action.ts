/** The protections of the queue, and of the Action. */
import type { Control } from "../control.ts";

const queue = { file: "src/queue/in-process.ts", test: "test/queue/in-process.test.ts" } as const;

export const actionControls: readonly Control[] = [
  {
    ...queue,
    row: "E13",
    protection: "while hints keep coming, looks at a repository move apart",
    find: "const wait = Math.min(entry.gap, entry.started + entry.gap - time());",
    replace: "const wait = 0;",
  },
  {
    ...queue,
    row: "E11",
    protection: "no hint shortens the backoff of a repository that fails",
    find: "if (entry.failures > 0 && entry.timer) return;",
    replace: "",
  },
  {
    ...queue,
    row: "E9",
    protection: "a clock that is put back does not make a hint wait longer than the spacing",
    find: "Math.min(entry.gap, entry.started + entry.gap - time())",
    replace: "entry.started + entry.gap - time()",
  },
  {
    ...queue,
    row: "E8",
    protection: "one pass of a repository at a time",
    find: "if (closed || entry.running || !entry.hinted) return;",
    replace: "if (closed || !entry.hinted) return;",
  },
];

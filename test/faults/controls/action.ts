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
  {
    row: "S7",
    protection: "the workflow runner finds no command in what strangers wrote",
    file: "src/text/workflow-log.ts",
    find: '.replaceAll("##[", "##\\u2060[")',
    replace: "",
    test: "test/text/workflow-log.test.ts",
  },
  {
    row: "S7",
    protection: "what strangers wrote is no Markdown in the job summary, also where it is cut",
    file: "src/text/action-summary.ts",
    find: "prose(clip(plain(text), ROW_LENGTH))",
    replace: "clip(markdown, ROW_LENGTH)",
    test: "test/text/action-summary.test.ts",
  },
  {
    row: "S6",
    protection: "the Action's token is hidden before anything is printed",
    file: "src/wiring/run-action.ts",
    find: "outlet.mask(read.inputs.token);",
    replace: "",
    test: "test/wiring/run-action.test.ts",
  },
  {
    row: "W9",
    protection: "a job does not act on a repository that is not its own",
    file: "src/wiring/action-inputs.ts",
    find: "if (told && repositoryKey(told) !== repositoryKey(repository))",
    replace: "if (false)",
    test: "test/wiring/action-inputs.test.ts",
  },
  {
    row: "E4",
    protection: "a job does not wait long for a rate limit, it ends",
    file: "src/wiring/patient-clock.ts",
    find: "if (milliseconds > longest)",
    replace: "if (milliseconds < 0)",
    test: "test/wiring/patient-clock.test.ts",
  },
  {
    row: "E12",
    protection: "the Action stops looking when a look wrote nothing",
    file: "src/wiring/settle.ts",
    find: "if (!wrote(made)) return true;",
    replace: "",
    test: "test/wiring/settle.test.ts",
  },
];

/** The protections of `/stop` and of what is dropped while somebody works on it. */
import type { Control } from "../control.ts";

const test = "test/reconcile/stops.test.ts";

export const stopControls: readonly Control[] = [
  {
    row: "A12",
    protection: "nothing of a stopped run is taken",
    file: "src/ledger/fencing.ts",
    find: "if (task.stopped) return { ok: false,",
    replace: "if (task.stopped && n < 0) return { ok: false,",
    test,
  },
  {
    row: "A12",
    protection: "a run that nobody hears any more is told to end",
    file: "src/ledger/transitions.ts",
    find: "if (run === undefined) return { ...task, outbox };",
    replace: "if (run !== 0) return { ...task, outbox };",
    test,
  },
  {
    row: "A9",
    protection: "an agent is free again only when its stopped run has ended",
    file: "src/reconcile/rungs/runs.ts",
    find: 'if (state !== "ended" && state !== "gone") return;\n  const ended = endStopped',
    replace: "const ended = endStopped",
    test,
  },
  {
    row: "R03",
    protection: "work outside an agent's reach does not become that agent's",
    file: "src/commands/handover-problem.ts",
    find: "!inReach(reach, path).ok",
    replace: "path.length < 0",
    test,
  },
  {
    row: "B16",
    protection: "the program of a cancelled run is ended",
    file: "src/wiring/embedded.ts",
    find: 'if (conclusion === "cancelled") cancels',
    replace: 'if (conclusion === "never") cancels',
    test: "test/scenarios/stop.test.ts",
  },
];

/** The board's issue, and what people say to every agent. */
import type { Control } from "../control.ts";

export const boardControls: readonly Control[] = [
  {
    row: "E2",
    protection: "the board is ours only when we wrote it",
    file: "src/reconcile/draft.ts",
    find: 'author?.id === snapshot.observation.self.id && parseMarker(body)?.kind === "board"',
    replace: 'author !== undefined && parseMarker(body)?.kind === "board"',
    test: "test/reconcile/board-issue.test.ts",
  },
  {
    row: "E2",
    protection: "the board is sent in the pass that recorded it, and only then",
    file: "src/reconcile/projections/outbox.ts",
    find: 'return recordedNow && marker\n        ? [{ kind: "issue"',
    replace: 'return marker\n        ? [{ kind: "issue"',
    test: "test/reconcile/board-issue.test.ts",
  },
  {
    row: "E15",
    protection: "the board is found again by its marker",
    file: "src/reconcile/rungs/board.ts",
    find: "if (board.issue === null && first) {",
    replace: "if (board.issue !== null && first) {",
    test: "test/reconcile/board-issue.test.ts",
  },
];

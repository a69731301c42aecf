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
  {
    row: "A3",
    protection: "words to the agents take write access",
    file: "src/commands/tell.ts",
    find: 'needs: "write"',
    replace: 'needs: "read"',
    test: "test/reconcile/said.test.ts",
  },
  {
    row: "A4",
    protection: "what nobody sees is taken out of words to the agents",
    file: "src/commands/said.ts",
    find: "const text = visible(argument);",
    replace: "const text = argument;",
    test: "test/reconcile/said.test.ts",
  },
  {
    row: "A4",
    protection: "tags, selectors and fillers are what nobody sees",
    file: "src/text/visible.ts",
    find: "\\p{Default_Ignorable_Code_Point}\\p{Co}",
    replace: "\\u200b\\u202e\\p{Co}",
    test: "test/text/visible.test.ts",
  },
  {
    row: "A14",
    protection: "foreign words cannot close their fence",
    file: "src/text/packet.ts",
    find: '"`".repeat(longest + 1)',
    replace: '"`".repeat(Math.min(3, longest + 1))',
    test: "test/reconcile/said.test.ts",
  },
];

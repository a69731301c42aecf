/**
 * Rung "board": where the config asks for it, one issue of the repository shows the board. It is owed with the first task, noted when
 * it is seen, and pinned once: whoever closes or unpins it has the last word.
 */
import { type Draft, openTasks, ownBoards } from "../draft.ts";

export function keepBoard(draft: Draft): void {
  const { board, desk, snapshot, now } = draft;
  if (!draft.config.board) return forgetBoard(draft);
  const [first] = ownBoards(draft);
  if (board.issue === null && first) {
    board.issue = first.number;
    desk.push({ kind: "pin", issue: first.number, at: now.toISOString() });
    draft.events.push({ kind: "board", issue: first.number });
  }
  const owed = board.issue !== null || desk.some(({ kind }) => kind === "board");
  if (!owed && openTasks(draft).length > 0 && snapshot.config.problem === null)
    desk.push({ kind: "board", at: now.toISOString() });
}

/** One that is still there is taken up again when the config asks for it again; one that was deleted is then opened anew. */
function forgetBoard({ board, desk, snapshot }: Draft): void {
  if (board.issue !== null && !snapshot.observation.issues.has(board.issue)) board.issue = null;
  const left = desk.filter(({ kind }) => kind !== "board" && kind !== "pin");
  if (left.length < desk.length) desk.splice(0, desk.length, ...left);
}

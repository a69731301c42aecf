/** The board's issue: opened by the outbox, its body rewritten when what it says has changed. */
import type { Effect } from "../../domain/effect.ts";
import { formatMarker } from "../../domain/marker.ts";
import { boardMarkdown } from "../../text/board-markdown.ts";
import { boardModel } from "../board.ts";
import { type Draft, ownBoards } from "../draft.ts";

export function boardEffects(draft: Draft): readonly Effect[] {
  const { issue: number } = draft.board;
  const { issues, self } = draft.snapshot.observation;
  const issue = number === null ? undefined : issues.get(number);
  if (!draft.config.board || !issue) return [];
  // Of two that an unlucky crash left, the one that was noted stays.
  const others = ownBoards(draft).filter((each) => each.number !== number && each.state === "open");
  const closed = others.map((each): Effect => ({ kind: "close", issue: each.number, issueId: each.id }));
  if (issue.state !== "open" || issue.author?.id !== self.id) return closed;
  const body = boardBody(draft);
  if (issue.body.replaceAll("\r\n", "\n") === body) return closed;
  return [{ kind: "edit-issue", issue: issue.number, issueId: issue.id, body }, ...closed];
}

export function boardBody(draft: Draft): string {
  const board = boardModel({
    snapshot: draft.snapshot,
    said: draft.spoken,
    tasks: draft.tasks,
    pulls: draft.pulls,
    whyOf: (task) => {
      const wait = draft.waits.get(task);
      return wait ? { kind: "waits", wait } : null;
    },
  });
  return `${boardMarkdown(board)}\n\n${formatMarker({ kind: "board" })}`;
}

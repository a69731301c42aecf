/** Effects of the outbox: what was recorded in this very pass is sent; a reaction is wanted until GitHub shows it. */
import type { Effect } from "../../domain/effect.ts";
import { formatMarker } from "../../domain/marker.ts";
import type { OutboxEntry, Task } from "../../ledger/task.ts";
import { asTyped } from "../../text/as-typed.ts";
import { boardTitle } from "../../text/board.ts";
import { clip } from "../../text/markdown.ts";
import type { Draft } from "../draft.ts";
import { isDone, markerOf } from "../outbox.ts";
import { boardBody } from "./board.ts";
import { BODY_LENGTH, cardBody } from "./card.ts";

export function outboxEffects(
  draft: Draft,
  entries: readonly OutboxEntry[],
  task: Task | null,
): readonly Effect[] {
  return entries.filter((entry) => !isDone(draft, entry, task)).flatMap((entry) => send(draft, entry, task));
}

function send(draft: Draft, entry: OutboxEntry, task: Task | null): Effect[] {
  const recordedNow = !isRecorded(draft, entry, task);
  const marker = markerOf(entry, task?.number ?? null);
  switch (entry.kind) {
    case "reaction":
      return [{ kind: "reaction", issue: entry.issue, commentId: entry.comment, content: entry.content }];
    case "dispatch":
      return recordedNow && task
        ? [{ kind: "dispatch", task: task.number, agent: task.agent, attempt: entry.attempt }]
        : [];
    case "cancel":
      return recordedNow && task ? [{ kind: "cancel", task: task.number, run: entry.run }] : [];
    case "card":
      return recordedNow && task && marker
        ? [{ kind: "comment", issue: task.number, marker: formatMarker(marker), body: cardBody(draft, task) }]
        : [];
    case "board":
      return recordedNow && marker
        ? [{ kind: "issue", title: boardTitle(), marker: formatMarker(marker), body: boardBody(draft) }]
        : [];
    case "pin": {
      const issue = draft.snapshot.observation.issues.get(entry.issue);
      return issue ? [{ kind: "pin", issue: entry.issue, issueId: issue.id }] : [];
    }
    case "reply":
    case "notice":
      return recordedNow && marker
        ? [
            {
              kind: "comment",
              issue: entry.issue,
              marker: formatMarker(marker),
              body: `${clip(asTyped(entry.body, draft.config.commands.prefix), BODY_LENGTH)}\n\n${formatMarker(marker)}`,
            },
          ]
        : [];
    default:
      return entry satisfies never;
  }
}

/** Whether an earlier pass recorded the entry already, and so had the right to send it. */
function isRecorded({ snapshot: { ledger } }: Draft, entry: OutboxEntry, task: Task | null): boolean {
  const recorded = task ? (ledger.tasks.get(task.number)?.outbox ?? []) : ledger.desk.outbox;
  return recorded.some(({ kind, at }) => kind === entry.kind && at === entry.at);
}

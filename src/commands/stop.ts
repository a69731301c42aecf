/** `/stop [reason]`: whoever works on the task ends at once, and nothing of it is published; nobody starts until `/retry`. */

import { isStoppable, stopTask } from "../ledger/stops.ts";
import { hasOpenAttempt } from "../ledger/task.ts";
import { notATaskText } from "../text/replies.ts";
import { nothingToStopText, stoppedAlreadyText, stoppedReplyText } from "../text/stops.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";

export const stop: Command = {
  name: "stop",
  usage: "/stop [reason]",
  summary:
    "End the attempt that is at work: nothing of it is published, and nobody starts again until `/retry`",
  needs: "write",
  run: runStop,
};

function runStop({ argument, by, task, now }: CommandInput): CommandResult {
  if (!task || task.end) return refused(notATaskText("stop"));
  if (task.stopped) return refused(stoppedAlreadyText(task.stopped.by));
  if (!isStoppable(task)) return refused(nothingToStopText(task.state));
  const reason = argument === "" ? null : argument;
  const { agent, number } = task;
  const attempt = hasOpenAttempt(task) ? (task.attempt?.n ?? null) : null;
  return {
    kind: "done",
    task: stopTask(task, { by, reason }, now),
    events: [{ kind: "stopped", task: number, agent, attempt, by, reason }],
    reply: stoppedReplyText(agent, attempt),
  };
}

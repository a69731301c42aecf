/** `/hold [reason]`: no further attempt starts and nothing becomes ready until `/unhold`; a running attempt may finish. */
import { notATaskText } from "../text/replies.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";

export const hold: Command = {
  name: "hold",
  usage: "/hold [reason]",
  summary: "Keep this task from starting and from being merged",
  needs: "write",
  run: runHold,
};

function runHold({ argument, by, task, now }: CommandInput): CommandResult {
  if (!task) return refused(notATaskText("hold"));
  const reason = argument === "" ? null : argument;
  const held = { ...task, hold: { by, reason, at: now.toISOString() } };
  return {
    kind: "done",
    task: held,
    events: [{ kind: "held", task: task.number, agent: task.agent, by, reason }],
    reply: null,
  };
}

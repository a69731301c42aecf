/** `/priority p0..p3`: which task starts first where several could. */
import { parsePriority } from "../domain/priority.ts";
import { setPriority } from "../ledger/priority.ts";
import { priorityRunningText, priorityUsageText } from "../text/priority.ts";
import { notATaskText } from "../text/replies.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";

export const priority: Command = {
  name: "priority",
  usage: "/priority <p0..p3>",
  summary: "Say how soon this task is to start; p2 is usual, p0 goes before everything",
  needs: "write",
  run: runPriority,
};

function runPriority({ argument, by, task, at }: CommandInput): CommandResult {
  if (!task || task.end !== null) return refused(notATaskText("priority"));
  const level = parsePriority(argument.toLowerCase());
  if (level === null) return refused(priorityUsageText(argument));
  return {
    kind: "done",
    ...setPriority(task, level, by, at),
    reply: task.attempt ? priorityRunningText() : null,
  };
}

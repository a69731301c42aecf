/** `/thaw`: ends the freeze; what it held goes on by itself. */
import { notFrozenText, thawedReplyText } from "../text/freeze.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";
import { frozenTasks } from "./freeze.ts";

export const thaw: Command = {
  name: "thaw",
  usage: "/thaw",
  summary: "End the freeze: what it held goes on by itself",
  needs: "maintain",
  run: runThaw,
};

function runThaw(input: CommandInput): CommandResult {
  const { by, desk, task } = input;
  const { freeze } = desk;
  if (freeze === null) return refused(notFrozenText());
  return {
    kind: "done",
    task,
    desk: { ...desk, freeze: null },
    events: [{ kind: "thawed", freeze, by }],
    reply: thawedReplyText(freeze, frozenTasks(freeze, input).length),
  };
}

/** `/why`: says why the task does not move, and what would move it. */
import { notATaskText } from "../text/replies.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";

export const why: Command = {
  name: "why",
  usage: "/why",
  summary: "Explain why this task does not move",
  needs: "read",
  run: runWhy,
};

function runWhy({ task }: CommandInput): CommandResult {
  return task ? { kind: "explain" } : refused(notATaskText("why"));
}

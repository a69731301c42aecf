/** `/unhold`: lets a held task go on. */
import { notATaskText, notHeldText } from "../text/replies.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";

export const unhold: Command = {
  name: "unhold",
  usage: "/unhold",
  summary: "Let a held task go on",
  needs: "write",
  run: runUnhold,
};

function runUnhold({ by, task }: CommandInput): CommandResult {
  if (!task) return refused(notATaskText("unhold"));
  if (!task.hold) return refused(notHeldText());
  const free = { ...task, hold: null };
  return {
    kind: "done",
    task: free,
    events: [{ kind: "released", task: task.number, agent: task.agent, by }],
    reply: null,
  };
}

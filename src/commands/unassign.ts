/** `/unassign`: takes the task from its agent, as taking its label off does; branch and pull request stay as they are. */
import { endTask } from "../ledger/transitions.ts";
import { notATaskText } from "../text/replies.ts";
import { notItsAgentText } from "../text/stops.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";

export const unassign: Command = {
  name: "unassign",
  usage: "/unassign",
  summary: "Take this task from its agent: its paths are free again; its branch and pull request stay",
  needs: "write",
  run: runUnassign,
};

function runUnassign({ argument, by, task, now }: CommandInput): CommandResult {
  if (!task || task.end) return refused(notATaskText("unassign"));
  const named = argument.replace(/^@/, "");
  if (named !== "" && named !== task.agent) return refused(notItsAgentText(named, task.agent));
  return {
    kind: "done",
    task: endTask(task, "dropped", by, now),
    events: [{ kind: "dropped", task: task.number, agent: task.agent, why: `${by} unassigned it` }],
    reply: null,
  };
}

/** `/unhold`: lets a held task go on. Who held it says so, or who maintains the repository. */
import { canMaintain } from "../domain/actor.ts";
import { heldByAnotherText, notATaskText, notHeldText } from "../text/replies.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";

export const unhold: Command = {
  name: "unhold",
  usage: "/unhold",
  summary: "Let a task go on that you hold, or, as a maintainer, that anybody holds",
  needs: "write",
  run: runUnhold,
};

function runUnhold({ by, permission, task }: CommandInput): CommandResult {
  if (!task) return refused(notATaskText("unhold"));
  if (!task.hold) return refused(notHeldText());
  // The hold of somebody whom GitHub knows no more is anybody's to lift.
  const mine = task.hold.by === by || task.hold.by === "ghost";
  if (!mine && !canMaintain(permission)) return refused(heldByAnotherText(task.hold));
  const free = { ...task, hold: null };
  return {
    kind: "done",
    task: free,
    events: [{ kind: "released", task: task.number, agent: task.agent, by }],
    reply: null,
  };
}

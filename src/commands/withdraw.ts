/** `/withdraw <id>`: takes an announcement or a pattern back; cards lose it, and no later prompt has it. */
import { canMaintain } from "../domain/actor.ts";
import { notYoursText, unknownSaidText } from "../text/said.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";

export const withdraw: Command = {
  name: "withdraw",
  usage: "/withdraw <id>",
  summary: "Take an announcement or a pattern back",
  needs: "write",
  run: runWithdraw,
};

function runWithdraw({ argument, by, desk, onBoard, permission, task }: CommandInput): CommandResult {
  const id = argument.toLowerCase();
  const all = [...desk.announcements, ...desk.patterns];
  const found = all.find((each) => each.id === id);
  if (!found)
    return refused(
      unknownSaidText(
        argument,
        all.map((each) => each.id),
      ),
    );
  if (!onBoard && found.by !== by && !canMaintain(permission)) return refused(notYoursText(id, found.by));
  return {
    kind: "done",
    task,
    desk: {
      ...desk,
      announcements: desk.announcements.filter((each) => each.id !== id),
      patterns: desk.patterns.filter((each) => each.id !== id),
    },
    events: [{ kind: "withdrawn", id, by }],
    reply: null,
  };
}

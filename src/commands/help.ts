/** `/help`: the commands that whoever asks may use here. */
import { hasRole } from "../domain/actor.ts";
import { helpText } from "../text/help.ts";
import { type Command, type CommandInput, needsOf } from "./command.ts";

export function helpOn(commands: readonly Command[]): Command {
  const help: Command = {
    name: "help",
    usage: "/help",
    summary: "List the commands that you may use here",
    needs: "read",
    run: ({ task, by, permission, config }: CommandInput) => {
      const all = [...commands, help];
      const allowed = all.filter((command) => hasRole(permission, needsOf(command, config)));
      const reply = helpText(by, allowed, all.length - allowed.length);
      return { kind: "done", task, events: [], reply };
    },
  };
  return help;
}

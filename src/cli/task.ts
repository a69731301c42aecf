/** `signalbox task …`: finds the command that is meant. Each acts as a person on what `signalbox up` runs. */
import { nearest } from "../config/nearest.ts";
import type { Command } from "./command.ts";
import { taskApprove } from "./task/approve.ts";
import { taskComment } from "./task/comment.ts";
import { taskLabel, taskUnlabel } from "./task/label.ts";
import { taskList } from "./task/list.ts";
import { taskMerge } from "./task/merge.ts";
import { taskNew } from "./task/new.ts";
import { taskShow } from "./task/show.ts";

/** The only list of them. */
export const taskCommands: readonly Command[] = [
  taskNew,
  taskList,
  taskShow,
  taskLabel,
  taskUnlabel,
  taskComment,
  taskApprove,
  taskMerge,
];

const usage = `signalbox task <command> [options]

Files and follows tasks in a second terminal, while \`signalbox up\` runs for the clone.

${taskCommands.map(({ name, summary }) => `  ${name.padEnd(14)} ${summary}`).join("\n")}

\`signalbox task <command> --help\` tells more.`;

export const task: Command = {
  name: "task",
  summary: "File, follow, approve and merge tasks of `signalbox up`",
  usage,
  run: async ([name, ...rest], io) => {
    if (name === "--help" || name === "-h") {
      io.out(usage);
      return 0;
    }
    const command = taskCommands.find((each) => each.name === `task ${name}`);
    if (command) return command.run(rest, io);
    io.err(`${unknownText(name)}\n\n${usage}`);
    return 2;
  },
};

function unknownText(name: string | undefined): string {
  if (name === undefined) return "Which command?";
  const near = nearest(
    name,
    taskCommands.map((command) => command.name.replace("task ", "")),
  );
  return `There is no command task ${name}.${near === null ? "" : ` Did you mean task ${near}?`}`;
}

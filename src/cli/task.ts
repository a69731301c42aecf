/** `signalbox task …`: finds the command that is meant. Each acts as a person on what `signalbox up` runs. */
import { nearest } from "../config/nearest.ts";
import type { Command, Listed } from "./command.ts";

/** The only list of them. */
export const taskCommands: readonly Listed[] = [
  {
    name: "task new",
    summary: "File an issue",
    load: async () => (await import("./task/new.ts")).taskNew,
  },
  {
    name: "task list",
    summary: "Show the open issues",
    load: async () => (await import("./task/list.ts")).taskList,
  },
  {
    name: "task show",
    summary: "Show an issue, its pull request and its checks",
    load: async () => (await import("./task/show.ts")).taskShow,
  },
  {
    name: "task label",
    summary: "Give an issue labels: agent:<id> starts the agent",
    load: async () => (await import("./task/label.ts")).taskLabel,
  },
  {
    name: "task unlabel",
    summary: "Take a label off: without agent:<id> the task is dropped",
    load: async () => (await import("./task/label.ts")).taskUnlabel,
  },
  {
    name: "task comment",
    summary: "Comment on an issue; /commands are obeyed",
    load: async () => (await import("./task/comment.ts")).taskComment,
  },
  {
    name: "task approve",
    summary: "Approve the pull request of a task",
    load: async () => (await import("./task/approve.ts")).taskApprove,
  },
  {
    name: "task merge",
    summary: "Merge the pull request of a task that is ready",
    load: async () => (await import("./task/merge.ts")).taskMerge,
  },
];

const usage = `signalbox task <command> [options]

Files and follows tasks in a second terminal, while \`signalbox up\` runs for the clone.

${taskCommands.map(({ name, summary }) => `  ${name.padEnd(14)} ${summary}`).join("\n")}

\`signalbox task <command> --help\` tells more.`;

export const task: Command = {
  name: "task",
  usage,
  run: async ([name, ...rest], io) => {
    if (name === "--help" || name === "-h") {
      io.out(usage);
      return 0;
    }
    const command = taskCommands.find((each) => each.name === `task ${name}`);
    if (command) return (await command.load()).run(rest, io);
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

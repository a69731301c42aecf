/** `/freeze [globs] [for 2h] [--drain] [reason]`: all work stands still, or what may touch some paths, until its time or `/thaw`. */
import type { Freeze } from "../domain/freeze.ts";
import { frozenBy } from "../ledger/freeze.ts";
import { hasOpenAttempt, type Task } from "../ledger/task.ts";
import { reachOfTasks } from "../planning/task-reach.ts";
import { freezeOverText, frozenReplyText } from "../text/freeze.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";
import { readFreeze } from "./read-freeze.ts";

export const freeze: Command = {
  name: "freeze",
  usage: "/freeze [globs] [for 2h] [--drain] [reason]",
  summary:
    "Stop all work, or what may touch these paths: nothing starts, is published, becomes ready or is merged; with `--drain` work in hand may be published",
  needs: "maintain",
  run: runFreeze,
};

function runFreeze(input: CommandInput): CommandResult {
  const { argument, at, by, desk, now, task } = input;
  const read = readFreeze(argument);
  if (!read.ok) return refused(read.reply);
  const { lasts, scope, ...asked } = read.asked;
  // Its time counts from the word, not from when that was read.
  const until = lasts === null ? null : new Date(at.getTime() + lasts).toISOString();
  if (until !== null && new Date(until) <= now) return refused(freezeOverText(until));
  const made = { by, at: at.toISOString(), until, scope: [...scope], ...asked };
  const held = frozenTasks(made, input);
  const facts = { tasks: held.length, atWork: held.filter(hasOpenAttempt).length, replaced: desk.freeze };
  return {
    kind: "done",
    task,
    desk: { ...desk, freeze: made },
    events: [{ kind: "frozen", freeze: made }],
    reply: frozenReplyText(made, facts),
  };
}

/** The open tasks that a freeze holds. */
export function frozenTasks(
  freeze: Freeze,
  { config, tasks, now }: Pick<CommandInput, "config" | "tasks" | "now">,
): readonly Task[] {
  const reachOf = reachOfTasks(config);
  return [...tasks.values()].filter(
    (task) => task.end === null && frozenBy(freeze, () => reachOf(task), now) !== null,
  );
}

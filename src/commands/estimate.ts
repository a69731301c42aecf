/** `/estimate <duration>`: how long a person expects this task to take; the metrics compare it with what it took. */
import { formatDuration, parseDuration } from "../config/duration.ts";
import { estimateUsageText } from "../text/estimate.ts";
import { notATaskText } from "../text/replies.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";

/** Milliseconds: work that takes longer is no task, but several. */
const LONGEST = 90 * 24 * 3_600_000;

export const estimate: Command = {
  name: "estimate",
  usage: "/estimate <duration>",
  summary: "Say how long this task should take, such as `2h` or `3d`; the metrics compare",
  needs: "write",
  run: runEstimate,
};

function runEstimate({ argument, by, task, at }: CommandInput): CommandResult {
  if (!task || task.end !== null) return refused(notATaskText("estimate"));
  const milliseconds = parseDuration(argument.toLowerCase(), LONGEST);
  if (milliseconds === null) return refused(estimateUsageText(argument));
  const { number, agent } = task;
  const what = `estimated at ${formatDuration(milliseconds)} by ${by}`;
  return {
    kind: "done",
    task: { ...task, estimate: { milliseconds, by, at: at.toISOString() } },
    events: [{ kind: "changed", task: number, agent, what }],
    reply: null,
  };
}

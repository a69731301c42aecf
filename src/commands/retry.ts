/** `/retry [with <agent>]`: another attempt at what was stopped, escalated or waits after a failure, by the same agent or another. */

import { giveTo, retryTask } from "../ledger/stops.ts";
import { hasOpenAttempt, type Task } from "../ledger/task.ts";
import { notATaskText, unknownAgentText } from "../text/replies.ts";
import { nothingToRetryText, retryUsageText, stillEndingText } from "../text/stops.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";
import { handoverProblem } from "./handover-problem.ts";

export const retry: Command = {
  name: "retry",
  usage: "/retry [with <agent>]",
  summary: "Try again what was stopped, escalated or waits after a failure, with the same agent or another",
  needs: "write",
  run: runRetry,
};

function runRetry({ argument, by, config, task }: CommandInput): CommandResult {
  if (!task || task.end) return refused(notATaskText("retry"));
  const [, named] = /^with\s+@?(\S+)$/i.exec(argument) ?? [];
  if (argument !== "" && named === undefined) return refused(retryUsageText());
  if (named !== undefined && !Object.hasOwn(config.agents, named))
    return refused(unknownAgentText(named, Object.keys(config.agents), "/retry with"));
  if (task.stopped && hasOpenAttempt(task)) return refused(stillEndingText(task.agent));
  if (task.state !== "escalated" && task.state !== "failed") return refused(nothingToRetryText(task.state));
  const agent = named ?? task.agent;
  const problem = agent === task.agent ? null : handoverProblem(task, agent, config);
  if (problem !== null) return refused(problem);
  const tried: Task = agent === task.agent ? task : giveTo(task, agent);
  const what =
    agent === task.agent
      ? `tried again, says ${by}`
      : `tried again by ${agent} instead of ${task.agent}, says ${by}`;
  return {
    kind: "done",
    task: retryTask(tried, by),
    events: [{ kind: "changed", task: task.number, agent, what }],
    reply: null,
  };
}

/** `/assign <agent>`: makes the issue a task of that agent, or gives a task that has not started to another one. */
import { acceptTask, branchOf } from "../ledger/accept.ts";
import { boardNoTaskText } from "../text/board.ts";
import { assignStartedText, unknownAgentText } from "../text/replies.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";

export const assign: Command = {
  name: "assign",
  usage: "/assign <agent>",
  summary: "Give this issue to an agent",
  needs: "write",
  run: runAssign,
};

function runAssign({
  argument,
  by,
  config,
  task,
  issue,
  comment,
  onBoard,
  now,
}: CommandInput): CommandResult {
  if (onBoard) return refused(boardNoTaskText());
  const agent = argument.replace(/^@/, "");
  if (!Object.hasOwn(config.agents, agent))
    return refused(unknownAgentText(agent, Object.keys(config.agents)));
  if (!task || task.end?.kind === "dropped") {
    const accepted = acceptTask({ ...issue, agent, comment }, now);
    return {
      kind: "done",
      task: accepted,
      events: [{ kind: "accepted", task: issue.number, agent, title: issue.title, by }],
      reply: null,
    };
  }
  if (task.agent === agent) return { kind: "done", task, events: [], reply: null };
  if (task.attempt) return refused(assignStartedText(task.agent, task.attempt.n, agent));
  const given = { ...task, agent, branch: branchOf({ ...task, agent }) };
  const what = `assigned from ${task.agent} to ${agent} by ${by}`;
  return {
    kind: "done",
    task: given,
    events: [{ kind: "changed", task: task.number, agent, what }],
    reply: null,
  };
}

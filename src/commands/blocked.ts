/** `/blocked <severity> on <whom>: <what>`: a person says what keeps the task from going on, and who can help. */
import { openBlockers, type Task } from "../ledger/task.ts";
import { blockedEndedText, tooManyBlockersText } from "../text/blockers.ts";
import { notATaskText } from "../text/replies.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";
import { readBlocked } from "./read-blocked.ts";

export const blocked: Command = {
  name: "blocked",
  usage:
    "/blocked <severity> on <agent|@person>: <what>[; needs: …][; impact: …][; eta: …][; proceeding with: …]",
  summary: "Say what keeps this task from going on, and who can unblock it",
  needs: "write",
  run: runBlocked,
};

/** Each of them is told and reminded: more than this would be noise. */
const OPEN = 20;

function runBlocked({ argument, by, config, task, now }: CommandInput): CommandResult {
  if (!task) return refused(notATaskText("blocked"));
  if (task.end || task.state === "escalated") return refused(blockedEndedText(task.end?.kind ?? task.state));
  const read = readBlocked(argument, Object.keys(config.agents));
  if (!read.ok) return refused(read.reply);
  if (openBlockers(task).length >= OPEN) return refused(tooManyBlockersText(OPEN));
  const { what, ...details } = read.blocked;
  const blocker: Task["blockers"][number] = {
    id: `b${task.blockers.length + 1}`,
    attempt: task.attempt?.n ?? 0,
    question: what,
    options: [],
    at: now.toISOString(),
    by,
    reminded: [],
    escalated: null,
    answer: null,
    ...details,
  };
  const { severity, on } = details;
  return {
    kind: "done",
    task: { ...task, blockers: [...task.blockers, blocker] },
    events: [
      { kind: "blocked", task: task.number, agent: task.agent, blocker: blocker.id, severity, on, by, what },
    ],
    // The notice on the issue says the rest.
    reply: null,
  };
}

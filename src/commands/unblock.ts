/** `/unblock [id] [answer]`, `/unblock q1: … q2: …`: answers what keeps a task from going on, or gives an escalated one another chance. */
import type { LedgerEvent } from "../domain/ledger-event.ts";
import { answerBlockers, resumeEscalated } from "../ledger/answers.ts";
import { openBlockers, type Task } from "../ledger/task.ts";
import { answerAtWorkText } from "../text/answers.ts";
import { notATaskText, nothingBlockedText } from "../text/replies.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";
import { readAnswers } from "./read-answers.ts";

export const unblock: Command = {
  name: "unblock",
  usage: "/unblock [id] <answer>, /unblock q1: <answer> q2: <answer>",
  summary: "Answer what keeps this task from going on, by the number of an option or in your own words",
  needs: "write",
  run: runUnblock,
};

function runUnblock({ argument, by, task, now }: CommandInput): CommandResult {
  if (!task) return refused(notATaskText("unblock"));
  if (task.state === "escalated") {
    const resumed = resumeEscalated(task, { by, text: argument });
    const what = `goes on by the word of ${by}`;
    const { number, agent } = task;
    return {
      kind: "done",
      task: resumed,
      events: [{ kind: "changed", task: number, agent, what }],
      reply: null,
    };
  }
  if (openBlockers(task).length === 0) return refused(nothingBlockedText());
  const read = readAnswers(argument, task);
  if (!read.ok) return refused(read.reply);
  const otherwise = openBlockers(task).find(
    ({ id, proceeding }) => proceeding !== null && read.answers.get(id)?.confirms === false,
  );
  if (otherwise && task.state === "working")
    return refused(answerAtWorkText(otherwise.id, task.agent, task.attempt?.n ?? 1));
  const answered = answerBlockers(task, read.answers, by, now);
  return { kind: "done", task: answered, events: answerEvents(task, answered), reply: null };
}

/** What was answered between the two, with how long it had been open. */
export function answerEvents(before: Task, after: Task): readonly LedgerEvent[] {
  const open = new Set(openBlockers(before).map(({ id }) => id));
  return after.blockers.flatMap(({ id, at, answer }): readonly LedgerEvent[] =>
    answer === null || !open.has(id)
      ? []
      : [
          {
            kind: "answered",
            task: after.number,
            agent: after.agent,
            blocker: id,
            by: answer.by,
            answer: answer.text,
            after: new Date(answer.at).getTime() - new Date(at).getTime(),
          },
        ],
  );
}

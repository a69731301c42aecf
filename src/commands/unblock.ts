/** `/unblock [id] [answer]`: answers an agent's question, or gives an escalated task another chance. */
import type { LedgerEvent } from "../domain/ledger-event.ts";
import { answerBlockers, resumeEscalated } from "../ledger/answers.ts";
import { openBlockers, type Task } from "../ledger/task.ts";
import { answerMissingText, notATaskText, nothingBlockedText, unknownBlockerText } from "../text/replies.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";

export const unblock: Command = {
  name: "unblock",
  usage: "/unblock [id] <answer>",
  summary: "Answer an agent's question, so that it goes on",
  needs: "write",
  run: runUnblock,
};

function runUnblock({ argument, by, task, now }: CommandInput): CommandResult {
  if (!task) return refused(notATaskText("unblock"));
  if (task.state === "escalated") {
    const resumed = resumeEscalated(task, { by, text: argument });
    return {
      kind: "done",
      task: resumed,
      events: [changed(task, `goes on by the word of ${by}`)],
      reply: null,
    };
  }
  const open = openBlockers(task);
  if (open.length === 0) return refused(nothingBlockedText());
  const [, named, rest] = /^(b[0-9]+):?(?:\s+(.*))?$/i.exec(argument) ?? [];
  const id = named?.toLowerCase() ?? null;
  const text = (named === undefined ? argument : (rest ?? "")).trim();
  if (id !== null && !open.some((blocker) => blocker.id === id)) return refused(unknownBlockerText(id, open));
  if (text === "") return refused(answerMissingText(open));
  const answered = answerBlockers(task, id, { by, text }, now);
  const events = open
    .filter((blocker) => id === null || blocker.id === id)
    .map(
      (blocker): LedgerEvent => ({
        kind: "answered",
        task: task.number,
        agent: task.agent,
        blocker: blocker.id,
        by,
        answer: text,
      }),
    );
  return { kind: "done", task: answered, events, reply: null };
}

function changed(task: Task, what: string): LedgerEvent {
  return { kind: "changed", task: task.number, agent: task.agent, what };
}

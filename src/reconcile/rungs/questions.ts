/** Rung "questions": `/why` is answered with the explanation that this pass found. */
import type { Task } from "../../ledger/task.ts";
import { explanationText } from "../../text/replies.ts";
import { waitText } from "../../text/wait.ts";
import { type Draft, owe } from "../draft.ts";

export function answerQuestions(draft: Draft): void {
  for (const { task: number, issue, comment } of draft.questions) {
    const task = draft.tasks.get(number);
    const wait = draft.waits.get(number);
    if (!task) continue;
    const text = wait ? waitText(wait) : `is ${task.state}; nothing is in its way.`;
    draft.tasks.set(number, replyTo(task, { issue, comment }, explanationText(number, text), draft.now));
  }
}

/** A comment is answered by one reply: what other commands of it had to say stands in the same. */
function replyTo(
  task: Task,
  { issue, comment }: { readonly issue: number; readonly comment: number },
  text: string,
  now: Date,
): Task {
  const said = task.outbox.find((entry) => entry.kind === "reply" && entry.comment === comment);
  if (said?.kind !== "reply") {
    return owe(task, { kind: "reply", issue, comment, body: text, at: now.toISOString() });
  }
  const both = { ...said, body: `${said.body}\n\n${text}` };
  return { ...task, outbox: task.outbox.map((entry) => (entry === said ? both : entry)) };
}

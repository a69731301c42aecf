/** Rung "questions": `/why` is answered with the explanation that this pass found. */
import { explanationText } from "../../text/replies.ts";
import { waitText } from "../../text/wait.ts";
import { type Draft, owe } from "../draft.ts";

export function answerQuestions(draft: Draft): void {
  for (const { task: number, comment } of draft.questions) {
    const task = draft.tasks.get(number);
    const wait = draft.waits.get(number);
    if (!task) continue;
    const text = wait ? waitText(wait) : `is ${task.state}; nothing is in its way.`;
    const at = draft.now.toISOString();
    draft.tasks.set(
      number,
      owe(task, { kind: "reply", issue: number, comment, body: explanationText(number, text), at }),
    );
  }
}

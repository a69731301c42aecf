/** `/tell <text>`: a word to the agent of one task, on its card and in its next prompts. */
import { SAID_MOST } from "../ledger/said.ts";
import { hasOpenAttempt } from "../ledger/task.ts";
import { notATaskText } from "../text/replies.ts";
import { toldAtWorkText } from "../text/said.ts";
import { type Command, type CommandInput, type CommandResult, refused } from "./command.ts";
import { wordsOf } from "./said.ts";

export const tell: Command = {
  name: "tell",
  usage: "/tell <text>",
  summary: "Say something to this task's agent",
  needs: "write",
  run: runTell,
};

function runTell({ argument, by, task, now }: CommandInput): CommandResult {
  if (!task || task.end !== null) return refused(notATaskText("tell"));
  const words = wordsOf("tell", argument);
  if (!words.ok) return refused(words.problem);
  const { text } = words;
  const word = { by, text, at: now.toISOString() };
  const { number, agent, attempt } = task;
  return {
    kind: "done",
    task: { ...task, told: [...task.told, word].slice(-SAID_MOST.told) },
    events: [{ kind: "told", task: number, agent, by, text }],
    reply: attempt && hasOpenAttempt(task) ? toldAtWorkText(agent, attempt.n) : null,
  };
}

/** The board as a list for the terminal, and the same as data. */
import { asTyped } from "./as-typed.ts";
import { type BoardModel, whyText } from "./board.ts";
import { freezeBoardText, freezeSign } from "./freeze.ts";
import { clip, plain } from "./markdown.ts";
import { saidSigns } from "./said.ts";
import { terminalText } from "./terminal.ts";

/** As `--json` prints it: every word ready to be read. */
export function statusReport({
  tasks,
  freeze,
  agents,
  blockers,
  conflicts,
  said,
  problems,
  prefix,
}: BoardModel) {
  return {
    tasks: tasks.map(({ number, title, agent, state, attempt, pull, why, holds, held, priority }) => {
      return {
        number,
        title,
        agent: agent.id,
        state,
        attempt: attempt?.n ?? 0,
        pull,
        why: whyText(why, prefix),
        holds,
        held,
        priority,
      };
    }),
    freeze,
    agents,
    blockers,
    conflicts,
    said,
    problems,
  };
}

export function statusText({ tasks, freeze, said, problems, prefix }: BoardModel): string {
  const lines = tasks.flatMap(({ number, title, agent, state, pull, why, priority }) => {
    const text = whyText(why, prefix);
    return [
      `#${number}  ${state}  ${agent.id}  ${clip(plain(title), 60)}${priority === null ? "" : `  ${priority}`}${pull === null ? "" : `  (PR #${pull})`}`,
      ...(text === null ? [] : [`    ${text}`]),
    ];
  });
  const none = lines.length === 0 ? ["No open tasks. Label an issue `agent:<id>` to start one."] : [];
  const words = said.map(({ kind, id, by, text, scope }) => {
    const to = scope.length === 0 ? "" : `  (for ${scope.join(", ")})`;
    return `${saidSigns[kind]} ${id}  @${by}: ${plain(text)}${to}`;
  });
  const frozen =
    freeze === null ? [] : [`${freezeSign} ${asTyped(terminalText(freezeBoardText(freeze)), prefix)}`];
  return [...problems.map((problem) => `! ${problem}`), ...frozen, ...words, ...lines, ...none].join("\n");
}

export function noTaskText(number: number, state: string | null): string {
  return state === null
    ? `#${number} is not an open task.`
    : `#${number} is ${state}; nothing is in its way.`;
}

/** The board as a list for the terminal, and the same as data. */
import { type BoardModel, whyText } from "./board.ts";
import { clip, plain } from "./markdown.ts";

/** As `--json` prints it: every word ready to be read. */
export function statusReport({ tasks, agents, blockers, conflicts, problems }: BoardModel) {
  return {
    tasks: tasks.map(({ number, title, agent, state, attempt, pull, why, holds, held }) => {
      return {
        number,
        title,
        agent: agent.id,
        state,
        attempt: attempt?.n ?? 0,
        pull,
        why: whyText(why),
        holds,
        held,
      };
    }),
    agents,
    blockers,
    conflicts,
    problems,
  };
}

export function statusText({ tasks, problems }: BoardModel): string {
  const lines = tasks.flatMap(({ number, title, agent, state, pull, why }) => {
    const text = whyText(why);
    return [
      `#${number}  ${state}  ${agent.id}  ${clip(plain(title), 60)}${pull === null ? "" : `  (PR #${pull})`}`,
      ...(text === null ? [] : [`    ${text}`]),
    ];
  });
  const none = lines.length === 0 ? ["No open tasks. Label an issue `agent:<id>` to start one."] : [];
  return [...problems.map((problem) => `! ${problem}`), ...lines, ...none].join("\n");
}

export function noTaskText(number: number, state: string | null): string {
  return state === null
    ? `#${number} is not an open task.`
    : `#${number} is ${state}; nothing is in its way.`;
}

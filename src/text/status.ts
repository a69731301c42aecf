/** The open tasks as a table for the terminal, and the same as data. */
import { clip, plain } from "./markdown.ts";

export interface StatusReport {
  readonly tasks: readonly StatusTask[];
  /** What keeps Signalbox itself from working as it should. */
  readonly problems: readonly string[];
}

export interface StatusTask {
  readonly number: number;
  readonly title: string;
  readonly agent: string;
  readonly state: string;
  readonly attempt: number;
  readonly pull: number | null;
  readonly why: string | null;
}

interface TaskFacts {
  readonly number: number;
  readonly title: string;
  readonly agent: string;
  readonly state: string;
  readonly attempt: { readonly n: number } | null;
  readonly pull: number | null;
}

export function statusReport(
  tasks: Iterable<TaskFacts>,
  whyOf: (task: number) => string | null,
  problems: readonly string[],
): StatusReport {
  const rows = [...tasks].map(({ number, title, agent, state, attempt, pull }): StatusTask => {
    return { number, title, agent, state, attempt: attempt?.n ?? 0, pull, why: whyOf(number) };
  });
  return { tasks: rows.toSorted((a, b) => a.number - b.number), problems };
}

export function statusText({ tasks, problems }: StatusReport): string {
  const lines = tasks.flatMap(({ number, title, agent, state, pull, why }) => [
    `#${number}  ${state}  ${agent}  ${clip(plain(title), 60)}${pull === null ? "" : `  (PR #${pull})`}`,
    ...(why === null ? [] : [`    ${why}`]),
  ]);
  const none = lines.length === 0 ? ["No open tasks. Label an issue `agent:<id>` to start one."] : [];
  return [...problems.map((problem) => `! ${problem}`), ...lines, ...none].join("\n");
}

export function noTaskText(number: number, state: string | null): string {
  return state === null
    ? `#${number} is not an open task.`
    : `#${number} is ${state}; nothing is in its way.`;
}

/** What a pass that was only tried out would do with a task; `state` null: it leaves the open tasks. */
export function nextPassText(state: string | null, attempt: number): string {
  const becomes =
    state === null
      ? "leaves the open tasks"
      : `becomes ${state}${attempt > 0 ? ` (attempt ${attempt})` : ""}`;
  return `moves with the next pass: it ${becomes}.`;
}

/**
 * The board as GitHub Markdown, for the body of its issue. GitHub takes 65,536 characters: what does not fit is counted and named by
 * number, never left out in silence. Only what is shown is put into words, so that ten thousand tasks cost little more than a
 * hundred. https://docs.github.com/en/get-started/writing-on-github
 */
import type { TaskState } from "../domain/task-state.ts";
import {
  type BoardAgent,
  type BoardBlocker,
  type BoardConflict,
  type BoardModel,
  type BoardTask,
  boardCounts,
  boardSummary,
  reviewQueue,
  stateMeaning,
  urgency,
  whyText,
} from "./board.ts";
import { clip, code, plain, prose } from "./markdown.ts";
import { numberRanges } from "./number-ranges.ts";
import { stateSigns } from "./state-sign.ts";

/** Bytes of UTF-8, of which a character has at least one; the marker needs some of GitHub's 65,536. */
export const BOARD_BYTES = 65_000;

/** The most rows of each section; the tasks have what is left. */
const ROWS = { problems: 5, agents: 64, blockers: 40, conflicts: 30, review: 40 } as const;
const TITLE = 80;
const WHY = 240;
const RANGES = 600;
/** Kept for each group of tasks: its heading, the fold, and what was left out by number. */
const GROUP = 1_000;

export function boardMarkdown(board: BoardModel): string {
  const counts = boardCounts(board.tasks);
  const head = [
    `**${boardSummary(counts)}**`,
    alerts(board.problems),
    section("Agents", agentTable(board.agents), board.agents.length),
    section("Blockers", blockerTable(board.blockers), board.blockers.length),
    section("Conflicts", conflictTable(board.conflicts), board.conflicts.length),
    reviewSection(reviewQueue(counts.byState)),
  ].filter((part) => part !== "");
  const tasks = taskGroups(counts.byState, BOARD_BYTES - bytesOf(head.join("\n\n")) - GROUP);
  const heading = board.tasks.length === 0 ? [] : [`### Tasks (${counted(board.tasks.length)})`];
  return [...head, ...heading, ...tasks, FOOT].join("\n\n");
}

const FOOT =
  "<sub>Kept by Signalbox: it rewrites this text, so say things in a comment. `signalbox status` shows the same in a terminal, every task of it.</sub>";

function alerts(problems: readonly string[]): string {
  return problems
    .slice(0, ROWS.problems)
    .map((problem) => `> [!CAUTION]\n> ${clip(plain(problem), 1_000)}`)
    .join("\n\n");
}

function section(title: string, table: string, count: number): string {
  return count === 0 ? "" : `### ${title} (${counted(count)})\n\n${table}`;
}

function agentTable(agents: readonly BoardAgent[]): string {
  const rows = agents.slice(0, ROWS.agents).map(({ id, name, capacity, working, others }) => {
    const now =
      working.length === 0
        ? "free"
        : working
            .slice(0, 5)
            .map((task) => `#${task}`)
            .join(", ");
    const full = capacity === null ? "not in the config" : `${working.length} of ${capacity}`;
    return [`**${prose(clip(name, TITLE))}** ${code(id)}`, now, full, others === 0 ? "" : counted(others)];
  });
  return table(["Agent", "At work on", "Busy", "Other open tasks"], rows, agents.length);
}

function blockerTable(blockers: readonly BoardBlocker[]): string {
  const rows = blockers.slice(0, ROWS.blockers).map(({ task, agent, id, what, options }) => [
    `**${id}**`,
    `#${task}`,
    code(agent),
    prose(clip(plain(what), WHY)),
    options.length === 0
      ? `${code(`/unblock ${id} …`)} on #${task}`
      : options
          .slice(0, 4)
          .map((each) => prose(clip(plain(each), 60)))
          .join(" / "),
  ]);
  return table(["", "Task", "Asked by", "What", "Answer"], rows, blockers.length);
}

function conflictTable(conflicts: readonly BoardConflict[]): string {
  const rows = conflicts
    .slice(0, ROWS.conflicts)
    .map(({ kind, a, b, path }) => [
      `#${a} vs #${b}`,
      path === null ? "" : code(clip(path, TITLE)),
      kind === "merge"
        ? `merging both collides; #${a} lands first`
        : `both could touch it; #${a} has it in hand`,
    ]);
  return table(["Between", "Where", "What"], rows, conflicts.length);
}

function reviewSection(queue: readonly BoardTask[]): string {
  const rows = queue
    .slice(0, ROWS.review)
    .map((task) => [
      task.pull === null ? "" : `#${task.pull}`,
      `#${task.number}`,
      `${stateSigns[task.state]} ${task.state}`,
      reason(task),
    ]);
  const text = table(["Pull request", "Task", "", "Waits for"], rows, queue.length);
  return section("Review queue", text, queue.length);
}

/** Each group may take half of what is left, so that no group of thousands hides the ones after it; the last takes the rest. */
function taskGroups(byState: ReadonlyMap<TaskState, readonly BoardTask[]>, bytes: number): readonly string[] {
  const groups = urgency.flatMap((state) => {
    const tasks = byState.get(state);
    return tasks ? [{ state, tasks }] : [];
  });
  let left = bytes - groups.length * GROUP;
  return groups.map(({ state, tasks }, index) => {
    const rows = rowsWithin(tasks, index === groups.length - 1 ? left : Math.floor(left / 2));
    left -= rows.bytes;
    return group(state, tasks, rows.lines);
  });
}

function group(state: TaskState, tasks: readonly BoardTask[], lines: readonly string[]): string {
  const rest = tasks.slice(lines.length).map(({ number }) => number);
  const folded = state === "queued" || tasks.length > 10 ? "<details>" : "<details open>";
  return [
    `${folded}<summary>${stateSigns[state]} <b>${state}</b> · ${counted(tasks.length)} · ${stateMeaning(state)}</summary>`,
    "",
    ...(lines.length === 0 ? [] : ["| Task | Agent | Why it does not move |", "|---|---|---|", ...lines]),
    ...(rest.length === 0
      ? []
      : ["", `and ${counted(rest.length)} more: ${code(numberRanges(rest, RANGES))}`]),
    "",
    "</details>",
  ].join("\n");
}

function rowsWithin(tasks: readonly BoardTask[], bytes: number): { lines: readonly string[]; bytes: number } {
  const lines: string[] = [];
  let used = 0;
  for (const task of tasks) {
    const { number, title, agent, attempt, held } = task;
    const name = `#${number} ${prose(clip(plain(title), TITLE))}${held ? " ✋ held" : ""}`;
    const line = row([name, `${code(agent.id)}${attempt === null ? "" : ` ${attempt.n}`}`, reason(task)]);
    const size = bytesOf(line) + 1;
    if (used + size > bytes) break;
    lines.push(line);
    used += size;
  }
  return { lines, bytes: used };
}

/** That an agent is at work the state says already, and since when is no reason to rewrite the board. */
function reason({ why }: BoardTask): string {
  if (why?.kind === "waits" && (why.wait.kind === "run" || why.wait.kind === "load")) return "";
  return clip(whyText(why) ?? "", WHY);
}

function table(heads: readonly string[], rows: readonly (readonly string[])[], all: number): string {
  const more = all > rows.length ? [`\nand ${counted(all - rows.length)} more`] : [];
  return [row(heads), `|${heads.map(() => "---|").join("")}`, ...rows.map(row), ...more].join("\n");
}

/** A bar that is not escaped yet would end its cell. */
function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/(?<!\\)\|/g, "\\|")).join(" | ")} |`;
}

/** `10,000`; by hand, for a locale's data may differ between machines. */
function counted(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

const encoder = new TextEncoder();

function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

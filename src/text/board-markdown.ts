/**
 * The board as GitHub Markdown, for the body of its issue. GitHub takes 65,536 characters: what does not fit is counted and named by
 * number, never left out in silence. Only what is shown is put into words, so that ten thousand tasks cost little more than a
 * hundred. https://docs.github.com/en/get-started/writing-on-github
 */
import type { TaskState } from "../domain/task-state.ts";
import { asTyped } from "./as-typed.ts";
import {
  type BoardAgent,
  type BoardBlocker,
  type BoardConflict,
  type BoardModel,
  type BoardSaid,
  type BoardTask,
  boardCounts,
  boardSummary,
  reviewQueue,
  stateMeaning,
  urgency,
  whyText,
} from "./board.ts";
import { freezeBoardText, freezeSign } from "./freeze.ts";
import { clip, code, codeList, plain, prose } from "./markdown.ts";
import { numberRanges } from "./number-ranges.ts";
import { saidSigns } from "./said.ts";
import { stateSigns } from "./state-sign.ts";

/** Bytes of UTF-8, of which a character has at least one; the marker needs some of GitHub's 65,536. */
export const BOARD_BYTES = 65_000;

/** The most bytes of each section's rows; the tasks have what is left. */
const SHARES = {
  problems: 4_000,
  agents: 8_000,
  blockers: 9_000,
  conflicts: 6_000,
  review: 9_000,
  said: 6_000,
} as const;
const TITLE = 80;
const FREEZE = 2_000;
const WHY = 240;
const RANGES = 600;
/** Kept for each group of tasks: its heading, the fold, and what was left out by number. */
const GROUP = 1_000;

export function boardMarkdown(board: BoardModel): string {
  const counts = boardCounts(board.tasks);
  const { agents, blockers, conflicts, freeze, said } = board;
  const head = [
    `**${boardSummary(counts)}**`,
    alerts(board.problems),
    freeze === null ? "" : `> [!WARNING]\n> ${freezeSign} ${clip(freezeBoardText(freeze), FREEZE)}`,
    section("Agents", agents, ["Agent", "At work on", "Busy", "Other open tasks"], agentCells, SHARES.agents),
    section("Said to the agents", said, ["", "By", "What", "To"], saidCells, SHARES.said),
    section("Blockers", blockers, ["", "Task", "Asked by", "What", "Answer"], blockerCells, SHARES.blockers),
    section("Conflicts", conflicts, ["Between", "Where", "What"], conflictCells, SHARES.conflicts),
    section(
      "Review queue",
      reviewQueue(counts.byState),
      ["Pull request", "Task", "", "Waits for"],
      reviewCells,
      SHARES.review,
    ),
  ].filter((part) => part !== "");
  const tasks = taskGroups(counts.byState, BOARD_BYTES - bytesOf(head.join("\n\n")) - GROUP);
  const heading = board.tasks.length === 0 ? [] : [`### Tasks (${counted(board.tasks.length)})`];
  return asTyped([...head, ...heading, ...tasks, FOOT].join("\n\n"), board.prefix);
}

const FOOT =
  "<sub>Kept by Signalbox: it rewrites this text, so say things in a comment. `signalbox status` shows the same in a terminal, every task of it.</sub>";

function alerts(problems: readonly string[]): string {
  const told = problems.map((problem) => `> [!CAUTION]\n> ${clip(plain(problem), 900)}`);
  return within(told, (text) => text, SHARES.problems).lines.join("\n\n");
}

function agentCells({ id, name, capacity, working, others }: BoardAgent): readonly string[] {
  const now =
    working.length === 0
      ? "free"
      : working
          .slice(0, 5)
          .map((task) => `#${task}`)
          .join(", ");
  const full = capacity === null ? "not in the config" : `${working.length} of ${capacity}`;
  return [
    `**${prose(clip(plain(name), TITLE))}** ${code(id)}`,
    now,
    full,
    others === 0 ? "" : counted(others),
  ];
}

function blockerCells({ task, agent, id, what, options }: BoardBlocker): readonly string[] {
  const choices = options.slice(0, 4).map((each) => prose(clip(plain(each), 60)));
  const answer = choices.length > 0 ? choices.join(" / ") : `${code(`/unblock ${id} …`)} on #${task}`;
  return [`**${id}**`, `#${task}`, code(agent), prose(clip(plain(what), WHY)), answer];
}

function saidCells({ kind, id, by, text, scope }: BoardSaid): readonly string[] {
  const to = scope.length === 0 ? "everybody" : clip(codeList(scope.slice(0, 4)), WHY);
  return [`${saidSigns[kind]} **${id}**`, code(`@${by}`), prose(text), to];
}

function conflictCells({ kind, a, b, path }: BoardConflict): readonly string[] {
  return [
    `#${a} vs #${b}`,
    path === null ? "" : code(clip(path, TITLE)),
    kind === "merge"
      ? `merging both collides; #${a} lands first`
      : `both could touch it; #${a} has it in hand`,
  ];
}

function reviewCells(task: BoardTask): readonly string[] {
  const { number, pull, state } = task;
  return [pull === null ? "" : `#${pull}`, `#${number}`, `${stateSigns[state]} ${state}`, reason(task)];
}

/** A heading with the count of all, and a table of as many as fit. */
function section<Item>(
  title: string,
  items: readonly Item[],
  heads: readonly string[],
  cells: (item: Item) => readonly string[],
  bytes: number,
): string {
  if (items.length === 0) return "";
  const { lines } = within(items, (item) => row(cells(item)), bytes);
  const rest = items.length - lines.length;
  return [
    `### ${title} (${counted(items.length)})`,
    "",
    row(heads),
    `|${heads.map(() => "---|").join("")}`,
    ...lines,
    ...(rest > 0 ? ["", `and ${counted(rest)} more`] : []),
  ].join("\n");
}

/** Each group may take half of what is left, so that no group of thousands hides the ones after it; the last takes the rest. */
function taskGroups(byState: ReadonlyMap<TaskState, readonly BoardTask[]>, bytes: number): readonly string[] {
  const groups = urgency.flatMap((state) => {
    const tasks = byState.get(state);
    return tasks ? [{ state, tasks }] : [];
  });
  let left = bytes - groups.length * GROUP;
  return groups.map(({ state, tasks }, index) => {
    const share = index === groups.length - 1 ? left : Math.floor(left / 2);
    const rows = within(tasks, (task) => row(taskCells(task)), share);
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

function taskCells(task: BoardTask): readonly string[] {
  const { number, title, agent, attempt, held, priority } = task;
  const name = `#${number} ${prose(clip(plain(title), TITLE))}${priority === null ? "" : ` · ${priority}`}${held ? " ✋ held" : ""}`;
  return [name, `${code(agent.id)}${attempt === null ? "" : ` ${attempt.n}`}`, reason(task)];
}

/** The lines of the first items, as many as the bytes hold: the rest is never put into words. */
function within<Item>(
  items: readonly Item[],
  format: (item: Item) => string,
  bytes: number,
): { readonly lines: readonly string[]; readonly bytes: number } {
  const lines: string[] = [];
  let used = 0;
  for (const item of items) {
    const line = format(item);
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

/** The task card: one model of a task and its Markdown, the first thing that a person reads on the issue. */
import type { AttemptEnd } from "../domain/attempt.ts";
import type { Freeze } from "../domain/freeze.ts";
import type { Lack } from "../domain/lack.ts";
import type { TaskState } from "../domain/task-state.ts";
import { stateTable } from "../domain/task-state.ts";
import type { Condition } from "../domain/verdict.ts";
import { type CardBlocker, cardBlockersText } from "./blockers.ts";
import { freezeSign, frozenText, thawsText } from "./freeze.ts";
import { lintText } from "./lint.ts";
import { clip, code, codeList, plain, prose } from "./markdown.ts";
import { outputBlock } from "./output.ts";
import { readySummary } from "./ready.ts";
import { saidSection } from "./said.ts";
import { stateSigns } from "./state-sign.ts";
import { clock } from "./wait.ts";

export interface CardModel {
  readonly state: TaskState | "dropped";
  /** The agent's display name. */
  readonly agent: string;
  readonly attempt: { readonly n: number; readonly cause: string } | null;
  /** What people set: how soon it is to start, how long it should take; `by` a login. */
  readonly set?: readonly {
    readonly what: "Priority" | "Estimate";
    readonly value: string;
    readonly by: string;
  }[];
  readonly branch: string | null;
  readonly pull: number | null;
  /** Globs that the task holds. */
  readonly holds: readonly string[];
  /** Globs that it is to get when another task lets go of them. */
  readonly wants?: readonly string[];
  /** What its issue leaves open. */
  readonly lacks: readonly Lack[];
  readonly why: string | null;
  /** What keeps it still; absent where nothing does. */
  readonly freeze?: Freeze | null;
  /** What the agent at work printed last; null when it printed nothing, or where nobody here can see it. */
  readonly report: { readonly lines: readonly string[]; readonly at: Date } | null;
  readonly conditions: readonly Condition[];
  readonly blockers: readonly CardBlocker[];
  /** Ended attempts, oldest first. */
  readonly tried: readonly { readonly n: number; readonly how: AttemptEnd; readonly summary: string }[];
  readonly end: { readonly kind: "merged" | "dropped"; readonly by: string } | null;
  /** What people say to its agent, and what was merged meanwhile. */
  readonly said: Parameters<typeof saidSection>[0];
}

const endings: Readonly<Record<AttemptEnd, string>> = {
  complete: "was published",
  outside: "left its reach",
  unfit: "was refused",
  empty: "changed nothing",
  blocked: "asked a question",
  refused: "was declined by the agent",
  failed: "failed",
  lost: "was lost",
  stopped: "was stopped",
};

/** How the card of a merged task begins. */
export const DONE_CARD = `### ${stateSigns.done} done ·`;

export function cardText(card: CardModel): string {
  const meaning =
    card.state === "dropped" ? "Not under Signalbox's care any more" : stateTable[card.state].meaning;
  return [
    `### ${stateSigns[card.state]} ${card.state} · ${prose(card.agent)}`,
    `${meaning}.${card.why === null ? "" : ` This task ${card.why}`}`,
    facts(card),
    progress(card),
    cardBlockersText(card.blockers),
    lintText(card.lacks),
    saidSection(card.said),
    card.state === "review" || card.state === "ready" ? readySummary(card.conditions) : "",
    history(card),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function facts({ attempt, branch, freeze, pull, holds, wants = [], set = [], end }: CardModel): string {
  const rows = [
    freeze ? [freezeSign, `${frozenText(freeze)}; ${thawsText(freeze)}`] : null,
    attempt ? ["Attempt", `${attempt.n} (${attempt.cause})`] : null,
    ...set.map(({ what, value, by }) => [what, `${value}, said \`@${by}\``]),
    pull === null ? null : ["Pull request", `#${pull}`],
    branch === null ? null : ["Branch", code(branch)],
    holds.length === 0 ? null : ["Holds", codeList(holds)],
    wants.length === 0 ? null : ["Wants too", codeList(wants)],
    end?.kind === "merged" ? ["Merged by", `\`@${end.by}\``] : null,
  ].filter((row) => row !== null);
  if (rows.length === 0) return "";
  return [
    "| | |",
    "|---|---|",
    ...rows.map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`),
  ].join("\n");
}

function progress({ report }: CardModel): string {
  const block = report === null ? "" : outputBlock(report.lines);
  return report === null || block === "" ? "" : `Its agent's last lines, at ${clock(report.at)}:\n\n${block}`;
}

function history({ tried }: CardModel): string {
  if (tried.length === 0) return "";
  const lines = tried.map(
    ({ n, how, summary }) => `- Attempt ${n} ${endings[how]}. ${prose(clip(plain(summary), 300))}`,
  );
  return ["<details><summary>What was tried</summary>", "", ...lines, "", "</details>"].join("\n");
}

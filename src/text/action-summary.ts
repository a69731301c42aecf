/** The job summary of the Action: what happened, what waits and why, what went wrong, and what to do next. */
import type { RepositoryAddress } from "../domain/repository.ts";
import type { Wait } from "../domain/wait.ts";
import type { ActionProblem } from "./action-problem.ts";
import { logLine } from "./log.ts";
import { clip, code, plain, prose } from "./markdown.ts";
import { effectText, type PassFacts } from "./pass.ts";
import { clock, waitText } from "./wait.ts";

export interface ActionReport {
  /** null when it did not come so far. */
  readonly repository: RepositoryAddress | null;
  /** `https://github.com`, or that of a GitHub Enterprise Server. */
  readonly server: string;
  /** The name of the event that woke the job; null when there was none. */
  readonly event: string | null;
  readonly passes: readonly PassFacts[];
  /** Whether the last pass found nothing more to write. */
  readonly settled: boolean;
  readonly problems: readonly ActionProblem[];
}

/** GitHub takes 1 MiB for a step: at most so many rows of so many characters in each of at most five lists stay below half of it. */
const ROWS = 60;
const ROW_LENGTH = 500;

export function actionSummary(report: ActionReport): string {
  const { repository, passes, problems } = report;
  const last = passes.at(-1)?.decision;
  const done = passes.flatMap(({ applied }) => applied.filter(({ result }) => result === "done"));
  return [
    `## Signalbox${repository ? `: ${code(nameOf(repository))}` : ""}`,
    looksText(report),
    list("Needs a person", problems, ({ what, next }) => `**${fitted(prose, what)}** ${fitted(prose, next)}`),
    list(
      "What happened",
      passes.flatMap(({ decision }) => decision.events),
      (event) => fitted(prose, logLine(event)),
    ),
    list("What was changed on GitHub", [...new Set(done.map(({ effect }) => effectText(effect)))], (text) =>
      fitted(prose, text),
    ),
    list(
      "What waits",
      [...(last?.waits ?? [])].toSorted(([a], [b]) => a - b),
      (wait) => waitRow(report, wait),
    ),
    nextText(report),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function looksText({ event, passes, settled, problems }: ActionReport): string {
  const woken = event === null ? "" : `Woken by ${code(event)}. `;
  if (passes.length === 0) return `${woken}Nothing was done.`;
  const looks = passes.length === 1 ? "Looked once" : `Looked ${passes.length} times`;
  if (!settled)
    return `${woken}${looks}, and more is left to do${problems.length > 0 ? "" : ": the next run goes on with it"}.`;
  return `${woken}${looks}${passes.length === 1 ? ", and there was nothing to write" : ", until nothing was left to write"}.`;
}

function nextText({ passes }: ActionReport): string {
  const last = passes.at(-1)?.decision;
  if (!last) return "";
  if (last.waits.size === 0 && !last.wakeAt)
    return "No task is open. Label an issue `agent:<id>`, or type `/assign <agent>` in one, to start one.";
  return last.wakeAt
    ? `If nothing happens before, the next look is due at ${clock(last.wakeAt)}: the workflow's \`schedule\` makes it.`
    : "";
}

function waitRow({ repository, server }: ActionReport, [number, wait]: readonly [number, Wait]): string {
  const issue = repository ? `[#${number}](${server}/${nameOf(repository)}/issues/${number})` : `#${number}`;
  // What a config says of itself is not Markdown yet.
  const isPlain = wait.kind === "config" || wait.kind === "agent";
  return `${issue} ${fitted(isPlain ? prose : plain, waitText(wait))}`;
}

function list<Item>(title: string, items: readonly Item[], row: (item: Item) => string): string {
  if (items.length === 0) return "";
  const rows = items.slice(0, ROWS).map((item) => `- ${row(item)}`);
  const more = items.length > ROWS ? [`- and ${items.length - ROWS} more, in the log of this step`] : [];
  return [`### ${title}`, "", ...rows, ...more].join("\n");
}

/** Markdown must not be cut in its middle: what is too long is cut as plain text, and then made Markdown. */
function fitted(toMarkdown: (text: string) => string, text: string): string {
  const markdown = toMarkdown(text);
  return markdown.length <= ROW_LENGTH ? markdown : prose(clip(plain(text), ROW_LENGTH));
}

function nameOf({ owner, name }: RepositoryAddress): string {
  return `${owner}/${name}`;
}

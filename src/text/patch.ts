/** What an agent reads when its change is not published: refused by a gate, too large, unreadable, or not there at all. */
import type { GateName, Reason } from "../domain/verdict.ts";
import { listItem, saidOnly } from "./block.ts";
import { reasonText, titled } from "./gates/check.ts";
import { clip, code, plain } from "./markdown.ts";
import { nextAttemptText, type Tries } from "./next-attempt.ts";

export function tooManyFilesText(limit: number): string {
  return `the change has more than ${limit.toLocaleString("en")} files. Leave generated and installed files out, or split the work.`;
}

/** `path` is null when the change as a whole is too large. */
export function tooMuchText(path: string | null, bytes: number): string {
  const what = path === null ? "the change as a whole" : code(path);
  return `${what} is larger than ${bytes / 2 ** 20} MiB. Leave generated and binary files out.`;
}

export function notPlainText(): string {
  return "a path is not valid UTF-8, so nobody could judge it. Give the file a plain name.";
}

export function unreadablePatchText(words: string): string {
  return `the working tree could not be read (${plain(words)}). Leave plain files there: no nested repositories, pipes or sockets.`;
}

/** What one gate refused. */
interface Refused {
  readonly gate: GateName;
  readonly reasons: readonly Reason[];
}

const SHOWN = 20;

/** To the agent's next attempt, and to a person when there is none: each reason by its gate, and what happens next. */
export function refusalText(refusals: readonly Refused[], tries: Tries): string {
  const another = tries.counted < tries.limit;
  return [
    `Attempt ${tries.attempt} was not published.`,
    ...refusals.flatMap((refused) => [
      ...gateLines(refused),
      ...(another && refused.gate === "boundaries"
        ? ["If the task cannot be done within reach, end as blocked and ask."]
        : []),
    ]),
    nextAttemptText(tries),
  ].join("\n");
}

function gateLines({ gate, reasons }: Refused): readonly string[] {
  const title = `**${titled(gate)} failed:**`;
  if (reasons.length === 1) return reasons.map((reason) => `${title} ${reasonText(reason)}`);
  const more = reasons.length > SHOWN ? [`- and ${reasons.length - SHOWN} more.`] : [];
  return [title, ...reasons.slice(0, SHOWN).map((reason) => listItem(reasonText(reason))), ...more];
}

/** A patch that no gate could look at. */
export function unpublishableText(reason: Reason, tries: Tries): string {
  return [
    `Attempt ${tries.attempt} was not published, because its change cannot be read as a whole:`,
    `- ${reason.message}`,
    nextAttemptText(tries),
  ].join("\n");
}

export function emptyFeedbackText(attempt: number): string {
  return `Attempt ${attempt} said that the work is complete, but no file differs from its start. Change the files, or end as blocked, refused or failed and say why.`;
}

export function emptySummaryText(summary: string): string {
  return `Said complete, but changed no file: ${summary}`;
}

/** One line for the ledger, the card and the next packet. */
export function refusalSummaryText(refusals: readonly Refused[]): string {
  const [first] = refusals.flatMap(({ gate, reasons }) =>
    reasons.map((reason) => `${titled(gate)} failed: ${saidOnly(reasonText(reason))}`),
  );
  const count = refusals.reduce((sum, { reasons }) => sum + reasons.length, 0);
  const more = count > 1 ? ` And ${count - 1} more.` : "";
  return `Not published. ${clip(plain(first ?? ""), 1_000)}${more}`;
}

/** Why the unfinished work of a run that asks is not there for its next attempt. */
export function notSavedText(summary: string, why: string): string {
  return `${summary} (Its unfinished work was not saved. ${plain(why)})`;
}

export function halfMergeText(): string {
  return "It was in the middle of a merge.";
}

/** Subject and body of the commit that keeps unfinished work. */
export function unfinishedText(summary: string): string {
  return `Work in progress: ${summary}`;
}

export function unpublishableSummaryText(reason: Reason): string {
  return `Not published: ${clip(plain(reason.message), 1_000)}`;
}

export function escalationText(tried: number, limit: number, summary: string): string {
  return `tried ${tried} of ${limit} times; the last time: ${plain(summary)}`;
}

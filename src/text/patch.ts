/** What an agent reads when its change cannot be published as it is: too large, unreadable, or not there at all. */
import type { Reason } from "../domain/verdict.ts";
import { clip, code, plain } from "./markdown.ts";

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

export function unpublishableFeedbackText(attempt: number, reason: Reason): string {
  return `Attempt ${attempt} was refused, because its change cannot be published:\n- ${reason.message}`;
}

export function emptyFeedbackText(attempt: number): string {
  return `Attempt ${attempt} said that the work is complete, but no file differs from its start. Change the files, or end as blocked, refused or failed and say why.`;
}

export function emptySummaryText(summary: string): string {
  return `Said complete, but changed no file: ${summary}`;
}

/** One line for the ledger and the next packet. */
export function refusalSummaryText(reasons: readonly Reason[]): string {
  const more = reasons.length > 1 ? ` (and ${reasons.length - 1} more)` : "";
  return `Not published: ${clip(plain(reasons[0]?.message ?? ""), 1_000)}${more}`;
}

export function escalationText(tried: number, limit: number, summary: string): string {
  return `tried ${tried} of ${limit} times; the last time: ${plain(summary)}`;
}

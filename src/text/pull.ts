/**
 * Title and body of an agent's pull request. The trailers end the body, so that a squash merge keeps them. Issues and agents
 * write the rest: a merge must not act on their words.
 */
import { formatTrailers, type Trailers } from "../domain/trailers.ts";
import { clip, code, plain, powerless } from "./markdown.ts";

export function pullTitle(title: string): string {
  return powerless(clip(plain(title), 200));
}

export interface PullBody extends Trailers {
  readonly summary: string;
}

export function pullBody({ summary, ...trailers }: PullBody): string {
  return [
    powerless(clip(summary.trim(), 8_000)),
    `Work of **${trailers.agent}** on #${trailers.task}, attempt ${trailers.attempt}. Signalbox judges it; a person approves and merges.`,
    formatTrailers(trailers),
  ].join("\n\n");
}

/** What the body of a pull request that `pullBody` wrote says of the work. */
export function summaryOfPull(body: string): string {
  const text = body.replaceAll("\r\n", "\n");
  const end = text.lastIndexOf("\n\nWork of **");
  return end < 0 ? text.trim() : text.slice(0, end);
}

export function adoptedText(pull: number): string {
  return `found again in review, with its pull request #${pull}: the ledger had no file of it`;
}

export function closedPullText(number: number): string {
  return `pull request #${number} was closed without being merged`;
}

/** Told to the agent whose commit did not reach its branch. */
export function overtakenText(head: string): string {
  return `Somebody else pushed ${head.slice(0, 7)} to the branch while this attempt was at work, so its commit could not be added. Do the work again on top of what is there now.`;
}

export function mergedElsewhereText(number: number, base: string, wanted: string): string {
  return `pull request #${number} was merged into ${code(base)}, not into ${code(wanted)}`;
}

/**
 * The message of an agent's commit. The agent's words are foreign text that GitHub would act on: closing words, mentions
 * and `[skip ci]` are kept readable but made powerless by a word joiner.
 * https://docs.github.com/en/actions/how-tos/manage-workflow-runs/skip-workflow-runs
 */
import { formatTrailers, type Trailers } from "../domain/trailers.ts";
import { clip, plain } from "./markdown.ts";

const SUBJECT_LENGTH = 72;

export interface CommitWords {
  /** Its first line becomes the subject. */
  readonly summary: string;
  readonly evidence: readonly string[];
  readonly trailers: Trailers;
}

/** Subject, body, evidence and, as the last paragraph, the trailers. */
export function commitMessage({ summary, evidence, trailers }: CommitWords): string {
  const [first = "", ...rest] = summary.trim().split(/\r\n|\r|\n/);
  const subject = clip(plain(first), SUBJECT_LENGTH);
  const body = rest
    .map((line) => plain(line))
    .join("\n")
    .trim();
  const whole = subject === plain(first) ? body : `${plain(first)}\n${body}`.trim();
  const checked = evidence.map((line) => `- ${plain(line)}`).join("\n");
  const words = [subject, whole, checked].filter((part) => part !== "").map(powerless);
  return `${[...words, formatTrailers(trailers)].join("\n\n")}\n`;
}

/** Closes no issue, mentions nobody, skips no check, and is no trailer that a tool reads. */
function powerless(text: string): string {
  return text
    .replace(
      /#(?=\d)|\bGH-(?=\d)|\/(?:issues|pull)\/(?=\d)|@(?=[A-Za-z0-9])|\[(?=[a-z -]{1,16}\])/gi,
      "$&\u2060",
    )
    .replace(/^(?:Signalbox-[A-Za-z]+|skip-checks|Co-authored-by|Signed-off-by)(?=:)/gim, "$&\u2060");
}

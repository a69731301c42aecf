/**
 * The message of an agent's commit. The agent's words are foreign text that GitHub would act on: closing words, mentions
 * and `[skip ci]` are kept readable but made powerless.
 */
import { formatTrailers, type Trailers } from "../domain/trailers.ts";
import { clip, plain, powerless } from "./markdown.ts";

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

/** What a program printed, as a block of code in which nothing of it acts: no escape sequence, no fence, no hidden letters. */
import { clip } from "./markdown.ts";

const LINES = 10;
const LINE_LENGTH = 200;

/** The last lines, each on one line of the block; empty when none has anything to show. */
export function outputBlock(lines: readonly string[]): string {
  const shown = lines
    .map(printed)
    .filter((line) => line !== "")
    .slice(-LINES);
  if (shown.length === 0) return "";
  const longest = Math.max(2, ...shown.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}text`, ...shown, fence].join("\n");
}

/**
 * What a terminal would leave standing: of a line that rewrites itself the last form, without colours and titles (ECMA-48's
 * control sequences and strings), and without characters that have no width.
 */
function printed(line: string): string {
  const last = line.split("\r").findLast((part) => part.trim() !== "") ?? "";
  const bare = last
    .replace(/(?!\t)\p{Cc}\[[0-?]*[ -/]*[@-~]/gu, "")
    .replace(/(?!\t)\p{Cc}\][^\p{Cc}]*(?:\p{Cc}\\?)?/gu, "")
    .replace(/\p{Cf}/gu, "")
    .replaceAll("<!--", "<! --");
  const plain = bare.replaceAll("\t", "  ").replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
  return clip(plain.trimEnd(), LINE_LENGTH);
}

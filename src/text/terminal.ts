/** Markdown of GitHub as lines of a terminal: what Signalbox itself writes reads well, and foreign text cannot act on the terminal. */
import { plain } from "./markdown.ts";

/** Keeps the lines; takes hidden comments, table rules, tags of HTML, emphasis and escapes away. */
export function terminalText(markdown: string): string {
  const lines = markdown
    .replace(/<!--[\s\S]*?-->/g, "")
    .split(/\r\n|\r|\n/)
    .filter((line) => !/^\s*\|(?:\s*:?-*:?\s*\|)+\s*$/.test(line))
    .map(lineText);
  return lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function lineText(line: string): string {
  const cells = /^\|(.*)\|\s*$/.exec(line)?.[1]?.split(/(?<!\\)\|/);
  const text =
    cells === undefined
      ? line
      : cells
          .map((cell) => cell.trim())
          .filter(Boolean)
          .join("  ");
  const indent = /^ */.exec(text)?.[0] ?? "";
  return `${indent}${plain(
    text
      .replace(/^#{1,6}\s+/, "")
      .replace(/<\/?(?:details|summary|br)>/g, "")
      .replace(/\*\*(.+?)\*\*/g, "$1")
      .replace(/~~(.+?)~~/g, "$1")
      .replace(/`+ ?([^`]+?) ?`+/g, "$1")
      .replace(/\\([\\`*_{}[\]<>|~#])/g, "$1")
      .replaceAll("\u2060", ""),
  )}`;
}

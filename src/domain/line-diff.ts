/** Which lines a change adds and which it takes away. */
import { diffArrays } from "diff";
import type { FileChange } from "./file-change.ts";
import type { FileDiff, Line } from "./file-diff.ts";

/** Past so many edits the whole text counts as replaced: no line goes unjudged, and no pair of texts keeps a gate busy. */
const EDITS = 5_000;

/** The text of one side of a path: null where the path is absent, `no text` for what is binary, too large, or was not read. */
export type Side = { readonly text: string | null } | "no text";

/** `blob`: id of the new content, null for none. */
export function fileDiff(
  { path, before: was, after: is }: FileChange,
  blob: string | null,
  before: Side,
  after: Side,
): FileDiff {
  const unreadable = before === "no text" || after === "no text";
  const lines = unreadable ? { added: null, removed: null } : lineDiff(before.text, after.text);
  return { path, before: was, after: is, blob, ...lines };
}

/** What Git and editors take for text: UTF-8 without a NUL near its start. */
export function sideOf(content: Uint8Array): Side {
  if (content.subarray(0, 8_000).includes(0)) return "no text";
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content) };
  } catch {
    return "no text";
  }
}

/** Null for a text that is not there, or is no text; a file that has no text on one of its sides adds or removes all of the other. */
export function lineDiff(before: string | null, after: string | null): Pick<FileDiff, "added" | "removed"> {
  const [old, now] = [linesOf(before), linesOf(after)];
  const parts =
    old.length > 0 && now.length > 0 ? diffArrays([...old], [...now], { maxEditLength: EDITS }) : undefined;
  if (parts === undefined) return { added: numbered(now), removed: numbered(old) };
  const added: Line[] = [];
  const removed: Line[] = [];
  let [at, was] = [1, 1];
  for (const part of parts) {
    if (part.added) added.push(...numbered(part.value, at));
    if (part.removed) removed.push(...numbered(part.value, was));
    if (!part.removed) at += part.value.length;
    if (!part.added) was += part.value.length;
  }
  return { added, removed };
}

/** A text's last line end ends its last line; it starts no other. */
function linesOf(text: string | null): readonly string[] {
  if (text === null || text === "") return [];
  return text.replace(/\r?\n$/, "").split(/\r?\n/);
}

function numbered(lines: readonly string[], from = 1): readonly Line[] {
  return lines.map((text, index) => ({ line: from + index, text }));
}

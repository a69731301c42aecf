/** How alike two texts are, line by line, white space left aside. */
import { diffArrays } from "diff";
import type { Line } from "../domain/file-diff.ts";

/** As many of ten lines must be found in both. */
const NEAR = 0.8;
/** Longer texts are compared no further: no pair keeps a gate busy. */
const LINES = 5_000;

export function isNear(one: readonly Line[], other: readonly Line[]): boolean {
  const [left, right] = [normal(one), normal(other)];
  const all = left.length + right.length;
  if (left.join("\n") === right.join("\n")) return true;
  if (all === 0 || all > 2 * LINES) return false;
  // What is alike to this degree needs no more edits than that, so the search may end there.
  const edits = Math.floor((1 - NEAR) * all + 1e-9);
  return diffArrays(left, right, { maxEditLength: edits }) !== undefined;
}

function normal(lines: readonly Line[]): string[] {
  return lines.map(({ text }) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
}

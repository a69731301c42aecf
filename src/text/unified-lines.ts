/** The difference of two texts as people read it in a review, short enough for a check. */
import { structuredPatch } from "diff";
import { clip } from "./markdown.ts";

/** Lines shown; the rest is counted. */
const LINES = 40;
const LINE = 200;
/** A check shows what a terminal would obey. */
const invisible = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;
/** Past so many edits two texts have little in common, and no diff says more than that. */
const EDITS = 2_000;

/** Hunks with their headers and one line of context; null when the texts have too little in common. */
export function unifiedLines(from: string, to: string): readonly string[] | null {
  const patch = structuredPatch("", "", from, to, "", "", { context: 1, maxEditLength: EDITS });
  if (!patch) return null;
  const lines = patch.hunks.flatMap((hunk) => [
    `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
    ...hunk.lines,
  ]);
  const shown = lines.slice(0, LINES).map((line) => clip(line.replace(invisible, " "), LINE));
  return lines.length > LINES ? [...shown, `… and ${lines.length - LINES} more lines`] : shown;
}

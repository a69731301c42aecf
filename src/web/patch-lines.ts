/** A file's patch, as GitHub gives it, as numbered lines. */
export interface PatchLine {
  readonly kind: "added" | "removed" | "same" | "hunk" | "note";
  /** Line number in the file before and after; null where it has none. */
  readonly before: number | null;
  readonly after: number | null;
  readonly text: string;
}

export function patchLines(patch: string): readonly PatchLine[] {
  let before = 0;
  let after = 0;
  return patch.split("\n").map((line): PatchLine => {
    const [, from, to] = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line) ?? [];
    if (from !== undefined && to !== undefined) {
      before = Number(from);
      after = Number(to);
      return { kind: "hunk", before: null, after: null, text: line };
    }
    const text = line.slice(1);
    switch (line[0]) {
      case "+":
        return { kind: "added", before: null, after: after++, text };
      case "-":
        return { kind: "removed", before: before++, after: null, text };
      case "\\":
        return { kind: "note", before: null, after: null, text: text.trim() };
      default:
        return { kind: "same", before: before++, after: after++, text };
    }
  });
}

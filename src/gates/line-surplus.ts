/** What a change has more of than before, by lines: what only moved, or was written in another place, is not new. */
import type { FileDiff, Line } from "../domain/file-diff.ts";

export interface Found {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  /** What of the line was meant. */
  readonly found: string;
}

/** What a line has that is meant. */
export type Finder = (text: string) => readonly string[];

/** `alike` says which lines taken away pay for an added one: those of the same words (it moved), or of the same meant part. */
export function surplus(files: readonly FileDiff[], find: Finder, alike: "words" | "part"): readonly Found[] {
  const key = ({ text, found }: Pick<Found, "text" | "found">) => (alike === "words" ? text.trim() : found);
  const gone = new Map<string, number>();
  for (const each of files.flatMap(({ path, removed }) => foundIn(path, removed, find)))
    gone.set(key(each), (gone.get(key(each)) ?? 0) + 1);
  return files
    .flatMap(({ path, added }) => foundIn(path, added, find))
    .filter((each) => {
      const left = gone.get(key(each)) ?? 0;
      gone.set(key(each), left - 1);
      return left <= 0;
    });
}

function foundIn(path: string, lines: readonly Line[] | null, find: Finder): readonly Found[] {
  return (lines ?? []).flatMap(({ line, text }) =>
    foundInText(text, find).map((found) => ({ path, line, text, found })),
  );
}

/** Longer lines are looked at in parts that share their ends, so that none takes long; nothing hides behind a thousand spaces. */
const PART = 2_000;
const SHARED = 200;

function foundInText(text: string, find: Finder): readonly string[] {
  const found = [...find(text.slice(0, PART))];
  for (let at = PART - SHARED; at + SHARED < text.length; at += PART - SHARED) {
    const before = [...find(text.slice(at, at + SHARED))];
    for (const each of find(text.slice(at, at + PART))) {
      const known = before.indexOf(each);
      if (known < 0) found.push(each);
      else before.splice(known, 1);
    }
  }
  return found;
}

/** Numbers that a build must reach, and that a change lowers: coverage, mutation score, fail-under. */
import type { FileDiff, Line } from "../domain/file-diff.ts";

export interface Lowered {
  readonly path: string;
  /** In the new text; null where the number is gone. */
  readonly line: number | null;
  /** The key, as written. */
  readonly what: string;
  readonly before: number;
  readonly after: number | null;
}

interface Threshold {
  readonly path: string;
  readonly line: number;
  readonly what: string;
  readonly number: number;
}

/** Files that hold such numbers: build and test configs, CI. */
const configFile =
  /(?:^|\/)(?:(?:vitest|vite|jest|karma|nyc|stryker|playwright)[.-][^/]*|\.nycrc[^/]*|\.c8rc[^/]*|package\.json|pyproject\.toml|setup\.cfg|tox\.ini|\.coveragerc|pytest\.ini|codecov\.ya?ml|\.codecov\.ya?ml|\.simplecov|build\.gradle(?:\.kts)?|pom\.xml|Makefile|justfile)$|^\.github\/workflows\//i;

const named =
  /(?:["']?\b(branches|functions|lines|statements|fail[_-]?under|cov-fail-under|min(?:imum)?[_-]?coverage|minimum|threshold|target|break|high|low|perFile)\b["']?)\s*[:=>]?\s*["']?(\d{1,3}(?:\.\d+)?)\s*%?/gi;
/** vitest's way of saying a hundred of everything. */
const hundred = /\bthresholds\b.*\b100\s*:\s*true\b|^\s*100\s*:\s*true\b/;

/** What is deleted with its file may stand in a new one: a config that is renamed moves along. */
export function loweredThresholds(files: readonly FileDiff[]): readonly Lowered[] {
  const judged = files.filter(({ path }) => configFile.test(path));
  const kept = judged.filter(({ before, after }) => before !== null && after !== null);
  const moved = judged.filter(({ before, after }) => before === null || after === null);
  return [...kept.map((file) => [file]), moved].flatMap(loweredIn);
}

/**
 * The lowest of a name is compared with the lowest that comes in its place, and so on: a higher one written above it changes
 * nothing.
 */
function loweredIn(files: readonly FileDiff[]): readonly Lowered[] {
  const lowestFirst = (side: (file: FileDiff) => readonly Line[] | null) =>
    files
      .flatMap((file) => thresholdsIn(file.path, side(file) ?? []))
      .toSorted((a, b) => a.number - b.number);
  const now = lowestFirst(({ added }) => added);
  return lowestFirst(({ removed }) => removed).flatMap(({ path, what, number }, index, all) => {
    const nth = all.slice(0, index).filter((each) => each.what === what).length;
    const found = now.filter((each) => each.what === what)[nth];
    if (found && found.number >= number) return [];
    const place = found ? { path: found.path, line: found.line } : { path, line: null };
    return [{ ...place, what, before: number, after: found?.number ?? null }];
  });
}

function thresholdsIn(path: string, lines: readonly Line[]): readonly Threshold[] {
  return lines
    .filter(({ text }) => text.length <= 2_000)
    .flatMap(({ line, text }) => [
      ...(hundred.test(text) ? [{ path, line, what: "thresholds", number: 100 }] : []),
      ...Array.from(text.matchAll(named), ([, what = "", number]) => {
        return { path, line, what: what.toLowerCase(), number: Number(number) };
      }),
    ]);
}

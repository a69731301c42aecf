/** Numbers that a build must reach, and that a change lowers: coverage, mutation score, fail-under. */
import type { FileDiff, Line } from "../domain/file-diff.ts";

export interface Lowered {
  /** In the new text; null where the number is gone. */
  readonly line: number | null;
  /** The key, as written. */
  readonly what: string;
  readonly before: number;
  readonly after: number | null;
}

/** Files that hold such numbers: build and test configs, CI. */
const configFile =
  /(?:^|\/)(?:(?:vitest|vite|jest|karma|nyc|stryker|playwright)[.-][^/]*|\.nycrc[^/]*|\.c8rc[^/]*|package\.json|pyproject\.toml|setup\.cfg|tox\.ini|\.coveragerc|pytest\.ini|codecov\.ya?ml|\.codecov\.ya?ml|\.simplecov|build\.gradle(?:\.kts)?|pom\.xml|Makefile|justfile)$|^\.github\/workflows\//i;

const named =
  /(?:["']?\b(branches|functions|lines|statements|fail[_-]?under|cov-fail-under|min(?:imum)?[_-]?coverage|threshold|target|break|high|low|perFile)\b["']?)\s*[:=]?\s*["']?(\d{1,3}(?:\.\d+)?)\s*%?/i;

export function loweredThresholds({ path, added, removed, after }: FileDiff): readonly Lowered[] {
  if (!configFile.test(path) || after === null) return [];
  const now = numbersIn(added ?? []);
  return numbersIn(removed ?? []).flatMap(({ what, number }, index, all) => {
    // The n-th removed of a name is compared with the n-th added of that name.
    const nth = all.slice(0, index).filter((each) => each.what === what).length;
    const found = now.filter((each) => each.what === what)[nth];
    if (found && found.number >= number) return [];
    return [{ line: found?.line ?? null, what, before: number, after: found?.number ?? null }];
  });
}

function numbersIn(
  lines: readonly Line[],
): readonly { readonly line: number; readonly what: string; readonly number: number }[] {
  return lines.flatMap(({ line, text }) => {
    const [, what, number] = text.length > 2_000 ? [] : (named.exec(text) ?? []);
    return what === undefined || number === undefined
      ? []
      : [{ line, what: what.toLowerCase(), number: Number(number) }];
  });
}

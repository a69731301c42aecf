/** Finds the tests that show a row, by reading the test files: a title is the first text after `test(`, `test.each(…)(` and the like. */
import { globSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { rowsOf } from "./title.ts";

export interface TitledTest {
  /** From the root of the project. */
  readonly file: string;
  /** As it stands in the file, with the placeholders of `test.each`. */
  readonly title: string;
  readonly rows: readonly string[];
}

export const root = join(import.meta.dirname, "../..");

export function titledTests(): readonly TitledTest[] {
  const files = globSync("test/**/*.test.ts", { cwd: root }).map((path) => path.split(sep).join("/"));
  return files.toSorted().flatMap((file) => titlesIn(readFileSync(join(root, file), "utf8"), file));
}

function titlesIn(text: string, file: string): TitledTest[] {
  return [...text.matchAll(/[([]\s*(?:"((?:[^"\\\n]|\\.)+)"|`([^`]+)`),/g)].flatMap((match) => {
    const title = (match[1] ?? match[2] ?? "").replaceAll('\\"', '"');
    const rows = rowsOf(title);
    return rows.length === 0 ? [] : [{ file, title, rows }];
  });
}

/** docs/requirements.md: complete, and true as far as files can tell. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/requirements.md"), "utf8");

interface Row {
  readonly id: string;
  readonly state: string;
  /** Project files that the row names: `src/…` and `test/…`. */
  readonly files: readonly string[];
}

const rows: readonly Row[] = [...page.matchAll(/^\| ([RB]\d{2}) +\|[^|]*\| ([^|]*?) +\|([^|]*)\|$/gm)].map(
  ([, id = "", state = "", text = ""]) => ({
    id,
    state,
    files: [...text.matchAll(/`((?:src|test|docs)\/[^`]+)`/g)].map((match) => match[1] ?? ""),
  }),
);

function numbered(letter: string, last: number): string[] {
  return Array.from({ length: last }, (_, index) => `${letter}${String(index + 1).padStart(2, "0")}`);
}

test("every requirement has one row, in order", () => {
  expect(rows.map(({ id }) => id)).toEqual([...numbered("R", 54), ...numbered("B", 17)]);
});

test("a row's state is one of three", () => {
  for (const { id, state } of rows)
    expect([id, state]).toEqual([id, expect.stringMatching(/^(works|first form|not yet)$/)]);
});

test.each(rows.filter(({ state }) => state !== "not yet"))("$id $state: files and tests are there", (row) => {
  expect(row.files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  expect(row.files.some((file) => file.startsWith("src/"))).toBe(true);
  const tests = row.files.filter((file) => file.startsWith("test/"));
  expect(tests).not.toEqual([]);
  for (const file of tests)
    expect(readFileSync(join(root, file), "utf8"), `${file} quotes ${row.id}`).toMatch(
      new RegExp(`\\b${row.id}\\b`),
    );
});

test.each(rows.filter(({ state }) => state === "not yet"))(
  "$id not yet: what it names exists",
  ({ files }) => {
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  },
);

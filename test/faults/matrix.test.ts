/** The fault matrix is whole: every row has tests, every control can be tried, and the page names them all. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allControls, controlProblem } from "./all-controls.ts";
import { rows } from "./rows.ts";
import { root, titledTests } from "./titled-tests.ts";

const controls = await allControls();
const page = readFileSync(join(root, "docs/reliability.md"), "utf8");

test("every row stands once", () => {
  expect(rows.map(({ id }) => id)).toEqual([...new Set(rows.map(({ id }) => id))]);
});

test("every row has a test whose title begins with it, and a negative control", () => {
  const titled = new Set(titledTests().flatMap((each) => each.rows));
  const controlled = new Set(controls.map(({ row }) => row));
  expect(rows.filter(({ id }) => !titled.has(id)).map(({ id }) => id)).toEqual([]);
  expect(rows.filter(({ id }) => !controlled.has(id)).map(({ id }) => id)).toEqual([]);
});

test.each(controls)(
  "without “$protection” ($row): the edit has its one place, and its tests are there",
  (control) => {
    expect(controlProblem(control, readFileSync(join(root, control.file), "utf8"))).toBeNull();
    if (!rows.some(({ id }) => id === control.row))
      return expect(existsSync(join(root, control.test))).toBe(true);
    const shown = titledTests().filter(
      ({ file, rows: of }) => file === control.test && of.includes(control.row),
    );
    expect(shown.length).toBeGreaterThan(0);
  },
);

test("docs/reliability.md names every row and every protection (npm run faults -- --write)", () => {
  for (const { id, fault } of rows)
    expect(page).toMatch(new RegExp(`^\\| ${id} +\\| ${literally(fault)}`, "m"));
  for (const { protection } of controls) expect(page).toContain(protection.replaceAll("|", "\\|"));
});

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

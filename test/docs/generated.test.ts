/** The pages that are made from the code's own lists are those that the code would make now. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { generatedPages } from "../../scripts/docs/pages.ts";

test.each(generatedPages())("$path is current (npm run generate)", async ({ path, text }) => {
  expect(await readFile(new URL(`../../${path}`, import.meta.url), "utf8")).toBe(text);
});

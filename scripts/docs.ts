/** Writes the pages of `docs/` that are made from the code's own lists. */
import { writeFile } from "node:fs/promises";
import { generatedPages } from "./docs/pages.ts";

for (const { path, text } of generatedPages()) await writeFile(new URL(`../${path}`, import.meta.url), text);

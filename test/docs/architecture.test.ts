/** ARCHITECTURE.md has one row for each entry and each folder of src/, and no other. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { read, root } from "./project.ts";

test("the table of folders is what is in src/", () => {
  const rows = [...read("ARCHITECTURE.md").matchAll(/^\| `([a-z.]+\/?)` +\| \S/gm)].map((match) => match[1]);
  const entries = readdirSync(join(root, "src"), { withFileTypes: true });
  const there = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  expect(rows.length).toBe(there.length);
  expect(new Set(rows)).toEqual(new Set(there));
});

test("decision records have one number each, are listed, and at most 20 lines long", () => {
  const records = readdirSync(join(root, "docs/decisions")).filter((name) => name !== "README.md");
  const index = read("docs/decisions/README.md");
  const numbers = records.map((name) => name.slice(0, 4));
  expect(new Set(numbers).size).toBe(records.length);
  for (const name of records) {
    const number = name.slice(0, 4);
    const text = read(`docs/decisions/${name}`);
    expect(name).toMatch(/^[0-9]{4}-[a-z0-9-]+\.md$/);
    expect(text.trimEnd().split("\n").length, name).toBeLessThanOrEqual(20);
    const [, title = ""] = new RegExp(`^# ${number} (.+)\n`).exec(text) ?? [];
    expect(index).toContain(`- [${number}](${name}) ${title}\n`);
  }
});

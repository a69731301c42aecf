/** The pages that a newcomer reads say what is there. */
import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { commands as terminal } from "../../src/cli/main.ts";
import { taskCommands } from "../../src/cli/task.ts";
import { commands } from "../../src/commands/index.ts";
import { parseConfig } from "../../src/config/parse.ts";
import { checkNames, gateCheckName, gateNames } from "../../src/domain/verdict.ts";
import { demoOpening } from "../../src/text/demo.ts";
import { brokenLinks, read, root, typedCommands } from "./project.ts";

const readme = read("README.md");

test("the two commands stand in the README literally", () => {
  expect(readme.split("\n")).toEqual(
    expect.arrayContaining(["npm ci && npm run demo", "npm ci && npm test"]),
  );
});

test("the demo's excerpt opens as the demo does", () => {
  const [opening = ""] = demoOpening(1, "", true).split("\n");
  expect(readme).toContain(`\`\`\`\n${opening}\n`);
});

const pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", ...globSync("docs/**/*.md", { cwd: root })];

test.each(pages)("%s: every relative link leads somewhere", (page) => {
  expect(brokenLinks(page)).toEqual([]);
});

test.each(pages)("%s: every signalbox command and option exists", async (page) => {
  for (const { command, options } of typedCommands(read(page))) {
    const found = terminal.find(({ name }) => name === command);
    expect(found?.name).toBe(command);
    const meant = [...(found ? [found] : []), ...(command === "task" ? taskCommands : [])];
    const usages = await Promise.all(meant.map(async (each) => (await each.load()).usage));
    for (const option of options) expect(usages.join("\n")).toContain(option);
  }
});

test("the README shows every command of the terminal", () => {
  const shown = new Set(typedCommands(readme).map(({ command }) => command));
  expect(shown).toEqual(new Set(terminal.map(({ name }) => name)));
});

test("the README's table has every comment command as it is typed", () => {
  const shown = [...readme.matchAll(/^\| `(\/[^`]+)` /gm)].map((match) => match[1]?.replaceAll("\\|", "|"));
  expect(shown).toEqual(commands.map(({ usage }) => usage));
});

test("the README's table has every check run", () => {
  const shown = [...readme.matchAll(/^\| `(signalbox\/[^`]+)` /gm)].map((match) => match[1]);
  expect(new Set(shown)).toEqual(new Set([...gateNames.map(gateCheckName), ...Object.values(checkNames)]));
});

test("the README's config is valid", () => {
  const [, config = ""] = /^```yaml\n([\s\S]*?)^```$/m.exec(readme) ?? [];
  expect(parseConfig(config)).toMatchObject({ ok: true, config: { agents: { ethereum: {}, docs: {} } } });
});

test("npm scripts that the pages name exist", () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read("package.json")));
  for (const page of pages)
    for (const [, name = ""] of read(page).matchAll(/npm run (?:--silent )?([a-z]+)/g))
      expect(Object.keys(scripts), `${page}: npm run ${name}`).toContain(name);
});

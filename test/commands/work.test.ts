/** How much work a comment can cause: what is too long is not parsed at all, and no pattern goes over the same text again. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromMarkdown } from "mdast-util-from-markdown";
import { analyse } from "scslre";
import { afterEach, expect, test, vi } from "vitest";
import { parseCommands } from "../../src/commands/parse.ts";

vi.mock(import("mdast-util-from-markdown"), { spy: true });

afterEach(() => {
  vi.clearAllMocks();
});

const MEBIBYTE = 2 ** 20;

test.each(["/why\n", "/", "`", "> ", "/why ", "<details>", "\n", "1. "])(
  "C9: of a mebibyte of %j nothing is parsed, and nothing is an order",
  (part) => {
    expect(parseCommands(`/why\n${part.repeat(MEBIBYTE / part.length)}`)).toEqual([]);
    expect(fromMarkdown).not.toHaveBeenCalled();
  },
);

test("C9: what has no line that starts like a command is not parsed", () => {
  expect(parseCommands("What a fine issue.\n\nSee `/assign`.")).toEqual([]);
  expect(fromMarkdown).not.toHaveBeenCalled();
  expect(parseCommands("/why")).toHaveLength(1);
  expect(fromMarkdown).toHaveBeenCalledOnce();
});

test("C9: what follows a command is not searched for its end: a row of spaces is gone over once", () => {
  const [command] = parseCommands(`/hold${" ".repeat(600)}a\u2028b`);
  expect(command).toEqual({ name: "hold", argument: "a\u2028b", addressed: false });
});

const root = join(import.meta.dirname, "../..");

/** The regular expressions that a file writes, without those in its comments. */
function patternsIn(file: string): readonly { readonly source: string; readonly flags: string }[] {
  const code = readFileSync(join(root, file), "utf8").replace(/^\s*(?:\*|\/\/|\/\*).*$/gm, "");
  const literal = /(?<=[=(,:?|&![\s])\/(?![*/])((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)/g;
  return [...code.matchAll(literal)].map(([, source = "", flags = ""]) => ({ source, flags }));
}

test("the patterns are found, and a slow one would be told", () => {
  expect(patternsIn("src/commands/parse.ts").length).toBeGreaterThan(5);
  expect(analyse({ source: "^(?:[ \\t]+(.*))?$", flags: "" }).reports).not.toEqual([]);
});

test.each(["src/commands/parse.ts", "src/text/read-markdown.ts", "src/github/interest.ts"])(
  "C9: every pattern that sees a whole comment takes linear time: %s",
  (file) => {
    for (const pattern of patternsIn(file))
      expect(analyse(pattern).reports, `/${pattern.source}/${pattern.flags}`).toEqual([]);
  },
);

/** They see what follows one command, which is short (C5): what they may not be is exponential. */
test.each(globSync("src/commands/*.ts", { cwd: root }))("C9: no pattern of %s is exponential", (file) => {
  for (const pattern of patternsIn(file))
    expect(analyse(pattern).reports.filter(({ exponential }) => exponential)).toEqual([]);
});

/** Only a line that starts with `/word` in rendered prose is a command. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCommands } from "../../src/commands/parse.ts";
import { cpuTime } from "../support/cpu-time.ts";

const assign = { name: "assign", argument: "docs" };

test.each([
  ["/assign docs", [assign]],
  ["/assign   docs  ", [assign]],
  ["/assign\tdocs", [assign]],
  ["/why", [{ name: "why", argument: "" }]],
  ["Please:\n/assign docs\nThanks", [assign]],
  ["Please:\r\n\r\n/assign docs\r\nThanks", [assign]],
  ["/assign docs\rThanks", [assign]],
  ["/hold\n/assign docs\n\n/why", [{ name: "hold", argument: "" }, assign, { name: "why", argument: "" }]],
  ["/unblock b1: use wei, not gwei", [{ name: "unblock", argument: "b1: use wei, not gwei" }]],
  ["/unblock use `wei`", [{ name: "unblock", argument: "use `wei`" }]],
  ["A **bold\n/assign docs\nend**", [assign]],
  ["> quoted\n\n/assign docs", [assign]],
  ["```\ncode\n```\n/assign docs", [assign]],
  ["<!-- note -->\n\n/assign docs", [assign]],
  ["<details>\n\nold\n\n</details>\n\n/assign docs", [assign]],
])("C4: %j gives an order", (body, commands) => {
  expect(parseCommands(body)).toEqual(commands);
});

test.each([
  ["fenced", "```\n/assign docs\n```"],
  ["fenced with tildes", "~~~sh\n/assign docs\n~~~"],
  ["a fence that never ends", "```\n/assign docs"],
  ["a longer fence around a shorter", "````\n```\n/assign docs\n```\n````"],
  ["indented", "    /assign docs"],
  ["indented by a tab", "\t/assign docs"],
  ["after spaces", "  /assign docs"],
  ["inline code", "`/assign docs`"],
  ["inline code over lines", "`\n/assign docs\n`"],
  ["a quote", "> /assign docs"],
  ["a quote that runs on", "> quoted\n/assign docs"],
  ["a quoted quote", "> > /assign docs"],
  ["an e-mail reply", "On Monday Mira wrote:\n> /assign docs\n\n-- \nsent from a phone"],
  ["a list", "- /assign docs"],
  ["a numbered list", "1. /assign docs"],
  ["a list item that runs on", "- do this\n/assign docs"],
  ["a comment", "<!-- /assign docs -->"],
  ["a comment over lines", "<!--\n/assign docs\n-->"],
  ["a comment with empty lines", "<!--\n\n/assign docs\n\n-->"],
  ["a comment that never ends", "<!--\n\n/assign docs"],
  ["a comment within a line", "see <!--\n/assign docs\n--> this"],
  ["details", "<details>\n<summary>x</summary>\n\n/assign docs\n\n</details>"],
  ["details in capitals", "<DETAILS open>\n\n/assign docs\n\n</DETAILS>"],
  ["details in details", "<details>\n\n<details>\n\n</details>\n\n/assign docs\n\n</details>"],
  ["details that never end", "<details>\n\n/assign docs"],
  ["details within a line", "see <details>\n/assign docs\n</details>"],
  ["an HTML block", "<div>\n/assign docs\n</div>"],
  ["a heading", "# /assign docs"],
  ["a table", "| a |\n|---|\n| /assign docs |"],
  ["a footnote", "[^1]: x\n\n    /assign docs"],
  ["in the middle of a line", "please /assign docs"],
  ["after an emphasis mark", "*/assign docs*"],
  ["escaped", "\\/assign docs"],
  ["a full-width slash", "\uff0fassign docs"],
  ["a zero-width space before", "\u200b/assign docs"],
  ["a zero-width space inside", "/as\u200bsign docs"],
  ["a no-break space as separator", "/assign\u00a0docs"],
  ["a no-break space before", "\u00a0/assign docs"],
  ["in capitals", "/ASSIGN docs"],
  ["with a dotted capital I", "/ASS\u0130GN docs"],
  ["a path", "/usr/bin/env"],
  ["two slashes", "//assign docs"],
  ["a slash alone", "/ assign docs"],
  ["a longer word than any command", `/${"a".repeat(40)}`],
  ["nothing", ""],
])("C4: %s is no order", (_what, body) => {
  expect(parseCommands(body)).toEqual([]);
});

test("C5: an argument stays what was typed: data, never more", () => {
  for (const argument of [
    "$(touch x)",
    "--help",
    "../../etc",
    "@mira/team",
    "__proto__",
    "constructor",
    "<b>x</b>",
    "docs; rm -rf /",
  ])
    expect(parseCommands(`/assign ${argument}`)).toEqual([{ name: "assign", argument }]);
});

test("C5: any text is read without an exception", () => {
  const piece = fc.constantFrom(
    "/assign docs",
    "\n",
    "\r\n",
    "`",
    "```",
    "> ",
    "- ",
    "<!--",
    "-->",
    "<details>",
    "</details>",
    "    ",
    "x",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      for (const { name } of parseCommands(pieces.join(""))) expect(name).toMatch(/^assign/);
    }),
    { numRuns: 1_000 },
  );
});

/** Constructs whose naive reading takes minutes or overflows the stack. */
const hostile = [
  "/assign docs\n",
  "`",
  "> ",
  "- ",
  "1. ",
  "<details>",
  "<!--",
  "<a",
  "[",
  "![",
  "[a](",
  "[^a]: ",
  "*a ",
  "**a",
  "~~a",
  "a@b.c ",
  "\n|",
];

test.each(hostile)("C9: a comment of GitHub's full size, all %j, is read in a moment", (part) => {
  const body = `/why\n\n${part.repeat(65_536)}`.slice(0, 65_536);
  expect(cpuTime(() => parseCommands(body))).toBeLessThan(3_000);
});

test("C9: nesting line by line, just below what is refused, is read in a moment", () => {
  let body = "/why\n\n";
  for (let depth = 0; depth < 30; depth += 29) body += `${"   ".repeat(depth)}${"1. ".repeat(29)}x\n`;
  body += `x\n\n`.repeat(10_000);
  const time = cpuTime(() => expect(parseCommands(body)).toEqual([{ name: "why", argument: "" }]));
  expect(time).toBeLessThan(3_000);
});

test("C9: deeper nests are refused", () => {
  let body = "/why\n\n";
  for (let depth = 0; body.length < 60_000; depth += 29)
    body += `${"   ".repeat(depth)}${"1. ".repeat(29)}x\n`;
  expect(parseCommands(body)).toEqual([]);
});

test("C9: code spans of every length are read in a moment", () => {
  let body = "/why\n\n";
  for (let length = 1; body.length < 60_000; length += 1) body += `${"`".repeat(length)}x `;
  expect(cpuTime(() => parseCommands(body))).toBeLessThan(3_000);
});

test("more than GitHub lets anyone type is not read", () => {
  expect(parseCommands(`/why\n${"x".repeat(65_536)}`)).toEqual([]);
});

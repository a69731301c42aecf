/** Only a line that starts with `/word` in rendered prose is a command. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCommands } from "../../src/commands/parse.ts";
import { cpuTime } from "../support/cpu-time.ts";
import { inertBodies } from "./inert-bodies.ts";

/** A bare word: said to whoever listens. */
function bare(name: string, argument = "") {
  return { name, argument, addressed: false };
}

const assign = bare("assign", "docs");

test.each([
  ["/assign docs", [assign]],
  ["/assign   docs  ", [assign]],
  ["/assign\tdocs", [assign]],
  ["/why", [bare("why")]],
  ["Please:\n/assign docs\nThanks", [assign]],
  ["Please:\r\n\r\n/assign docs\r\nThanks", [assign]],
  ["/assign docs\rThanks", [assign]],
  ["/hold\n/assign docs\n\n/why", [bare("hold"), assign, bare("why")]],
  ["/unblock b1: use wei, not gwei", [bare("unblock", "b1: use wei, not gwei")]],
  ["/unblock use `wei`", [bare("unblock", "use `wei`")]],
  ["A **bold\n/assign docs\nend**", [assign]],
  ["> quoted\n\n/assign docs", [assign]],
  ["```\ncode\n```\n/assign docs", [assign]],
  ["<!-- note -->\n\n/assign docs", [assign]],
  ["<details>\n\nold\n\n</details>\n\n/assign docs", [assign]],
  ["```\n</details>\n```\n\n/assign docs", [assign]],
  ["/assign docs\n\nOn Monday, Mira wrote:\n> /assign ethereum", [assign]],
  ["/assign docs\n\n-----Original Message-----\n/assign ethereum", [assign]],
  ["/assign docs\n\n---\n\n/why", [assign, bare("why")]],
  ["From: here on\n/assign docs", [assign]],
  ["/assign docs\u00a0", [assign]],
])("C4: %j gives an order", (body, commands) => {
  expect(parseCommands(body)).toEqual(commands);
});

test.each(inertBodies)("C4: %s is no order", (_what, body) => {
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
    "docs \u2028 ethereum",
    "docs\u200bx",
  ])
    expect(parseCommands(`/assign ${argument}`)).toEqual([bare("assign", argument)]);
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
  const time = cpuTime(() => expect(parseCommands(body)).toEqual([bare("why")]));
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

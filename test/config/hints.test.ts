/** What is said of a config that is valid and hardly meant so, and of a command that is not written as a list. */
import { expect, test } from "vitest";
import { configHints } from "../../src/config/hints.ts";
import { parseConfig } from "../../src/config/parse.ts";

/** `line:column message` of each hint, or of each problem. */
function said(text: string): readonly string[] {
  const parsed = parseConfig(text);
  const found = parsed.ok ? configHints(text, parsed.config) : parsed.problems;
  return found.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const a = (command: string) => `agents:\n  a: { allow: ["src/**"], command: ${command} }\n`;

test.each([
  ['["node x.mjs"]', "write [node, x.mjs]"],
  ['["node x.mjs", "--deep"]', "write [node, x.mjs, --deep]"],
  ['["./run.sh --fast"]', "write [./run.sh, --fast]"],
  [`["sh -c 'a b'"]`, "write the program and its arguments one by one, such as [node, agent.mjs]"],
])("command %s is hardly one program: %s", (command, way) => {
  const [hint, ...others] = said(a(command));
  expect(others).toEqual([]);
  expect(hint).toMatch(/^2:36 `agents\.a\.command` names one program /);
  expect(hint?.endsWith(`; ${way}`)).toBe(true);
});

test.each(["[node, x.mjs]", '["/opt/My Tools/agent"]', '["agent"]'])(
  "command %s is taken as it is",
  (command) => {
    expect(said(a(command))).toEqual([]);
  },
);

test("a command that is text is no list: the one that was meant is proposed", () => {
  expect(said(a("node x.mjs"))).toEqual([
    expect.stringMatching(/must be a list, .*; write \[node, x\.mjs\]$/),
  ]);
});

test("an agent without allow may change nothing", () => {
  expect(said("agents:\n  b: {}\n")).toEqual([
    '2:3 `agents.b` has no `allow`, so b may change nothing; give it globs, such as allow: ["src/**"]',
  ]);
});

test.each([
  ["boundary", "boundaries"],
  ["secret", "secrets"],
  ["conflict", "conflicts"],
  ["nameing", "naming"],
  ["check", "checks"],
])("gates.require names %s: %s was meant", (typed, meant) => {
  expect(said(`gates: { require: [${typed}] }\n`)).toEqual([
    expect.stringContaining(`but is the text \`${typed}\`; did you mean \`${meant}\`?`),
  ]);
});

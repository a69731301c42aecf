import { expect, test } from "vitest";
import { workflowLogLine } from "../../src/text/workflow-log.ts";
import { isCommand } from "../action/bare-action.ts";

// FAULTS.md S7
test.each([
  "::error::x",
  "  ::set-output name=a::b",
  "\t::add-mask::x",
  "said: ##[add-mask]x",
  "##[group]",
  "#12 x\n::error::y",
  "x\r::stop-commands::y",
  "\u0085::error::x",
  "\u2028::error::x",
  "###[error]x",
  "\u001b[31m::error::x",
])("S7: the runner finds no command in %j", (text) => {
  const line = workflowLogLine(text);
  expect(line.split(/[\r\n]/).filter(isCommand)).toEqual([]);
});

test("all else stays as it is", () => {
  const line = "log     [AGENT shopkeeper] #1 accepted from mira: a::b ## [x]";
  expect(workflowLogLine(line)).toBe(line);
});

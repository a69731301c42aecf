/** How a command is spelt: bare, with Signalbox's name, or with the prefix that a config sets. */
import { expect, test } from "vitest";
import { parseCommands } from "../../src/commands/parse.ts";

test.each([
  ["/hold", null, [["hold", "", false]]],
  ["/signalbox hold until Monday", null, [["hold", "until Monday", true]]],
  ["/signalbox\t hold \t until Monday", null, [["hold", "until Monday", true]]],
  ["/signalbox", null, [["help", "", true]]],
  ["/signalbox /hold x", null, [["hold", "x", true]]],
  ["/sb hold", null, [["sb", "hold", false]]],
  [
    "/hold\n/signalbox why",
    null,
    [
      ["hold", "", false],
      ["why", "", true],
    ],
  ],
  ["/sb hold x", "sb", [["hold", "x", true]]],
  ["/sb", "sb", [["help", "", true]]],
  ["/hold", "sb", []],
  ["/signalbox hold", "sb", []],
  ["/sbx hold", "sb", []],
  ["/SB hold", "sb", []],
  ["`/sb hold`", "sb", []],
  ["/signalbox hold", "signalbox", [["hold", "", true]]],
  ["/hold", "signalbox", []],
  ["/hold hold", "hold", [["hold", "", true]]],
] as const)("%j with prefix %j", (body, prefix, wanted) => {
  const read = parseCommands(body, prefix).map(({ name, argument, addressed }) => [
    name,
    argument,
    addressed,
  ]);
  expect(read).toEqual(wanted);
});

/** The config's key `commands`: what it refuses, with the way on. */
import { expect, test } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";

function problem(text: string): string {
  const parsed = parseConfig(text);
  return parsed.ok ? "accepted" : (parsed.problems[0]?.message ?? "");
}

test.each([
  ["prefix: sb", "accepted"],
  ["prefix: my-bot2", "accepted"],
  ["prefix: /sb", "must be a word of a-z, 0-9 and -"],
  ["prefix: Signalbox", "must be a word of a-z, 0-9 and -"],
  ["prefix: two words", "must be a word of a-z, 0-9 and -"],
  ['prefix: ""', "must be a word of a-z, 0-9 and -"],
  ["needs: { hold: triage }", "accepted"],
  ["needs: { why: admin }", "accepted"],
  ["needs: { hold: owner }", "`commands.needs.hold` must be read or triage or write or maintain or admin"],
  [
    "needs: { hodl: write }",
    "unknown key `hodl` in `commands.needs`; did you mean `hold`? Keys here: assign, ",
  ],
  ["needs: { __proto__: write }", "__proto__"],
  ["bots: { unblock: [41898282] }", "accepted"],
  ["bots: { unblock: [my-app] }", "`commands.bots.unblock[0]` must be"],
  ["bots: { unblock: [0] }", "`commands.bots.unblock[0]` must be"],
  ["users: {}", "unknown key `users` in `commands`"],
])("commands: { %s }: %s", (key, words) => {
  expect(problem(`commands: { ${key} }`)).toContain(words);
});

test.each([
  ["needs: { override: write }", "must be at least `maintain`"],
  ["needs: { override: read }", "must be at least `maintain`"],
  ["needs: { assign: triage }", "must be at least `write`"],
  ["needs: { unblock: read }", "must be at least `write`"],
  ["needs: { hold: read }", "must be at least `triage`"],
  ["bots: { override: [41898282] }", "a bot answers for nothing"],
])("C1: no config opens a command further than is safe: %s", (key, words) => {
  expect(problem(`commands: { ${key} }`)).toContain(words);
});

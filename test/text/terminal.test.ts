/** Markdown in the terminal: Signalbox's own reads well, and foreign text cannot act on the terminal. */
import { expect, test } from "vitest";
import { terminalText } from "../../src/text/terminal.ts";

test("a table, emphasis, code and hidden markers become plain lines", () => {
  const markdown =
    "### ⏳ queued · **site**\n\n| | |\n|---|---|\n| Branch | `agent/x` |\n\n<!-- signalbox:card task=1 -->";
  expect(terminalText(markdown)).toBe("⏳ queued · site\n\nBranch  agent/x");
});

// S7
test("S7: control sequences of foreign text are taken away", () => {
  expect(terminalText("\u001b[31mred\u001b[0m\u0007 and \u009b2J")).not.toMatch(/(?!\n)\p{Cc}/u);
});

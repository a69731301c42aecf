/** What programs print is shown, and nothing of it acts. */
import { expect, test } from "vitest";
import { outputBlock } from "../../src/text/output.ts";
import { readMarkdown } from "../../src/text/read-markdown.ts";

const esc = String.fromCodePoint(0x1b);
const bell = String.fromCodePoint(0x07);

// S7 A4
test.each<[string, readonly string[], string]>([
  ["colours are left out", [`${esc}[1;31mfailed${esc}[0m: 2`], "failed: 2"],
  ["a terminal's title is not set", [`${esc}]0;owned${bell}ok`], "ok"],
  ["a line that rewrote itself shows its last form", ["10 %\r50 %\r[####] done"], "[####] done"],
  ["indentation stays, tabs become spaces", ["if x:", "\treturn"], "if x:\n  return"],
  ["invisible letters go", ["a\u202eb\u200bc\u{e0041}"], "abc"],
  [
    "a fence in the output does not end the block",
    ["````", "@mira /unblock x", "~~~"],
    "````\n@mira /unblock x\n~~~",
  ],
  ["a marker is none", ["<!-- signalbox:card task=12 -->"], "<! -- signalbox:card task=12 -->"],
])("%s", (_what, lines, shown) => {
  const root = readMarkdown(`Before\n\n${outputBlock(lines)}\n\nAfter`);
  expect(root?.children.map(({ type }) => type)).toEqual(["paragraph", "code", "paragraph"]);
  expect(root?.children[1]).toMatchObject({ type: "code", lang: "text", value: shown });
});

test("only the last ten lines are shown, each of at most 200 characters", () => {
  const lines = Array.from({ length: 40 }, (_, index) => `${index} ${"x".repeat(5_000)}`);
  const block = outputBlock(lines);
  expect(block.split("\n")).toHaveLength(12);
  expect(block).toMatch(/^```text\n30 x/);
  expect(block.length).toBeLessThan(2_100);
});

test("lines that show nothing leave no block", () => {
  expect(outputBlock(["", `${esc}[0m`, "  "])).toBe("");
});

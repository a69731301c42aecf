import { expect, test } from "vitest";
import { asTyped } from "../../src/text/as-typed.ts";

test.each([
  ["Type `/hold` or `/unblock b1 <answer>`.", "Type `/sb hold` or `/sb unblock b1 <answer>`."],
  [
    "`/holder` and `src/hold` and /hold are no commands",
    "`/holder` and `src/hold` and /hold are no commands",
  ],
  ["`/usr/bin`", "`/usr/bin`"],
])("%s", (text, wanted) => {
  expect(asTyped(text, "sb")).toBe(wanted);
  expect(asTyped(text, undefined)).toBe(text);
});

import { describe, expect, test } from "vitest";
import { invalidPath } from "../../src/scope/path.ts";

describe("a text that is no path is refused with the reason", () => {
  test.each([
    ["", "it is empty"],
    ["/etc/passwd", "it starts with a slash"],
    ["a//b", "it has an empty segment"],
    ["a/", "it has an empty segment"],
    ["..", "it has a segment `..`"],
    ["a/../b", "it has a segment `..`"],
    ["./a", "it has a segment `.`"],
    ["a./b", "it has a segment that ends with a dot"],
    ["a...", "it has a segment that ends with a dot"],
    ["a /b", "it has a segment that ends with a space"],
    ["a\\b", "it contains a backslash"],
    ["C:/a", "it contains a colon (a drive or a stream on Windows)"],
    ["a.txt:stream", "it contains a colon (a drive or a stream on Windows)"],
    ["a\0", "it contains a control character (U+0000)"],
    ["a\nb", "it contains a control character (U+000A)"],
    ["a\u007Fb", "it contains a control character (U+007F)"],
    [".g\u200Cit/hooks", "it contains an invisible character (U+200C)"],
    ["a\u202Etxt.js", "it contains an invisible character (U+202E)"],
    ["a\u2028b", "it contains an invisible character (U+2028)"],
    ["a\uD800b", "it contains half of a surrogate pair"],
    ["%2e%2e/a", "it contains a percent-encoded separator, dot or NUL"],
    ["a%2Fb", "it contains a percent-encoded separator, dot or NUL"],
    ["a%5cb", "it contains a percent-encoded separator, dot or NUL"],
    ["a%00", "it contains a percent-encoded separator, dot or NUL"],
    ["cafe\u0301", "it is not in Unicode form NFC"],
    ["a".repeat(4_096), "it is longer than 4095 bytes"],
    ["é".repeat(2_048), "it is longer than 4095 bytes"],
  ])("P2 P4: %j", (path, reason) => {
    expect(invalidPath(path)).toBe(reason);
  });
});

describe("an ordinary path is valid", () => {
  test.each([
    "a",
    ".env",
    ".github/workflows/ci.yml",
    "..a/...b",
    "a b/c",
    "[id]/(group)/{x}.ts",
    "100%/a%20b",
    "日本語/é",
    "😀",
    "a".repeat(4_095),
  ])("%s", (path) => {
    expect(invalidPath(path)).toBeNull();
  });
});

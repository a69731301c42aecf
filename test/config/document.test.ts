/** What YAML itself may bring: FAULTS.md S5. */
import { describe, expect, test } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { cpuTime } from "../support/cpu-time.ts";

function problems(text: string): readonly string[] {
  const parsed = parseConfig(text);
  return parsed.ok ? [] : parsed.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe("YAML beyond plain maps, lists and words is refused where it stands", () => {
  test.each([
    [
      "agents: { eth: { allow: [**/*.ts] } }",
      [
        '1:26 `**/*.ts` is an alias in YAML, which is not supported; put a glob that starts with `*` in quotes: "**/*.ts"',
      ],
    ],
    [
      "agents: { eth: { forbid: [!secret/**] } }",
      [
        "1:27 a value that starts with `!` is a tag in YAML, which is not supported; put text that starts with `!` in quotes",
      ],
    ],
    [
      "merge: { approvals: !!int 3 }",
      [
        "1:21 a value that starts with `!` is a tag in YAML, which is not supported; put text that starts with `!` in quotes",
      ],
    ],
    [
      "agents: { eth: &base { capacity: 2 }, sol: *base }",
      [
        "1:16 `&base` is an anchor in YAML, which is not supported; write the value out where it is used",
        '1:44 `*base` is an alias in YAML, which is not supported; put a glob that starts with `*` in quotes: "*base"',
      ],
    ],
    [
      "agents: { eth: { <<: { capacity: 2 } } }",
      ["1:18 merge keys (`<<`) are not supported; write the keys out"],
    ],
    ["? [a]\n: 1", ["1:3 a key must be a plain word"]],
    ["%YAML 1.1\n---\nversion: 1", ["1:1 YAML directives (`%`) are not supported; remove the line"]],
    ["agents: {}\nmerge: {}\nagents: {}", ["3:1 `agents` is written twice; the first is in line 1"]],
    [
      "agents:\n  eth: {}\n  sol: {}\n  eth: { capacity: 2 }",
      ["4:3 `agents.eth` is written twice; the first is in line 2"],
    ],
    ['agents: { eth: { name: "a\\e[31m" } }', ["1:24 `agents.eth.name` contains a control character"]],
    ['"a\\0b": 1', ["1:1 `a b` may not be a key"]],
  ])("%j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });
});

describe("text that is not YAML", () => {
  test.each([
    ["version: 1\nagents: {", "2:10 this is not YAML: "],
    ["agents:\n\teth: {}", "2:1 tabs may not indent YAML; use spaces"],
    [
      "version: 1\n---\nversion: 1",
      "2:1 the file holds more than one YAML document; keep one and remove `---`",
    ],
    ["version: 1\nledger: a\0b", "2:10 the file contains a control character; it must be UTF-8 text"],
    ["\uFFFDv\0e\0r\0s\0", "1:3 the file contains a control character; it must be UTF-8 text"],
  ])("%j", (text, start) => {
    const [first = ""] = problems(text);
    expect(first.slice(0, start.length)).toBe(start);
  });
});

test("words of YAML 1.1 are words: `yes` and `on` are no truth values", () => {
  expect(problems("agents: { eth: { capacity: yes } }")).toEqual([
    "1:28 `agents.eth.capacity` must be a whole number, but is the text `yes`",
  ]);
});

// yaml's own check for duplicate keys takes 32 s for 60,000 keys; the others exhaust its stack or its patience.
describe("a file made to keep us busy is refused within a second of the processor", () => {
  const keys = (count: number) => Array.from({ length: count }, (_, index) => `key${index}: 1`).join("\n");
  const bomb = [
    "a0: &a0 [lol, lol]",
    ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`),
  ];
  const text200k = 200_000;
  test.each([
    ["60,000 keys", keys(60_000), "1:1 the file is larger than 256 KiB"],
    ["15,000 keys", keys(15_000), "1:1 the file has too many parts to be a config"],
    ["a list of 125,000", `[${"a,".repeat(125_000)}]`, "1:1 the file has too many parts to be a config"],
    ["250,000 brackets", "[".repeat(250_000), "1:1 the file has too many parts to be a config"],
    ["3,000 brackets", `${"[".repeat(3_000)}${"]".repeat(3_000)}`, "the file is nested too deeply"],
    ["20,000 dashes", "- ".repeat(20_000), "the file is nested too deeply"],
    [
      "700 levels",
      Array.from({ length: 700 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
      "the file is nested too deeply",
    ],
    ["an alias bomb", bomb.join("\n"), "1:5 `&a0` is an anchor in YAML, which is not supported"],
    ["a mebibyte", "a".repeat(2 ** 20), "1:1 the file is larger than 256 KiB"],
    ["one long key", `${"a".repeat(text200k)}: 1`, "is not YAML"],
    ["one long value", `ledger: ${"a".repeat(text200k)}`, "1:9 `ledger` must be"],
  ])("%s", (_, text, message) => {
    problems("agents: { eth: {} }");
    let found: readonly string[] = [];
    const time = cpuTime(() => {
      found = problems(text);
    });
    expect(time).toBeLessThan(1_000);
    expect(
      found.some((line) => line.includes(message)),
      found[0]?.slice(0, 200),
    ).toBe(true);
    expect(Math.max(...found.map(({ length }) => length))).toBeLessThan(1_000);
  });
});

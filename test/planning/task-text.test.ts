/** R07, R08: What an issue's text says: scope and dependencies, as a form writes them and as people do. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readTaskText } from "../../src/planning/task-text.ts";
import { cpuTime } from "../support/cpu-time.ts";

const form = `### Context

The tools live in one file: \`servers/eth/index.js\`. It was #3 that asked for it.

### Scope

- \`servers/eth/**\`
- \`docs/tools.md\`

### Dependencies

- #12
- #13, #14

### Blocks

- #99
`;

test("the issue form's headings", () => {
  expect(readTaskText(form)).toMatchObject({
    scope: ["servers/eth/**", "docs/tools.md"],
    dependsOn: [12, 13, 14],
    problems: [],
  });
});

test.each([
  ["Scope: `src/**`", ["src/**"]],
  ["Scope: src/**, docs/**", ["src/**", "docs/**"]],
  ["**Scope:** `src/**`", ["src/**"]],
  ["**Scope**: src/**", ["src/**"]],
  ["scope: `a b/**`", ["a b/**"]],
  ["- Scope: `src/**`", ["src/**"]],
  ["Please do it.\nScope: `src/**` and `test/**`", ["src/**", "test/**"]],
  ["## Scope ##\n\nsrc/**", ["src/**"]],
  ["Scope\n-----\n\nsrc/**", ["src/**"]],
  ["### SCOPE\r\n\r\n- `src/**`\r\n- `test/**`\r\n", ["src/**", "test/**"]],
  ["### Scope\n\n* src/**\n+ test/**", ["src/**", "test/**"]],
  ["### Scope\n\n_No response_", []],
  ["### Scope\n\nOnly the tools:\n\n- `src/**`\n\nPlease leave `docs/a.md` and the rest alone.", ["src/**"]],
  ["### Scope\n\n- `src/**`, the tools\n- test/**\n\nLeave the rest, please.", ["src/**", "test/**"]],
  ["The scope of this is small.", []],
  ["Telescope: `x`", []],
  ["", []],
])("%j has the scope %j", (body, scope) => {
  expect(readTaskText(body)).toMatchObject({ scope, problems: [] });
});

test.each([
  ["Depends on #12", [12]],
  ["depends on #12, #13 and #14", [12, 13, 14]],
  ["Depends on: #12 & #13", [12, 13]],
  ["- Depends on #12", [12]],
  ["This depends on #12. See also #13.", [12]],
  ["Depends on #12\nDepends on #12", [12]],
  ["Depends on nothing, but see #12", []],
  ["Independent of #12", []],
  ["Depends on #0", []],
  ["Depends on mira/other#12", []],
  ["### Dependencies\n\n_No response_", []],
])("%j depends on %j", (body, dependsOn) => {
  expect(readTaskText(body).dependsOn).toEqual(dependsOn);
});

test.each([
  ["```\nScope: `src/**`\nDepends on #12\n```"],
  ["~~~md\n### Scope\n- `src/**`\n~~~"],
  ["    Scope: `src/**`\n    Depends on #12"],
  ["<!-- Scope: `src/**`\nDepends on #12 -->"],
  ["<!--\n\nScope: `src/**`\n\n-->"],
  ["Please. <!-- Depends on #12 -->"],
  ["Please. <!-- Scope: `src/**`\nDepends on #12 --> Thanks."],
  ["- Do this:\n\n  ```\n  Scope: `src/**`\n  Depends on #12\n  ```"],
  ["Please. <!-- Depends on #12"],
])("code and comments say nothing: %j", (body) => {
  expect(readTaskText(body)).toMatchObject({ scope: [], dependsOn: [], problems: [] });
});

test.each(["src/[ab]/**", "!src/**", "/src/**", "{a,b}/**", "../x", "a//b"])(
  "%j is not in the dialect: it is named with what is wrong",
  (glob) => {
    expect(readTaskText(`Scope: \`${glob}\``).problems).toEqual([
      { glob, problem: expect.stringMatching(/\S{5}/) },
    ]);
  },
);

test.each([
  "### Scope\n\nOnly the folder of the tools",
  "### Scope\n\n- src/** and its tests",
  "Scope: the tools, mostly",
])("words where a glob belongs are named, not taken for a path or for everything: %j", (body) => {
  const { problems } = readTaskText(body);
  expect(problems[0]).toEqual({
    glob: expect.stringMatching(/ /),
    problem: expect.stringContaining("stands in `code`"),
  });
});

test("what stands under each heading, without comments", () => {
  const body =
    "Hello <!-- aside -->\n\n# Context #\n\nOne\n\n- two\n\nSuccess Criteria\n---\n\n```\nrun it\n```\n\n### Uses";
  expect([...readTaskText(body).sections]).toEqual([
    ["", "Hello \n"],
    ["context", "One\n- two\n"],
    ["success criteria", "```\nrun it\n```\n"],
  ]);
});

test("a template's hint beside an answer is no answer", () => {
  expect(readTaskText("Depends on #12 <!-- such as #99 -->").dependsOn).toEqual([12]);
});

test("C9: an issue's text that nests without end says nothing, and at once", () => {
  const body = `Depends on #12\n\n${"1. ".repeat(21_000)}`;
  const time = cpuTime(() => expect(readTaskText(body).dependsOn).toEqual([]));
  expect(time).toBeLessThan(3_000);
});

test("hostile text is read without an exception, and gives only whole issue numbers", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (noise) => {
      const { dependsOn } = readTaskText(`${form}${noise}`);
      expect(dependsOn.every((number) => Number.isSafeInteger(number) && number > 0)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

/** R08: what an issue leaves open is named; what says enough, in a form's sections or freely, is left alone. */
import { expect, test } from "vitest";
import { lintTask } from "../../src/planning/task-lint.ts";
import { readTaskText } from "../../src/planning/task-text.ts";
import { lackText, lintText } from "../../src/text/lint.ts";
import { cpuTime } from "../support/cpu-time.ts";

function lacks(title: string, body: string): readonly string[] {
  return lintTask(title, readTaskText(body)).map(({ kind }) => kind);
}

const enough = "The price of an order line is computed in three places of `cart.js`; give it one function.";

const form = `### Context

The price of an order line is computed in three places.

### Deliverables

- \`linePrice\` in \`src/cart/price.js\`, used in all three

### Success criteria

- \`npm test\` passes

### Scope

- \`src/cart/**\`

### Dependencies

_No response_
`;

// R08
test("the form, filled in, lacks nothing", () => {
  expect(lacks("One function for the price of a line", form)).toEqual([]);
});

test.each([
  ["a line that says when", `${enough}\n\nScope: src/cart/**\nDone when: npm test passes`],
  ["a sentence that says when", `${enough} It is done when npm test passes.\n\nScope: \`src/cart/**\``],
  ["a list to tick off", `${enough}\n\nScope: src/cart/**\n\n- [ ] npm test passes`],
  ["a bold line", `${enough}\n\n**Scope:** src/cart/**\n\n**Done when:** npm test passes`],
  ["a heading of its own", `${enough}\n\nScope: src/cart/**\n\n## Acceptance criteria\n\nnpm test passes`],
])("free text lacks nothing either: %s", (_how, body) => {
  expect(lacks("One price", body)).toEqual([]);
});

test.each([
  ["Work on the backend", "", ["vague", "unscoped", "untestable"]],
  ["Work on the backend", "Scope: src/api/**\nDepends on #12 and #13", ["vague", "untestable"]],
  [
    "Fix it",
    "https://example.com/a/very/long/address/of/a/page/that/says/it/all",
    ["vague", "unscoped", "untestable"],
  ],
  ["One price", `${enough}\nDone when: npm test passes`, ["unscoped"]],
  ["One price", `${enough}\nScope: src/cart/**`, ["untestable"]],
  [
    "One price",
    `${enough} Do it as we discussed.\nScope: src/cart/**\nDone when: npm test passes`,
    ["not self-contained"],
  ],
  [
    "One price",
    `${enough} See Slack.\nScope: src/cart/**\nDone when: npm test passes`,
    ["not self-contained"],
  ],
  ["One price", form.replace("- `npm test` passes", "_No response_"), ["untestable"]],
  ["One price", form.replace("- `src/cart/**`", "_No response_"), ["unscoped"]],
])("%j, %j lacks %j", (title, body, kinds) => {
  expect(lacks(title, body)).toEqual(kinds);
});

test("a comment or the way it is handled does not make a vague issue say more", () => {
  const body =
    "<!-- Say here what is to be done, in as many words as you need to be understood -->\n\n### Estimate\n\nabout three days of work for one person, or two for two of them";
  expect(lacks("Work on the backend", body)).toContain("vague");
});

test("each lack is said with an example that mends it", () => {
  const found = lintTask("Fix it as discussed", readTaskText(""));
  expect(found.map(({ kind }) => kind)).toEqual(["vague", "unscoped", "not self-contained", "untestable"]);
  for (const lack of found) expect(lackText(lack, "issue")).toContain("Example: ");
  expect(
    lacks(
      "Fix it",
      "Move the price of an order line from `cart.js` into a function `linePrice` of its own, and use it in `checkout.js`.\nScope: src/cart/**, test/cart/**\nDone when: npm test passes, and an empty cart costs 0.",
    ),
  ).toEqual([]);
  expect(lintText([])).toBe("");
});

test("C9: a text of GitHub's full size is linted at once", () => {
  for (const text of ["\n", "*", " ", "as ", "> ", "```\n\n\n"]) {
    const body = `\`\`\`\n${text.repeat(65_000 / text.length)}`;
    expect(cpuTime(() => lintTask("A", readTaskText(body)))).toBeLessThan(3_000);
  }
});

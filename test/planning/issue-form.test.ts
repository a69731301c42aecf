/** R07: the issue form of the hand-off protocol. What GitHub makes of its answers is what the task parser reads. */
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { lintTask } from "../../src/planning/task-lint.ts";
import { readTaskText } from "../../src/planning/task-text.ts";
import { read } from "../docs/project.ts";

/** https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema */
const Text = z.strictObject({
  label: z.string(),
  description: z.string().optional(),
  placeholder: z.string().optional(),
  value: z.string().optional(),
});
const asked = { id: z.string(), validations: z.strictObject({ required: z.boolean() }).optional() };
const Element = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("textarea"), attributes: Text, ...asked }),
  z.strictObject({ type: z.literal("input"), attributes: Text, ...asked }),
  z.strictObject({
    type: z.literal("dropdown"),
    attributes: z.strictObject({
      label: z.string(),
      description: z.string().optional(),
      options: z.array(z.string()).min(1),
      default: z.int().optional(),
    }),
    ...asked,
  }),
  z.strictObject({ type: z.literal("markdown"), attributes: z.strictObject({ value: z.string() }) }),
]);
const Form = z.strictObject({ name: z.string(), description: z.string(), body: z.array(Element) });
type Asked = Exclude<z.infer<typeof Element>, { type: "markdown" }>;

const form = Form.parse(parse(read(".github/ISSUE_TEMPLATE/agent-task.yml")));
const questions = form.body.filter((element): element is Asked => element.type !== "markdown");

/** As GitHub writes the answers into the issue: a heading each, and what stands for no answer; Markdown elements leave nothing. */
function issueOf(answers: Readonly<Record<string, string>>): string {
  const parts = questions.map(
    ({ id, attributes }) => `### ${attributes.label}\n\n${answers[id] ?? "_No response_"}`,
  );
  return parts.join("\n\n");
}

const filled = {
  context: "The price of an order line is computed in three places; see #3, where it was found.",
  deliverables: "- `linePrice` in `src/cart/price.js`",
  success: "- `npm test` passes",
  scope: "src/cart/**\ntest/cart/**",
  dependencies: "#12, #13",
  blocks: "#14",
  uses: "the test network",
  estimate: "half a day",
  priority: "p1",
};

// R07
test("the sections of the hand-off protocol, in its order", () => {
  expect(questions.map(({ attributes }) => attributes.label)).toEqual([
    "Context",
    "Deliverables",
    "Success criteria",
    "Scope",
    "Dependencies",
    "Blocks",
    "Uses",
    "Estimate",
    "Priority",
  ]);
});

// R07, R08
test("a form that is filled in becomes the task that it says, and lint finds nothing to ask for", () => {
  const text = readTaskText(issueOf(filled));
  expect(text).toMatchObject({ scope: ["src/cart/**", "test/cart/**"], dependsOn: [12, 13], problems: [] });
  expect(lintTask("One price", text)).toEqual([]);
});

test.each([
  ["- src/cart/**\n- test/cart/**"],
  ["`src/cart/**`\n`test/cart/**`"],
  ["src/cart/**, test/cart/**"],
  ["* `src/cart/**`\r\n* `test/cart/**`"],
])("the scope may be written as %j", (scope) => {
  expect(readTaskText(issueOf({ ...filled, scope })).scope).toEqual(["src/cart/**", "test/cart/**"]);
});

test("what need not be answered says nothing when it is left out", () => {
  const required = questions.filter(({ validations }) => validations?.required === true).map(({ id }) => id);
  expect(required).toEqual(["context", "deliverables", "success"]);
  const { context, deliverables, success } = filled;
  const text = readTaskText(issueOf({ context, deliverables, success }));
  expect(text).toMatchObject({ scope: [], dependsOn: [], problems: [] });
  expect(lintTask("One price", text)).toEqual([{ kind: "unscoped" }]);
});

test("what the form shows as examples would be good answers", () => {
  const shown = questions.map((question) => [
    question.id,
    question.type === "dropdown"
      ? (question.attributes.options[question.attributes.default ?? 0] ?? "")
      : (question.attributes.placeholder ?? "_No response_"),
  ]);
  const text = readTaskText(issueOf(Object.fromEntries(shown)));
  expect(text).toMatchObject({ scope: ["src/cart/**", "test/cart/**"], dependsOn: [12, 13], problems: [] });
  expect(lintTask("One price", text)).toEqual([]);
});

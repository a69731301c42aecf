/** A scenario is read strictly, and its references are resolved before an issue is created. */
import { expect, test } from "vitest";
import { issueBody, loadScenario, referencesOf, slipped } from "../../src/runs/script.ts";

const done = "outcome: { kind: complete, summary: Done }";

function scenario(...tasks: string[]): string {
  return `tasks:\n${tasks.map((task) => `  - ${task.replaceAll("\n", "\n    ")}`).join("\n")}\n`;
}

function task(
  key: string,
  { body = "Do it.", attempts = `[{ steps: [], ${done} }]`, slip = "" } = {},
): string {
  return `key: ${key}\ntitle: A task\nagent: cosmos\nbody: "${body}"\nscript:\n  attempts: ${attempts}${slip && `\n  slip: ${slip}`}`;
}

test("a scenario is tasks with a script each", () => {
  const { tasks } = loadScenario(
    scenario(
      task("first", { attempts: `[{ steps: [{ wait: 2 }, { delete: a.js }], ${done} }]` }),
      task("second", { body: "Depends on #{{first}}" }),
    ),
  );
  expect(tasks.map(({ key }) => key)).toEqual(["first", "second"]);
  expect(tasks[0]?.script.attempts[0]).toEqual({
    steps: [{ wait: 2 }, { delete: "a.js" }],
    outcome: { kind: "complete", summary: "Done", evidence: [] },
  });
});

test.each<[string, string, RegExp]>([
  ["an unknown key", scenario(`${task("a")}\nlabels: [x]`), /Unrecognized key: "labels"[\s\S]*tasks\[0\]/],
  [
    "a step of no kind",
    scenario(task("a", { attempts: `[{ steps: [{ copy: a.js }], ${done} }]` })),
    /tasks\[0\]\.script\.attempts\[0\]\.steps\[0\]/,
  ],
  [
    "a step of two kinds",
    scenario(task("a", { attempts: `[{ steps: [{ delete: a.js, wait: 1 }], ${done} }]` })),
    /steps\[0\]/,
  ],
  ["no attempt at all", scenario(task("a", { attempts: "[]" })), /script\.attempts/],
  [
    "an outcome that no run may have",
    scenario(task("a", { attempts: "[{ steps: [], outcome: { kind: merged } }]" })),
    /outcome/,
  ],
  [
    "the same key twice",
    scenario(task("a"), task("a")),
    /a is the key of an earlier task[\s\S]*tasks\[1\]\.key/,
  ],
  [
    "a reference to a later task",
    scenario(task("a", { body: "Depends on #{{b}}" }), task("b")),
    /\{\{b\}\} is not the key of an earlier task[\s\S]*tasks\[0\]\.body/,
  ],
  ["a reference to itself", scenario(task("a", { body: "#{{a}}" })), /\{\{a\}\} is not the key/],
  [
    "an answer that nobody was asked for",
    scenario(task("a", { attempts: `[{ steps: [{ write: a, content: "{{answer}}" }], ${done} }]` })),
    /attempt 1 uses \{\{answer\}\}, but no earlier attempt asks/,
  ],
  [
    "a slip that asks",
    scenario(task("a", { slip: "{ steps: [], outcome: { kind: refused, summary: No } }" })),
    /a slip claims to be complete/,
  ],
  [
    "meeting a task that is not there",
    scenario(task("a", { attempts: `[{ steps: [{ meet: b }], ${done} }]` })),
    /b is no other task to meet/,
  ],
  [
    "meeting itself",
    scenario(task("a", { attempts: `[{ steps: [{ meet: a }], ${done} }]` })),
    /a is no other task to meet/,
  ],
  ["broken YAML", "tasks: [", /line 1/],
])("%s is refused, and the place is named", (_name, text, reason) => {
  expect(() => loadScenario(text)).toThrow(reason);
});

test("a body refers to tasks by key, and gets their numbers", () => {
  const [, second] = loadScenario(
    scenario(task("first"), task("second", { body: "As #{{first}} says. Depends on #{{first}}" })),
  ).tasks;
  if (!second) throw new Error("there are two tasks");
  expect(referencesOf(second.body)).toEqual(["first"]);
  expect(issueBody(second, new Map([["first", 12]]))).toBe("As #12 says. Depends on #12");
  expect(() => issueBody(second, new Map())).toThrow("second refers to first, which has no issue yet");
});

test("a slip comes before the attempts; without one nothing changes", () => {
  const [plain, slipping] = loadScenario(
    scenario(task("plain"), task("slipping", { slip: `{ steps: [{ wait: 1 }], ${done} }` })),
  ).tasks;
  expect(plain && slipped(plain.script)).toEqual({ attempts: plain?.script.attempts });
  expect(slipping && slipped(slipping.script).attempts.map(({ steps }) => steps)).toEqual([
    [{ wait: 1 }],
    [],
  ]);
});

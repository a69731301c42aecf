/** R33: Plans: what is wrong with one is named, all of it, with its place; what it files means what it says. */
import { expect, test } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { readPlan } from "../../src/planning/plan.ts";
import { planIssue, toldOf } from "../../src/planning/plan-issue.ts";
import { parallelPairs, planCircles, planWaves } from "../../src/planning/plan-order.ts";
import { planProblems } from "../../src/planning/plan-problems.ts";
import { readTaskText } from "../../src/planning/task-text.ts";

const parsed = parseConfig(`
agents:
  ui: { allow: ["src/**"], forbid: ["src/secret/**"], runner: scripted }
  testing: { allow: ["test/**"], runner: scripted }
shared: [{ paths: [CHANGELOG.md], policy: person }]
`);
if (!parsed.ok) throw new Error("the test's config is not valid");
const { config } = parsed;

const task = {
  id: "a",
  type: "refactor",
  description: "Give the price of an order line one function of its own, and use it in all three places.",
  success: ["`npm test` passes"],
  files: ["src/a/**"],
  agent: "ui",
};

/** As a file with an indent of two, so that lines can be counted. */
function problemsOf(...tasks: readonly object[]): readonly string[] {
  const read = readPlan(JSON.stringify({ plan: "p", tasks }, null, 2));
  if (!read.ok)
    return read.problems.map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`);
  return planProblems(read.plan, config).map(({ path, message }) => {
    const { line, column, path: where } = read.at(path);
    return `${line}:${column} ${where} ${message}`;
  });
}

test("a plan without fault has no problem", () => {
  expect(problemsOf(task, { ...task, id: "b", files: ["test/a/**"], agent: "testing" })).toEqual([]);
});

test.each<[string, readonly object[], readonly RegExp[]]>([
  [
    "an unknown agent",
    [{ ...task, agent: "uii" }],
    [
      /^14:16 tasks\[0\]\.agent there is no agent `uii` on the default branch\. Did you mean `ui`\? Agents: `ui`, `testing`$/,
    ],
  ],
  [
    "two tasks of one id",
    [task, { ...task, files: ["src/b/**"] }],
    [/^17:13 tasks\[1\]\.id `a` is the id of tasks\[0\] already/],
  ],
  [
    "an unknown dependency",
    [task, { ...task, id: "b", files: ["src/b/**"], dependencies: ["aa"] }],
    [/tasks\[1\]\.dependencies\[0\] there is no task `aa` in this plan; did you mean `a`\?$/],
  ],
  [
    "a task that depends on itself",
    [{ ...task, dependencies: ["a"] }],
    [/tasks\[0\]\.dependencies waits for itself: a → a;/],
  ],
  [
    "a circle of three, named once",
    [
      { ...task, dependencies: ["c"] },
      { ...task, id: "b", dependencies: ["a"] },
      { ...task, id: "c", dependencies: ["b"] },
    ],
    [/tasks\[0\]\.dependencies waits for itself: a → c → b → a; take one of these dependencies away$/],
  ],
  [
    "files outside of the boundary, one by one",
    [{ ...task, files: ["src/a/**", "docs/**", "src/secret/x"] }],
    [
      /tasks\[0\]\.files\[1\] nothing that `docs\/\*\*` matches is inside the boundary of `ui` \(`src\/\*\*`/,
      /tasks\[0\]\.files\[2\] nothing that `src\/secret\/x` matches/,
    ],
  ],
  [
    "tasks that would be in each other's way",
    [task, { ...task, id: "b", files: ["src/*/b.js"] }],
    [
      /tasks\[1\]\.files may run beside `a` \(tasks\[0\]\), and both could touch `src\/a\/b\.js`: one would wait for the other\. Let one depend on the other/,
    ],
  ],
  [
    "a task that leaves its agent guessing",
    [{ ...task, description: "Do it", success: [], files: [] }],
    [
      /tasks\[0\]\.description says too little \(2 words\)/,
      /tasks\[0\]\.files names no paths, .*"files": \[/,
      /tasks\[0\]\.success does not say how to tell that it is done/,
    ],
  ],
  [
    "a description with a scope of its own",
    [{ ...task, description: `${task.description}\n\n### Scope\n\n- \`src/b/**\`` }],
    [
      /tasks\[0\]\.description the description says something about scope or dependencies itself, so that the issue would mean the scope `src\/b\/\*\*`, `src\/a\/\*\*` and 0 dependencies/,
    ],
  ],
  [
    "a description with a dependency of its own",
    [{ ...task, description: `${task.description} Depends on #7.` }],
    [/tasks\[0\]\.description .*1 dependency;/],
  ],
])("%s: named with its place", (_what, tasks, wanted) => {
  const found = problemsOf(...tasks);
  expect(found).toHaveLength(wanted.length);
  for (const [index, pattern] of wanted.entries()) expect(found[index]).toMatch(pattern);
});

test("every problem is named, not only the first", () => {
  const found = problemsOf(
    { ...task, agent: "nobody" },
    { ...task, id: "b", files: ["docs/**"] },
    { ...task, id: "c", description: "Fix it", files: ["src/c/**"], dependencies: ["zzz"] },
  );
  expect(found).toEqual([
    expect.stringContaining("tasks[0].agent there is no agent `nobody`"),
    expect.stringContaining("tasks[1].files[0] nothing that `docs/**` matches"),
    expect.stringContaining("tasks[2].dependencies[0] there is no task `zzz`"),
    expect.stringContaining("tasks[2].description says too little"),
  ]);
});

test("tasks that wait for each other may share paths, at any distance", () => {
  const middle = { ...task, id: "b", files: ["test/b/**"], agent: "testing", dependencies: ["a"] };
  expect(problemsOf(task, middle, { ...task, id: "c", dependencies: ["b"] })).toEqual([]);
  expect(problemsOf(task, middle, { ...task, id: "c" })).toHaveLength(1);
});

test("paths that several tasks may have in hand at once are in nobody's way", () => {
  const files = ["CHANGELOG.md"];
  expect(
    problemsOf(
      { ...task, files: ["src/a/**", ...files] },
      { ...task, id: "b", files: ["src/b/**", ...files] },
    ),
  ).toEqual([]);
});

test.each<[string, string, RegExp]>([
  ["no JSON", '{ "plan": "p", "tasks": [] ', /^1:\d+ {2}this is not YAML/],
  [
    "an unknown key",
    JSON.stringify({ plan: "p", tasks: [{ ...task, agents: "ui" }] }),
    /unknown key `agents` in `tasks\[0\]`; did you mean `agent`\?/,
  ],
  [
    "a missing key",
    JSON.stringify({ plan: "p", tasks: [{ ...task, agent: undefined }] }),
    /`tasks\[0\]\.agent` is missing/,
  ],
  [
    "a glob that is none",
    JSON.stringify({ plan: "p", tasks: [{ ...task, files: ["src/[ab]"] }] }),
    /tasks\[0\]\.files\[0\]/,
  ],
  [
    "a name that is none",
    JSON.stringify({ plan: "My plan", tasks: [task] }),
    /`plan` must be 1 to 40 of a-z, 0-9 and -/,
  ],
  ["no task", JSON.stringify({ plan: "p", tasks: [] }), /`tasks` must be at least 1/],
  [
    "an id that would break the mark",
    JSON.stringify({ plan: "p", tasks: [{ ...task, id: "a --> b" }] }),
    /`tasks\[0\]\.id` must be 1 to 40/,
  ],
])("the form: %s", (_what, text, wanted) => {
  const read = readPlan(text);
  if (read.ok) throw new Error("it was taken for a plan");
  expect(
    read.problems.map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`),
  ).toEqual([expect.stringMatching(wanted)]);
});

test("JSON with tabs is read as any other", () => {
  expect(readPlan(JSON.stringify({ plan: "p", tasks: [task] }, null, "\t")).ok).toBe(true);
});

test("the issue of a task means what the plan says", () => {
  const full = { ...task, title: undefined, dependencies: ["x", "y"] };
  const { title, body } = planIssue({ plan: "p" }, full, [12, 13]);
  expect(title).toBe(
    "refactor: Give the price of an order line one function of its own, and use it in all three places",
  );
  expect(readTaskText(body)).toMatchObject({ scope: ["src/a/**"], dependsOn: [12, 13], problems: [] });
  expect(body).toBe(`<!-- signalbox:plan p/a ${toldOf(full)} -->

### Context

${task.description}

### Success criteria

- \`npm test\` passes

### Scope

- \`src/a/**\`

### Dependencies

- #12
- #13
`);
});

test("waves, circles and what may run at once", () => {
  const of = (id: string, ...dependencies: string[]) => ({ ...task, id, dependencies });
  const diamond = { plan: "p", tasks: [of("d", "b", "c"), of("a"), of("b", "a"), of("c", "a")] };
  expect(planWaves(diamond).map((wave) => wave.map(({ id }) => id))).toEqual([["a"], ["b", "c"], ["d"]]);
  expect(planCircles(diamond)).toEqual([]);
  expect(parallelPairs(diamond).map((pair) => pair.map(({ id }) => id))).toEqual([["b", "c"]]);
  expect(planCircles({ plan: "p", tasks: [of("a", "b"), of("b", "a"), of("c", "c")] })).toEqual([
    ["a", "b"],
    ["c"],
  ]);
});

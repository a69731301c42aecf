/** The protections of `signalbox plan apply`, of task lint, and that an explanation is true. */
import type { Control } from "../control.ts";

export const planControls: readonly Control[] = [
  {
    row: "E1",
    protection: "what a plan filed before is found again by its mark",
    file: "src/wiring/apply-plan.ts",
    find: "const numbers = firstNumbers(before.found);",
    replace: "const numbers = firstNumbers(before.found.slice(0, 0));",
    test: "test/cli/plan.test.ts",
  },
  {
    row: "E3",
    protection: "an issue of a plan without an answer is looked for before anything else is filed",
    file: "src/wiring/apply-plan.ts",
    find: "if (number === null && !dryRun) {",
    replace: "if (number === -1) {",
    test: "test/cli/plan.test.ts",
  },
  {
    row: "A1",
    protection: "the mark of a plan counts only where its author may write",
    file: "src/github/plan-issues.ts",
    find: "canWrite(await readPermission(client, repository, actor))",
    replace: "(await readPermission(client, repository, actor)) !== undefined",
    test: "test/cli/plan.test.ts",
  },
  {
    row: "A1",
    protection: "a plan is filed by a person who may give tasks to agents",
    file: "src/cli/plan.ts",
    find: "const refusal = dryRun ? null : await whyNotPerson(at);",
    replace: "const refusal = dryRun || at ? null : await whyNotPerson(at);",
    test: "test/cli/plan.test.ts",
  },
  {
    row: "R08",
    protection: "where the config requires it, no agent is spent on an issue that leaves it guessing",
    file: "src/reconcile/rungs/schedule.ts",
    find: 'draft.config.lint === "require" ? lacksOf(draft, task) : []',
    replace: "[]",
    test: "test/scenarios/lint.test.ts",
  },
  {
    row: "R08",
    protection: "a card stops saying what an issue lacks when that is mended",
    file: "src/reconcile/draft.ts",
    find: "const text = texts.get(number) ?? readTaskText(body);",
    replace: 'const text = texts.get(number) ?? readTaskText(body.replace(/Done when.*/, ""));',
    test: "test/scenarios/lint.test.ts",
  },
  {
    row: "B17",
    protection: "the dependency that an explanation names is the one that is waited for",
    file: "src/planning/dependencies.ts",
    find: '{ kind: "dependency", on, state }',
    replace: '{ kind: "dependency", on: task.number, state: "open" }',
    test: "test/reconcile/why.property.test.ts",
  },
  {
    row: "B17",
    protection: "the task that an explanation names as the holder of paths holds them",
    file: "src/planning/schedule.ts",
    find: 'kind: "lease", holder: other.number,',
    replace: 'kind: "lease", holder: tasks.at(-1)?.number ?? 0,',
    test: "test/reconcile/why.property.test.ts",
  },
];

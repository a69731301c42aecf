/** The protections of `signalbox plan apply`. */
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
];

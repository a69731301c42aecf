/** What let a bad change slip past the gates until somebody tried, taken away again to see that its tests notice. */
import type { Control } from "../control.ts";

export const slipControls: readonly Control[] = [
  {
    row: "G2",
    protection: "a verdict is for one title, however its checksum was made",
    file: "src/domain/digest.ts",
    find: ".slice(0, 32)",
    replace: ".slice(0, 0)",
    test: "test/domain/verdict-key.test.ts",
  },
  {
    row: "G2",
    protection: "a verdict is for one agent's reach",
    file: "src/domain/verdict-key.ts",
    find: "digest(JSON.stringify([agent, scope]))",
    replace: 'digest("")',
    test: "test/domain/verdict-key.test.ts",
  },
  {
    row: "G2",
    protection: "what goes to another base is green by no gate",
    file: "src/reconcile/projections/checks.ts",
    find: "...(pull.base === defaultBranch ? [] : [baseText(pull.base, defaultBranch)]),",
    replace: "",
    test: "test/reconcile/readiness.test.ts",
  },
  {
    row: "G6",
    protection: "of a check that was reported twice the newest counts",
    file: "src/domain/newest-check.ts",
    find: "rank(b) - rank(a) || since(b) - since(a) ||",
    replace: "",
    test: "test/domain/newest-check.test.ts",
  },
  {
    row: "G11",
    protection: "a commit of the queue's is judged only when it is the merge of its pull request",
    file: "src/github/observe.ts",
    find: "merge.tree === group.tree",
    replace: "group.tree.length > 0",
    test: "test/scenarios/moving.test.ts",
  },
  {
    row: "G11",
    protection: "nobody's word for a pull request holds for another content",
    file: "src/reconcile/rungs/pulls.ts",
    find: "if (group.asMerged !== true) {",
    replace: "if (false) {",
    test: "test/reconcile/readiness.test.ts",
  },
  {
    row: "G11",
    protection: "what stands on an entry of the queue that is not ready is not ready",
    file: "src/reconcile/rungs/pulls.ts",
    find: "  standTogether(draft);",
    replace: "",
    test: "test/reconcile/readiness.test.ts",
  },
];

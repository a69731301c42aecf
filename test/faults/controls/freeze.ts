/** The protections of the freeze: every path asks whether it holds. B16. */
import type { Control } from "../control.ts";

const decision = "test/reconcile/freeze.test.ts";

export const freezeControls: readonly Control[] = [
  {
    row: "B16",
    protection: "nothing of a frozen task starts",
    file: "src/reconcile/rungs/schedule.ts",
    find: 'if (freeze) return { kind: "freeze", freeze, atWork: null };\n  const known',
    replace: "const known",
    test: "test/scenarios/freeze.test.ts",
  },
  {
    row: "B16",
    protection: "no run takes the claim of a frozen task",
    file: "src/ledger/fencing.ts",
    find: "if (frozen) return { ok: false,",
    replace: "if (frozen && run < 0) return { ok: false,",
    test: "test/ledger/freeze.test.ts",
  },
  {
    row: "B16",
    protection: "what a run finished during a freeze is kept until it ends",
    file: "src/runs/publish.ts",
    find: "return freeze !== null && !freeze.drain",
    replace: "return freeze !== null && freeze.drain",
    test: "test/runs/publish.test.ts",
  },
  {
    row: "B16",
    protection: "what was recorded in the moment before a freeze reaches no branch",
    file: "src/reconcile/projections/branch.ts",
    find: "if (freeze && !freeze.drain) return [];",
    replace: "",
    test: decision,
  },
  {
    row: "B16",
    protection: "nothing frozen is ready",
    file: "src/gates/ready.ts",
    find: '...(input.freeze ? [waiting("freeze"',
    replace: '...(input.freeze?.drain ? [waiting("freeze"',
    test: decision,
  },
  {
    row: "B16",
    protection: "what nobody took before a freeze is dispatched after it, and not given up meanwhile",
    file: "src/reconcile/rungs/runs.ts",
    find: "if (draft.frozen(task)) return keepBack(draft, task);",
    replace: "",
    test: decision,
  },
  {
    row: "B16",
    protection: "a freeze ends by itself at its time",
    file: "src/domain/freeze.ts",
    find: "return until !== null && new Date(until) <= now;",
    replace: "return until !== null && until === now.toString();",
    test: "test/ledger/freeze.test.ts",
  },
  {
    row: "B16",
    protection: "a freeze of some paths holds whoever may touch one of them",
    file: "src/ledger/freeze.ts",
    find: '.kind === "disjoint" ? null : freeze',
    replace: '.kind === "disjoint" ? freeze : null',
    test: "test/ledger/freeze.test.ts",
  },
  {
    row: "B16",
    protection: "local mode asks the ledger in the moment of the merge",
    file: "src/wiring/page-deeds.ts",
    find: "if (freeze) return { ok: false, why: terminalText(notMergedFrozenText(freeze)) };",
    replace: "",
    test: "test/wiring/frozen-merge.test.ts",
  },
];

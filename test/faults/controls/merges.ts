/** The protections of what collides with other work: duplicates, conflicts, the landing order, and the merges that are tried. */
import type { Control } from "../control.ts";

const conflicts = { file: "src/gates/conflicts.ts", test: "test/gates/conflicts.test.ts" } as const;
const duplicates = { file: "src/gates/duplicates.ts", test: "test/gates/duplicates.test.ts" } as const;

export const mergesControls: readonly Control[] = [
  {
    ...conflicts,
    row: "G4",
    protection: "a merge that could not be tried is not taken for clean",
    find: 'if (forecast === null) return { reason: reasonAt(null, "unknown", cannotLookText(other)), waits: true };',
    replace: "if (forecast === null) return null;",
  },
  {
    ...conflicts,
    row: "G4",
    protection: "a change of another pull request that could not be read makes this one wait",
    find: 'return { reason: reasonAt(null, "unreadable", otherFilesUnreadText(other)), waits: true };',
    replace: "return null;",
  },
  {
    ...conflicts,
    row: "G2",
    protection: "what collides with the default branch as it is now is not ready",
    find: "if (base?.fails) return verdictOf([base.reason]);",
    replace: "",
  },
  {
    ...duplicates,
    row: "G4",
    protection: "files of other pull requests that could not be read are not passed",
    find: "const unknown = change.files.some(isNew) ? unread(others) : [];",
    replace: "const unknown: readonly Reason[] = [];",
  },
  {
    row: "G2",
    protection:
      "an earlier verdict on collisions does not stand when another head or the default branch moved",
    file: "src/domain/verdict-key.ts",
    find: 'case "conflicts":',
    replace: 'case "conflicts": return "";',
    test: "test/domain/verdict-key.test.ts",
  },
  {
    row: "G3",
    protection: "an earlier verdict on duplicates does not stand when another pull request opens",
    file: "src/ledger/beside.ts",
    find: "JSON.stringify(open.map(({ task, pull }) => [task.number, pull.head]))",
    replace: '""',
    test: "test/ledger/beside.test.ts",
  },
  {
    row: "G4",
    protection: "a merge that Git could not try is told as unknown",
    file: "src/wiring/merge-forecast.ts",
    find: "      return null;\n",
    replace: '      return { kind: "clean" };\n',
    test: "test/wiring/merge-forecast.test.ts",
  },
  {
    row: "A8",
    protection: "the token of the forecast's clone lies in no file of it",
    file: "src/wiring/forecast-clone.ts",
    find: "    await bring(call, [ours, theirs]);".trim(),
    replace:
      'await git(["config", "canary.token", Object.values(call.config ?? {}).join()], call); await bring(call, [ours, theirs]);',
    test: "test/wiring/merge-forecast.test.ts",
  },
  {
    row: "B02",
    protection: "the landing order is total: nobody waits for somebody who waits for them",
    file: "src/ledger/landing-order.ts",
    find: "a.builtOn.size - b.builtOn.size ||",
    replace: "",
    test: "test/ledger/landing-order.test.ts",
  },
];

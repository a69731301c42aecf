/**
 * Gate `tests`: a change does not weaken what it is tested by: tests deleted or switched off, assertions taken out, thresholds
 * lowered, lint rules switched off (requirement B10). By the customs of the common ecosystems; a person may override.
 */
import type { FileDiff } from "../domain/file-diff.ts";
import { type Reason, verdictOf } from "../domain/verdict.ts";
import { loweredThresholdText } from "../text/gates/tests.ts";
import { lostAssertions } from "./assertions.ts";
import type { Gate } from "./gate.ts";
import { silencedRules } from "./silenced-rules.ts";
import { switchedOff } from "./switched-off.ts";
import { loweredThresholds } from "./thresholds.ts";
import { judgeText } from "./unreadable.ts";

export const tests: Gate = {
  name: "tests",
  summary: "tests deleted or switched off, assertions lost, thresholds lowered, lint rules switched off",
  keys: [],
  judges: "change",
  judge: ({ change, approvers }) =>
    judgeText(change, ({ files }) => {
      const lost = lostAssertions(files);
      const reasons = [
        ...lost.filter(({ rewritten }) => !rewritten).map(({ reason }) => reason),
        ...switchedOff(files),
        ...silencedRules(files),
        ...lowered(files),
      ];
      const doubtful = lost.filter(({ rewritten }) => rewritten).map(({ reason }) => reason);
      if (reasons.length > 0) return verdictOf([...reasons, ...doubtful]);
      if (doubtful.length === 0 || approvers.length > 0) return verdictOf([], doubtful);
      return { status: "wait", reasons: doubtful, warnings: [] };
    }),
};

function lowered(files: readonly FileDiff[]): readonly Reason[] {
  return loweredThresholds(files).map(({ path, line, what, before, after }) => ({
    path,
    line,
    rule: "threshold",
    message: loweredThresholdText(what, before, after),
    suggestion: null,
  }));
}

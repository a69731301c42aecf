/** What a pull request on paper changes, as the observer shows it: not read again while our own verdicts on that head stand. */
import { gatesInForce } from "../../src/config/gates-in-force.ts";
import { parseConfig } from "../../src/config/parse.ts";
import { standingReviews } from "../../src/domain/approvals.ts";
import { parseBranchName } from "../../src/domain/branch-name.ts";
import type { FileChange } from "../../src/domain/file-change.ts";
import type { Override } from "../../src/domain/override.ts";
import { verdictStands } from "../../src/domain/own-check.ts";
import type { Pull } from "../../src/domain/pull.ts";
import { verdictKey } from "../../src/domain/verdict-key.ts";
import { changeOf, fileOf } from "../gates/change.ts";
import { blobOf, self } from "./observation.ts";

export interface PaperChanges {
  readonly pull: Pull;
  /** Text of the config on the default branch. */
  readonly rules: string | null;
  /** Those that the ledger has of its task. */
  readonly overrides: readonly Override[];
  /** By head: what it changes; null when GitHub does not show all of it. */
  readonly diffs: ReadonlyMap<string, readonly FileChange[] | null>;
}

export function withChanges({ pull, rules, overrides, diffs }: PaperChanges): Pull {
  const parsed = rules === null ? null : parseConfig(rules);
  const judging = {
    pull,
    task: { number: parseBranchName(pull.branch)?.issue ?? 0, overrides },
    config: rules === null ? null : blobOf(rules),
    vouched: standingReviews(pull).approvers.length > 0,
    // No paper config wants numbers of a check.
    reports: [],
  };
  const stands =
    parsed?.ok === true &&
    gatesInForce(parsed.config).every((gate) =>
      verdictStands(pull.checks, self, gate, verdictKey(gate, judging)),
    );
  const files = diffs.get(pull.head);
  const change = files === null ? null : changeOf(...(files ?? []).map(fileOf));
  return { ...pull, change: stands ? "unread" : change };
}

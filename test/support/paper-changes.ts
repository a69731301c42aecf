/** What a pull request on paper changes, as the observer shows it: not read again while our own verdict on that head stands. */
import { parseBranchName } from "../../src/domain/branch-name.ts";
import type { FileChange } from "../../src/domain/file-change.ts";
import type { Pull } from "../../src/domain/pull.ts";
import { boundariesKey, checkNames } from "../../src/domain/verdict.ts";
import { blobOf } from "./observation.ts";

export interface PaperChanges {
  readonly pull: Pull;
  /** Text of the config on the default branch. */
  readonly rules: string | null;
  /** By head: what it changes; null when GitHub does not show all of it. */
  readonly diffs: ReadonlyMap<string, readonly FileChange[] | null>;
}

export function withChanges({ pull, rules, diffs }: PaperChanges): Pull {
  const key = boundariesKey(
    pull,
    rules === null ? null : blobOf(rules),
    parseBranchName(pull.branch)?.issue ?? 0,
  );
  const stands = pull.checks.some(
    ({ name, app, externalId, conclusion }) =>
      name === checkNames.boundaries && app === "signalbox" && externalId === key && conclusion === "success",
  );
  const changes = diffs.get(pull.head);
  return { ...pull, changes: stands ? "unread" : changes === undefined ? [] : changes };
}

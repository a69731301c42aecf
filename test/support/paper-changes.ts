/** What a pull request on paper changes, as the observer shows it: not read again while our own verdicts on that head stand. */
import { gatesInForce } from "../../src/config/gates-in-force.ts";
import { parseConfig } from "../../src/config/parse.ts";
import { setAside } from "../../src/config/set-aside.ts";
import { standingReviews } from "../../src/domain/approvals.ts";
import { parseBranchName } from "../../src/domain/branch-name.ts";
import type { FileChange } from "../../src/domain/file-change.ts";
import { verdictStands } from "../../src/domain/own-check.ts";
import type { Pull } from "../../src/domain/pull.ts";
import { verdictKey } from "../../src/domain/verdict-key.ts";
import { pullsBeside } from "../../src/ledger/beside.ts";
import type { Task } from "../../src/ledger/task.ts";
import { changeOf, fileOf } from "../gates/change.ts";
import { blobOf, self, sha } from "./observation.ts";

export interface PaperChanges {
  readonly pulls: readonly Pull[];
  readonly tasks: ReadonlyMap<number, Task>;
  /** Text of the config on the default branch. */
  readonly rules: string | null;
  /** As in the observation. */
  readonly alone: boolean;
  /** By head: what it changes; null when GitHub does not show all of it. */
  readonly diffs: ReadonlyMap<string, readonly FileChange[] | null>;
}

/** While all verdicts of all of them stand, none is read; else all are, for they are compared. */
export function withChanges({ pulls, tasks, rules, alone, diffs }: PaperChanges): readonly Pull[] {
  const parsed = rules === null ? null : parseConfig(rules);
  const { facts } = pullsBeside(tasks, pulls);
  const stands = pulls.every((pull) => {
    const number = parseBranchName(pull.branch)?.issue ?? 0;
    const task = tasks.get(number);
    if (!task) return false;
    const judging = {
      pull,
      task,
      config: rules === null ? null : blobOf(rules),
      vouched:
        standingReviews(pull, parsed?.ok ? setAside(parsed.config, task.requester, alone) : null).approvers
          .length > 0,
      // No paper config wants numbers of a check.
      reports: [],
      beside: facts,
      tip: sha(1),
    };
    return (
      parsed?.ok === true &&
      gatesInForce(parsed.config).every((gate) =>
        verdictStands(pull.checks, self, gate, verdictKey(gate, judging)),
      )
    );
  });
  return pulls.map((pull) => {
    const files = diffs.get(pull.head);
    const change = files === null ? null : changeOf(...(files ?? []).map(fileOf));
    return { ...pull, change: stands ? "unread" : change };
  });
}

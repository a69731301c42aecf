/**
 * Gate `duplicates` (requirement R29): agents that work side by side do not each write a helper of the same name. A file that is
 * new here and new under the same name in another open pull request stops the one that should land second; a file that the
 * config declares canonical may be copied where the config says so, and its copies stay equal to it.
 */
import type { CanonicalFile } from "../domain/canonical-file.ts";
import type { FileDiff } from "../domain/file-diff.ts";
import type { OtherPull } from "../domain/other-pull.ts";
import { chosenName } from "../domain/prescribed-name.ts";
import { type Reason, reasonAt, verdictOf } from "../domain/verdict.ts";
import { contains } from "../scope/contains.ts";
import { inReach } from "../scope/reach.ts";
import {
  type Beyond,
  driftText,
  duplicateFirstText,
  duplicateText,
  equalElsewhereText,
  namesakeText,
  nearDuplicateText,
  noSourceText,
  othersUnreadText,
  otherUnreadText,
  strayCopyText,
} from "../text/gates/duplicates.ts";
import type { Gate, GateInput } from "./gate.ts";
import { isNear } from "./similarity.ts";
import { unreadable } from "./unreadable.ts";

export const duplicates: Gate = {
  name: "duplicates",
  summary:
    "new files of the same name and different content in several open agent pull requests; copies that differ from their canonical source",
  keys: ["canonical", "gates.duplicates"],
  judges: "change",
  judge: (input) => {
    const { change, others } = input;
    if (change === null) return unreadable;
    const found = [
      ...change.canonical.flatMap((file) => judgeCanonical(file, input)),
      ...(others ?? []).flatMap((other) => twins(change.files, other, input.config.gates.duplicates.except)),
    ];
    const reasons = found.flatMap(({ reason, fails }) => (fails ? [reason] : []));
    const warnings = found.flatMap(({ reason, fails }) => (fails ? [] : [reason]));
    if (reasons.length > 0) return verdictOf(reasons, warnings);
    const unknown = change.files.some(isNew) ? unread(others) : [];
    return unknown.length > 0 ? { status: "wait", reasons: unknown, warnings } : verdictOf([], warnings);
  },
};

interface Found {
  readonly reason: Reason;
  readonly fails: boolean;
}

function judgeCanonical({ path, source, as, found }: CanonicalFile, whose: Whose): readonly Found[] {
  const beyond = { copy: beyondOf(path, whose), source: beyondOf(source, whose) };
  switch (found.kind) {
    case "equal":
      return as === "copy" ? [] : [warning(path, "canonical", strayCopyText(path, source))];
    case "no-source":
      return as === "copy" ? [failure(path, "canonical", noSourceText(path, source, beyond))] : [];
    case "differs":
      return as === "copy"
        ? [failure(path, "canonical", driftText(path, source, found.diff, beyond))]
        : [failure(path, "canonical", namesakeText(path, source))];
    default:
      return found satisfies never;
  }
}

type Whose = Pick<GateInput, "reach" | "agent" | "holderOf">;

/** What whoever is judged cannot mend is told with who can. */
function beyondOf(path: string, { reach, agent, holderOf }: Whose): Beyond | null {
  const found = reach && inReach(reach, path);
  if (!found || found.ok) return null;
  return { agent: agent ?? "the agent", rule: found.rule, holder: holderOf(path) };
}

/** Only names that people choose: many folders have an `index.ts`. `except`: globs of what the project has in many folders. */
function twins(files: readonly FileDiff[], other: OtherPull, except: readonly string[]): readonly Found[] {
  const isCompared = (file: FileDiff) => isNew(file) && !contains(except, file.path);
  const theirs = Map.groupBy((other.change?.files ?? []).filter(isCompared), ({ path }) => chosenName(path));
  return files.filter(isCompared).flatMap((ours) => {
    const name = chosenName(ours.path);
    if (name === null) return [];
    return (theirs.get(name) ?? []).flatMap((twin) => compare(ours, twin, other));
  });
}

/** Equal bytes at one path are one file; at two they only may drift apart later, which stops nobody now. */
function compare(ours: FileDiff, theirs: FileDiff, { task, agent, first }: OtherPull): readonly Found[] {
  const { path } = ours;
  const twin = { path: theirs.path, task, agent };
  if (ours.blob !== null && ours.blob === theirs.blob)
    return path === twin.path ? [] : [warning(path, "equal", equalElsewhereText(path, twin))];
  if (ours.added !== null && theirs.added !== null && isNear(ours.added, theirs.added))
    return [warning(path, "near-equal", nearDuplicateText(path, twin))];
  return first
    ? [failure(path, "same-name", duplicateText(path, twin))]
    : [warning(path, "same-name", duplicateFirstText(path, twin))];
}

/** What was not read is not passed: another pull request may hold a file of the same name. */
function unread(others: readonly OtherPull[] | null): readonly Reason[] {
  if (others === null) return [reasonAt(null, "unreadable", othersUnreadText())];
  return others
    .filter(({ change }) => change === null)
    .map(({ task }) => reasonAt(null, "unreadable", otherUnreadText(task)));
}

function isNew({ before, after }: FileDiff): boolean {
  return before === null && (after === "100644" || after === "100755");
}

function failure(path: string, rule: string, message: string): Found {
  return { reason: reasonAt(path, rule, message), fails: true };
}

function warning(path: string, rule: string, message: string): Found {
  return { reason: reasonAt(path, rule, message), fails: false };
}

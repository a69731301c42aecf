/**
 * Gate `protected`: what steers people, agents, CI and installs is changed only under a person's eyes, even inside the boundary;
 * nothing disguises itself as another path; nothing was touched there and put back (FAULTS.md P3, P4, P6, P8).
 */
import type { Change, FileDiff } from "../domain/file-diff.ts";
import { type Reason, reasonAt, type Verdict, verdictOf } from "../domain/verdict.ts";
import { disguisedSegment } from "../scope/look-alike.ts";
import { protectionOf } from "../scope/protected-path.ts";
import {
  collisionText,
  disguisedText,
  foreignSourceText,
  governanceText,
  protectedText,
  revisitedText,
  revisitedUnreadText,
} from "../text/gates/protected.ts";
import type { Gate, GateInput } from "./gate.ts";
import { foreignSources } from "./lock-file.ts";
import { judgeText } from "./unreadable.ts";

export const guarded: Gate = {
  name: "protected",
  summary:
    "changes of workflows, owners, agent instructions, hooks, manifests and lock files wait for a person; disguised and colliding paths fail",
  keys: [],
  judges: "change",
  judge: ({ change, approvers }) => judgeText(change, (read) => judgeGuarded(read, approvers)),
};

function judgeGuarded(change: Change, approvers: readonly string[]): Verdict {
  const tricks = tricksIn(change);
  if (tricks.length > 0) return verdictOf(tricks);
  return personNeeded([...change.files.flatMap(steering), ...revisited(change.revisited)], approvers);
}

/**
 * The part of the gate that holds before anything is on a branch: there, what rules and runs is not for an agent to change at all.
 * What is installed can wait for a person on the pull request.
 */
export function unpublishable({ change }: Pick<GateInput, "change">): Verdict {
  return judgeText(change, (read) => {
    const governance = read.files
      .filter(({ path }) => protectionOf(path) === "governance")
      .map(({ path }) => reasonAt(path, "governance", governanceText(path)));
    return verdictOf([...tricksIn(read), ...governance]);
  });
}

/** What no person's word lets through: disguises, collisions, packages from elsewhere. */
function tricksIn(change: Change): readonly Reason[] {
  return [
    ...change.files.filter(({ after }) => after !== null).flatMap(disguised),
    ...change.collisions.map((found) =>
      reasonAt(found.path, "collision", collisionText(found.path, found.with)),
    ),
    ...change.files.flatMap(sources),
  ];
}

/** An approval of this very head by somebody with write access is the person's word for it. */
function personNeeded(reasons: readonly Reason[], approvers: readonly string[]): Verdict {
  if (reasons.length === 0) return verdictOf([]);
  return approvers.length > 0 ? verdictOf([], reasons) : { status: "wait", reasons, warnings: [] };
}

function disguised({ path }: FileDiff): readonly Reason[] {
  const segment = disguisedSegment(path);
  return segment === null ? [] : [reasonAt(path, "look-alike", disguisedText(path, segment))];
}

function steering({ path }: FileDiff): readonly Reason[] {
  const protection = protectionOf(path);
  return protection === null ? [] : [reasonAt(path, protection, protectedText(path, protection))];
}

function sources({ path, added }: FileDiff): readonly Reason[] {
  return foreignSources(path, added ?? []).map(({ line, source }) => ({
    path,
    line,
    rule: "source",
    message: foreignSourceText(source),
    suggestion: null,
  }));
}

/** A workflow that was touched and put back has run in between. */
function revisited(paths: readonly string[] | null): readonly Reason[] {
  if (paths === null) return [reasonAt(null, "history", revisitedUnreadText())];
  return paths
    .filter((path) => protectionOf(path) === "governance")
    .map((path) => reasonAt(path, "history", revisitedText(path)));
}
